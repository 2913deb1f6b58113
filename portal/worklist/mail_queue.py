"""Mails that could not be sent: tried again, or noted by somebody who told the recipient in another way."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import outbox
from portal.models import User
from portal.viewsets import mails_to_read

from .queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, parted

RIGHT = "portal.view_outgoingmail"
MOMENTS = ("given_up_at", "noted_at")


def may(user: User) -> bool:
    """Return whether a person may see what became of mails."""
    return user.has_perm(RIGHT)


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the mails that were given up and that nobody has noted; not those that are nobody's to read."""
    mails = mails_to_read(outbox.given_up().filter(noted_at=None)).order_by("given_up_at", "pk")
    fields = "pk", "subject", "recipient", "last_error", "given_up_at"
    for pk, subject, recipient, error, moment in mails.values_list(*fields)[:LONGEST]:
        yield WorkItem(
            key=str(pk),
            title=subject,
            url=reverse("wagtailsnippets_portal_outgoingmail:inspect", args=[pk]),
            since=moment,
            detail=_("to %(recipient)s: %(error)s") % {"recipient": recipient, "error": error or "?"},
        )


def try_again(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Let housekeeping send them once more."""
    before = {key: outbox.try_again(UUID(key), now) for key in _allowed(user, keys)}
    was = {key: _as_text(stood) for key, stood in before.items() if stood}
    return parted(keys, was, _("it was sent or tried again meanwhile"), {"mails": was})


def give_up_again(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Leave those alone again that housekeeping has not tried yet."""
    stood = {key: {**was, **_moments(was)} for key, was in way_back["mails"].items()}
    return [key for key in _allowed(user, stood) if outbox.give_up_again(UUID(key), stood[key])]


def note(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Take them from the list; the outbox keeps them until their time is over."""
    done = tuple(key for key in _allowed(user, keys) if outbox.note(UUID(key), now))
    return parted(keys, done, _("it was sent or tried again meanwhile"), {"mails": done})


def unnote(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Put them on the list again."""
    return [key for key in _allowed(user, way_back["mails"]) if outbox.note(UUID(key), None)]


def _allowed(user: User, keys: Sequence[str] | Mapping[str, Any]) -> list[str]:
    """Return the keys of mails that a person may see."""
    if not may(user):
        return []
    mails = mails_to_read(outbox.OutgoingMail.objects.filter(pk__in=list(keys)))
    known = {str(pk) for pk in mails.values_list("pk", flat=True)}
    return [key for key in keys if key in known]


def _as_text(stood: Mapping[str, Any]) -> dict[str, Any]:
    """Return how a mail stood as plain JSON."""
    return {**stood, **{name: stood[name] and stood[name].isoformat() for name in MOMENTS}}


def _moments(was: Mapping[str, Any]) -> dict[str, datetime | None]:
    """Return the moments of how a mail stood."""
    return {name: parse_datetime(was[name]) if was[name] else None for name in MOMENTS}


QUEUE = WorkQueue(
    label=gettext_lazy("Mails that could not be sent"),
    may=may,
    items=items,
    actions=(
        QueueAction("again", gettext_lazy("Try again"), try_again, give_up_again),
        QueueAction("note", gettext_lazy("Noted"), note, unnote),
    ),
    patience=timedelta(days=2),
)
