"""Entries that nobody confirmed although everybody was asked, in the list of everything that waits."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.care.office_view import is_office
from network.models import ActorPage, AskingStage, FactKind, FreshnessEdit
from portal.models import User
from portal.worklist.queues import LONGEST, Outcome, QueueAction, WorkItem, WorkQueue

from . import office_steps
from .listing import is_due, outdated
from .office_steps import What
from .periods import Periods
from .settings import periods


def silent(now: datetime, wanted: Periods) -> QuerySet[ActorPage]:
    """Return the pages whose round is with the office, and that it has not called out of date yet."""
    pages = outdated(timezone.localdate(now), wanted).filter(stage=AskingStage.OFFICE)
    return pages.filter(is_called_outdated=False)


def items(user: User, now: datetime) -> Iterator[WorkItem]:
    """Yield these entries, longest with the office first; one query beside the settings."""
    wanted, today = periods(), timezone.localdate(now)
    for page in silent(now, wanted).order_by("stage_on", "pk")[:LONGEST]:
        due = [str(FactKind(kind).label) for kind in FactKind.values if is_due(page, kind, today, wanted)]
        name = page.organisation.name
        yield WorkItem(
            key=str(page.pk),
            title=page.title,
            url=f"{reverse('freshness:list')}?{urlencode({'stage': AskingStage.OFFICE, 'q': page.title[:100]})}",
            since=timezone.make_aware(datetime.combine(page.stage_on, time.min)),
            detail=_("Nobody answered; not confirmed: %(what)s") % {"what": ", ".join(due)},
            organisation=name if name != page.title else "",
        )


def do(what: What, user: User, keys: Sequence[str], now: datetime) -> Outcome:
    """Do what the list of outdated entries does, to those that still wait."""
    if not is_office(user):
        return Outcome(refused=dict.fromkeys(keys, _("you may not decide about it")))
    pages = list(silent(now, periods()).filter(pk__in=[int(key) for key in keys]).order_by("title", "pk"))
    outcome = office_steps.do(what, pages, user, now)
    done = {str(page.pk): page.title for page in pages if page.pk not in outcome.reasons}
    refused = {str(pk): why for pk, why in outcome.reasons.items()}
    way_back = {"edit": outcome.edit.pk, "titles": done} if outcome.edit else None
    return Outcome(tuple(done), refused, way_back)


def undo(user: User, way_back: Mapping[str, Any], now: datetime) -> list[str]:
    """Take it back where nothing happened since."""
    edit = FreshnessEdit.objects.filter(pk=way_back["edit"]).first() if is_office(user) else None
    if edit is None:
        return []
    try:
        left = set(office_steps.undo(edit, user))
    except office_steps.Refused:
        return []
    return [key for key, title in way_back["titles"].items() if title not in left]


QUEUE = WorkQueue(
    label=gettext_lazy("Out of date, and nobody answers"),
    may=is_office,
    items=items,
    actions=tuple(QueueAction(what.value, what.label, partial(do, what), undo) for what in What),
    patience=timedelta(days=14),
)
