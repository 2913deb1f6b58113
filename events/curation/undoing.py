"""Taking a decision back: as long as its mail has not gone and nobody has changed the event since."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from events.models import Event, FeedItem, QueueEntry
from events.models.curation import Decision, QueueKind
from events.models.feeds import FeedItemState
from events.planned import call_back
from events.proposals import deciding as proposals
from events.proposals.mails import SECOND_THOUGHTS
from portal.models import User

from . import notices, waiting
from .deciding import NotDone, hide, locked, workflow_of
from .log_actions import REOPENED
from .workflow import notice_key

# Merges have a page of their own.
CAN_BE_UNDONE = (
    Decision.PUBLISHED,
    Decision.REFUSED,
    Decision.CANCELLED,
    Decision.TAKEN_DOWN,
    Decision.KEPT,
    Decision.DIFFERENT,
    Decision.DONE,
)


def recent(now: datetime) -> QuerySet[QueueEntry]:
    """Return what was decided lately and can be taken back, newest first."""
    rows = QueueEntry.objects.filter(settled_at__gt=now - SECOND_THOUGHTS, decision__in=CAN_BE_UNDONE)
    return rows.exclude(settled_by=None).order_by("-settled_at", "-pk")


@transaction.atomic
def undo(pk: int, by: User, now: datetime) -> QueueEntry:
    """Take a decision back and let its entry wait again; raises NotDone where that is too late."""
    event = locked(pk)
    entry = QueueEntry.objects.select_for_update().get(pk=pk)
    if not recent(now).filter(pk=pk).exists():
        raise NotDone(_("That was decided too long ago; put it right by hand."))
    if entry.undo and entry.undo.get("after") != event.latest_revision_id:
        raise NotDone(_("The event was changed since; put it right by hand."))
    was, kept = Decision(entry.decision), dict(entry.undo)
    state = workflow_of(entry)
    if was not in {Decision.KEPT, Decision.DIFFERENT, Decision.DONE} and state is None:
        _restore(event, kept, was, by)
        proposals.reopen(event)
    if not waiting.reopen(entry):  # last, because publishing what was public before settles what waits
        raise NotDone(_("The same waits for a decision again by now."))
    if entry.kind == QueueKind.MISSING:
        FeedItem.objects.filter(event=event, state=FeedItemState.GONE).update(state=FeedItemState.MISSING)
    notices.take_back(f"entry-{entry.pk}")
    if state is not None:
        notices.take_back(notice_key(state))
        state.resume(user=by)
    elif was == Decision.REFUSED and event.first_published_at is None:
        FeedItem.objects.filter(event=event, state=FeedItemState.IGNORED).update(state=FeedItemState.ACTIVE)
    log(instance=event, action=REOPENED, user=by)
    return entry


def _restore(event: Event, kept: dict[str, int | None], was: Decision, by: User) -> None:
    """Make public what was public before, and the newest version what was the newest one."""
    if was in {Decision.PUBLISHED, Decision.CANCELLED, Decision.TAKEN_DOWN}:
        if kept["live"] is None:
            hide(event, by)
            call_back(event)
        else:
            # As a new version, so that the history tells it.
            Revision.objects.get(pk=kept["live"]).as_object().save_revision(user=by).publish(user=by)
    fresh = Event.objects.get(pk=event.pk)
    if kept["draft"] not in {kept["live"], fresh.latest_revision_id}:
        Revision.objects.get(pk=kept["draft"]).as_object().save_revision(user=by)
