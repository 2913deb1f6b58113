"""What stands on the desk: parts that the network and later apps register, each about one organisation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from network.models import Organisation
from portal.models import User
from portal.registries import desk_parts


@dataclass(frozen=True)
class DeskPart:
    """A part of the desk: its heading, its template, what that reads, where it stands, and its jump mark.

    `count` is how many things in it want an answer; the desk names them at its top.
    """

    heading: str | Promise
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50
    anchor: str = ""
    count: int = 0


def parts_for(user: User, organisation: Organisation, now: datetime) -> list[DeskPart]:
    """Return the parts of an organisation's desk, by their order; each costs a fixed number of queries."""
    found = (build(user, organisation, now) for build in desk_parts)
    return sorted((part for part in found if part is not None), key=lambda part: part.order)
