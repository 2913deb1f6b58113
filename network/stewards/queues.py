"""What of this room waits for the office: requests to decide, organisations without people, open invitations."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Organisation, Reclaim, ReclaimState
from portal.accounts.models import Invitation
from portal.models import User
from portal.registries import work_queues
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue, each

from . import inviting, outreach
from .beginning import rights_path
from .orphan_list import asked_words, care_words
from .orphans import last_here, lost
from .reclaiming import PATIENCE
from .rights import cares_for_all


def register() -> None:
    """Add the queues to those of the office."""
    work_queues.register("reclaims", RECLAIMS)
    work_queues.register("orphans", ORPHANS)
    work_queues.register("invitations", INVITATIONS)


def reclaims(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the requests that only the office can decide."""
    rows = Reclaim.objects.filter(state=ReclaimState.OFFICE).select_related("organisation")
    for one in rows.order_by("confirmed_at", "pk")[:LONGEST]:
        yield WorkItem(
            key=str(one.pk),
            title=_("%(person)s asks for access") % {"person": one.name},
            url=reverse("stewards:reclaim", args=[one.pk]),
            since=one.confirmed_at or one.created_at,
            due=(one.confirmed_at or one.created_at) + PATIENCE,
            detail=_("contested") if one.objection else one.get_way_display(),
            organisation=one.organisation.name,
        )


def orphans(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield the organisations that lost their people and were not asked about lately, the longest alone first."""
    quiet = now - outreach.QUIET
    rows = lost(now).filter(Q(asked_at=None) | Q(asked_at__lte=quiet))[:LONGEST]
    for one in sorted(rows, key=_alone_since):
        yield WorkItem(
            key=str(one.pk),
            title=one.name,
            url=rights_path(one),
            since=_alone_since(one),
            detail=asked_words(one),
            kind=care_words(one),
            organisation=one.name,
        )


def _alone_since(entry: Organisation) -> datetime:
    """Return since when an organisation lacks people, as far as it is known."""
    left = entry.left_on and datetime.combine(entry.left_on, time(), timezone.get_current_timezone())
    return last_here(entry) or left or entry.created_at


def invitations(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield invitations to act for an organisation that nobody accepted."""
    rows = list(inviting.unanswered().order_by("created_at", "pk")[:LONGEST])
    names = dict(
        Organisation.objects.filter(pk__in=[int(one.subject) for one in rows]).values_list("pk", "name")
    )
    for one in rows:
        yield WorkItem(
            key=str(one.pk),
            title=one.email,
            url=reverse("stewards:rights", args=[int(one.subject)]),
            since=one.created_at,
            due=one.expires_at,
            detail=_("has run out") if one.expires_at <= now else _("waits for an answer"),
            organisation=names.get(int(one.subject), ""),
        )


def send_again(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Send invitations once more; nothing leads back, because a mail has gone."""
    return _each(keys, lambda one: inviting.again(one, user, now))


def take_back(user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Take invitations back."""
    return _each(keys, lambda one: inviting.withdraw(one, user, now))


def _each(keys: Sequence[str], act: Callable[[Invitation], Any]) -> Outcome:
    """Do something with each of these invitations, and say why some were left."""
    wanted = set(keys)
    rows = {str(one.pk): one for one in inviting.unanswered() if str(one.pk) in wanted}

    def act_on(key: str) -> None:
        if key not in rows:
            raise ValidationError(_("Is no longer open."))
        act(rows[key])

    reasons = {
        PermissionDenied: lambda error: _("Not permitted."),
        Http404: lambda error: _("Not permitted."),
        ValidationError: lambda error: " ".join(error.messages),
    }
    return replace(each(keys, act_on, reasons), way_back=None)


RECLAIMS = WorkQueue(gettext_lazy("Requests for access"), cares_for_all, reclaims)
ORPHANS = WorkQueue(
    gettext_lazy("Organisations without people"),
    cares_for_all,
    orphans,
    (QueueAction("ask", gettext_lazy("Ask who cares"), outreach.ask, outreach.undo),),
)
INVITATIONS = WorkQueue(
    gettext_lazy("Open invitations"),
    cares_for_all,
    invitations,
    (
        QueueAction("again", gettext_lazy("Send again"), send_again),
        QueueAction("withdraw", gettext_lazy("Take back"), take_back),
    ),
)
