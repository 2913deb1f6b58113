"""The mails of the doors: plain text in the reader's language, through the outbox."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import outbox
from portal.models import OutgoingMail, Urgency
from portal.sites import base_url, default_settings, office_in


def send(key: str, recipient: str, subject: str, paragraphs: Iterable[str]) -> OutgoingMail:
    """Put a mail into the outbox: a greeting, the paragraphs, and who to ask."""
    body = "\n\n".join([_("Hello,"), *filter(None, paragraphs), _signature()])
    return outbox.queue(f"account:{key}", recipient, subject, body + "\n", urgency=Urgency.DOOR)


def network() -> str:
    """Return the name of the network."""
    return default_settings().full_name


def whole(path: str) -> str:
    """Return a path of the portal with scheme and host."""
    return base_url() + path


def clock(moment: datetime) -> str:
    """Return a moment in words."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def not_you() -> str:
    """Return what to do about a change that somebody else made."""
    return _("That was not you? Then somebody else has your access: tell the coordination office at once.")


def _signature() -> str:
    """Return the name of the network and how the office is reached."""
    office = office_in(default_settings())
    reached = " · ".join(filter(None, (office.name, office.phone, office.email))) if office else ""
    return "\n".join(filter(None, ("-- ", network(), reached)))
