"""Circulars that wait for the office, as one of its queues; and what a member's desk shows of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.care.office_view import is_office
from network.models import Circular, CircularState, Organisation
from portal.models import User
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, each

from . import moderation
from .letters import about
from .office_list import sender_words, with_sides
from .sending import Refused

# Who writes to many wants an answer while it is news.
DUE = timedelta(days=2)


def waiting(user: User, now: datetime) -> Iterable[WorkItem]:
    """Return the circulars that wait, the longest waiting first; one query."""
    rows = with_sides(Circular.objects.filter(state=CircularState.WAITING))
    return [_item(row) for row in rows.order_by("submitted_at", "pk")[:LONGEST]]


def _item(circular: Circular) -> WorkItem:
    """Return a circular as something that waits."""
    return WorkItem(
        key=str(circular.pk),
        title=circular.subject,
        url=reverse("office_circulars:circular", args=[circular.pk]),
        since=circular.submitted_at,
        due=circular.submitted_at + DUE,
        detail=about(circular),
        organisation=sender_words(circular),
    )


def asked_back(organisation: Organisation) -> list[Circular]:
    """Return the circulars of an organisation that the office sent back, the newest first, for its desk."""
    rows = Circular.objects.filter(organisation=organisation, state=CircularState.RETURNED)
    return list(rows.order_by("-decided_at", "pk"))


def on_each(act: Callable[[str, User, datetime], Any]) -> Callable[[User, Sequence[str], datetime], Outcome]:
    """Return an action that does one thing to each circular, and says why others are left."""

    def run(user: User, keys: Sequence[str], now: datetime) -> Outcome:
        if not is_office(user):
            return Outcome(refused={key: str(_("Only the office decides about circulars.")) for key in keys})
        return each(keys, lambda key: act(key, user, now), {Refused: str})

    return run


def _undo(user: User, way_back: Mapping[str, Any], now: datetime) -> Sequence[str]:
    """Let circulars wait again of which nothing has gone yet; return their keys."""
    again = on_each(lambda key, by, _now: moderation.take_back(key, by))
    return list(again(user, way_back["keys"], now).done)


def _returning(reason: moderation.Reason) -> QueueAction:
    """Return the action that sends circulars back with one of the usual reasons."""
    act = on_each(lambda key, user, now: moderation.send_back(key, str(reason.label), user, now))
    return QueueAction(f"return-{reason}", _RETURNS[reason], act, _undo)


_RETURNS = {
    moderation.Reason.UNCLEAR: _("Send back: not clear"),
    moderation.Reason.OFF_TOPIC: _("Send back: another topic or region"),
    moderation.Reason.ADVERTISING: _("Send back: advertising"),
    moderation.Reason.PERSONAL: _("Send back: names persons"),
    moderation.Reason.CALENDAR: _("Send back: belongs in the calendar"),
    moderation.Reason.TWICE: _("Send back: was sent lately"),
}

queue = WorkQueue(
    label=pgettext_lazy("queue", "Circulars of members"),
    may=is_office,
    items=waiting,
    actions=(
        QueueAction("release", _("Let it out"), on_each(moderation.release), _undo),
        *(_returning(reason) for reason in moderation.Reason),
    ),
)
