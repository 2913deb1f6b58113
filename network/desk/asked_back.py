"""What the office asked back: pages and circulars that were sent back, with what was said to them."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.messages import queue as circulars
from network.models import Organisation
from network.moderation import asked
from portal.models import User

from .parts import DeskPart


@dataclass(frozen=True)
class SentBack:
    """Something that somebody handed in and got back; `notes` are about single parts of it: label and words."""

    title: str
    comment: str
    at: datetime | None
    url: str
    notes: tuple[tuple[str, str], ...] = ()


def sent_back(organisation: Organisation) -> list[SentBack]:
    """Return pages, then circulars, that were sent back and not handed in again; two queries."""
    pages = [
        SentBack(one.title, one.comment, one.at, one.url, one.notes) for one in asked.asked_back(organisation)
    ]
    letters = [
        SentBack(str(one), one.reason, one.decided_at, reverse("circular_change", args=[one.pk]))
        for one in circulars.asked_back(organisation)
    ]
    return pages + letters


def asked_back_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what the office asked back, None where it asked nothing."""
    found = sent_back(organisation)
    if not found:
        return None
    return DeskPart(
        _("The office asks you back"),
        "network/desk/asked_back.html",
        {"sent_back": found},
        order=5,
        anchor="asked-back",
        count=len(found),
    )
