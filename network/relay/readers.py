"""Who reads a message, said before anybody writes or sends one."""

from dataclasses import dataclass
from datetime import datetime

from network.models import Organisation

from . import messages


@dataclass(frozen=True)
class Reader:
    """Who reads a message: the organisation, or the office that passes it on, by its name ("" where there is none).

    `is_known` says whether the organisation has an address of its own.
    """

    is_office: bool
    is_known: bool
    office: str = ""


def reader_of(entry: Organisation, office: str, office_name: str, now: datetime) -> Reader:
    """Return who would read a message confirmed now; `office` is its address."""
    own = messages.recipient_of(entry, "")
    is_office = bool(office) and messages.addressee(entry, office, now) == office != own
    return Reader(is_office, bool(own), office_name if office else "")
