"""What an editor decides about an entry of the queue: one transaction each, refused when somebody was faster."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log
from wagtail.models import WorkflowState

from events.choices import EventStatus
from events.models import Event, EventTopic, FeedItem, QueueEntry
from events.models.curation import Decision
from events.models.feeds import FeedItemState
from events.planned import call_back
from events.proposals import deciding as proposals
from network.models import Region, Topic
from network.moderation.states import is_seen
from portal.models import User

from . import notices
from .log_actions import ASSIGNED, REFUSED
from .waiting import settle, settle_all


class NotDone(Exception):
    """Says why a decision was not carried out; nothing has changed then."""


@dataclass(frozen=True)
class Choice:
    """Topics and region that an editor chose; None leaves them as they are."""

    topics: tuple[Topic, ...] | None = None
    region: Region | None = None


NOTHING_CHOSEN = Choice()


@transaction.atomic
def publish(
    pk: int, by: User, now: datetime, seen: str | None = None, choice: Choice = NOTHING_CHOSEN
) -> QueueEntry:
    """Publish the newest version of an event; raises NotDone or AlreadySettled.

    `seen` is the state the editor looked at (`state_of`). A submission in a workflow is approved; where that asks for
    another step, it waits again.
    """
    event = locked(pk)
    entry = settle(pk, Decision.PUBLISHED, by, now)
    _check(event, seen)
    before = {"live": event.live_revision_id if event.live else None, "draft": event.latest_revision_id}
    draft = event.get_latest_revision_as_object()
    if assign(draft, choice):
        draft.save_revision(user=by, log_action=True)
    try:
        draft.full_clean(exclude=["slug"])
    except ValidationError as error:
        raise NotDone(_("It cannot be published yet: %(why)s") % {"why": " ".join(error.messages)}) from error
    if event.workflow_in_progress:
        event.current_workflow_task_state.approve(user=by)
    else:
        fresh = Event.objects.get(pk=event.pk)
        (fresh.get_latest_revision() or fresh.save_revision(user=by)).publish(user=by)
    settle_all(event, Decision.PUBLISHED, now, by=by)
    return _remember(entry, before)


@transaction.atomic
def refuse(pk: int, reason: str, by: User, now: datetime, seen: str | None = None) -> QueueEntry:
    """Do not publish, and tell whoever sent it why; what is public stays. Raises NotDone or AlreadySettled."""
    if not reason.strip():
        raise NotDone(_("Give a reason; it goes to whoever sent it."))
    event = locked(pk)
    entry = settle(pk, Decision.REFUSED, by, now, reason)
    _check(event, seen)
    before = {"live": event.live_revision_id if event.live else None, "draft": event.latest_revision_id}
    log(instance=event, action=REFUSED, user=by, data={"reason": reason})
    call_back(event)
    state = event.current_workflow_state
    if event.workflow_in_progress:
        before["workflow"] = state.pk
        state.current_task_state.reject(user=by, comment=reason)
    elif proposals.waiting_for(event):
        proposals.refuse(event, reason, now)
        discard_draft(event, by)
    else:
        _ignore_in_feeds(event)
        notices.refused(f"entry-{pk}", event, reason, notices.stewards_of(event.organiser), now)
        discard_draft(event, by)
    return _remember(entry, before)


@transaction.atomic
def cancel_event(pk: int, by: User, now: datetime) -> QueueEntry:
    """Show an event that is gone from its organisation's calendar as cancelled."""
    event = locked(pk)
    entry = settle(pk, Decision.CANCELLED, by, now)
    before = {"live": event.live_revision_id, "draft": event.latest_revision_id}
    draft = Event.objects.get(pk=event.pk)
    draft.status = EventStatus.CANCELLED
    draft.save_revision(user=by, log_action=True).publish(user=by)
    _let_go(event)
    return _remember(entry, before)


@transaction.atomic
def take_down(pk: int, by: User, now: datetime) -> QueueEntry:
    """Take an event out of the calendar; feeds show that it has gone."""
    event = locked(pk)
    entry = settle(pk, Decision.TAKEN_DOWN, by, now)
    before = {"live": event.live_revision_id, "draft": event.latest_revision_id}
    hide(event, by)
    _let_go(event)
    return _remember(entry, before)


@transaction.atomic
def keep(pk: int, by: User, now: datetime) -> QueueEntry:
    """Leave an event as it is, whatever its organisation's calendar says or no longer says."""
    event = locked(pk)
    entry = settle(pk, Decision.KEPT, by, now)
    _let_go(event)
    return entry


def _let_go(event: Event) -> None:
    """Let later readings of the organisation's calendar not ask again about an event that has gone from it."""
    FeedItem.objects.filter(event=event, state=FeedItemState.MISSING).update(state=FeedItemState.GONE)


@transaction.atomic
def leave(pk: int, decision: Decision, by: User, now: datetime) -> QueueEntry:
    """Settle without changing anything: it stays, these are two, it was dealt with."""
    return settle(pk, decision, by, now)


@transaction.atomic
def assign_only(pk: int, choice: Choice, by: User) -> bool:
    """Write topics and region into the newest version without publishing it; return whether that changed anything."""
    event = locked(pk)
    _check(event, None)
    draft = event.get_latest_revision_as_object()
    if not assign(draft, choice):
        return False
    draft.save_revision(user=by, log_action=True)
    log(instance=event, action=ASSIGNED, user=by)
    return True


def assign(draft: Event, choice: Choice) -> bool:
    """Write topics and region into an unsaved draft; return whether that changed it. A venue's place is its own."""
    before = {row.tag_id for row in draft.topic_links.all()}, draft.region_id
    if choice.topics is not None:
        draft.topic_links = [EventTopic(tag=topic) for topic in choice.topics]
    if choice.region is not None and draft.venue_id is None:
        draft.region = choice.region
    after = {row.tag_id for row in draft.topic_links.all()}, draft.region_id
    is_changed = before != after
    if choice.region is not None and draft.venue_id and draft.venue.region_id is None:
        draft.venue.region = choice.region
        draft.venue.save()
    return is_changed


def hide(event: Event, by: User | None) -> None:
    """Take an event out of the public; Wagtail would ask for rights on pages, ours were asked before."""
    UnpublishAction(event, user=by).execute(skip_permission_checks=True)


def discard_draft(event: Event, by: User | None) -> None:
    """Make what is public the newest version again; a draft that was never public stays."""
    if event.live and event.has_unpublished_changes:
        Event.objects.get(pk=event.pk).save_revision(user=by, log_action=True).publish(user=by)


def locked(pk: int) -> Event:
    """Return the event of an entry, locked before anything else so that two who decide wait for each other."""
    keys = QueueEntry.objects.filter(pk=pk).values("event_id")
    return Event.objects.select_for_update(no_key=True).get(pk__in=keys)


def _check(event: Event, seen: str | None) -> None:
    """Raise NotDone where the editor looked at another state, or somebody has locked the event."""
    if seen is not None and not is_seen(event, seen):
        raise NotDone(_("It was changed while you looked at it. Please look at the new version."))
    if event.locked:
        raise NotDone(_("It is locked by %(who)s.") % {"who": event.locked_by or _("somebody")})


def _ignore_in_feeds(event: Event) -> None:
    """Let later readings of the organisation's calendar leave a new event alone that was refused."""
    if event.first_published_at is None:
        FeedItem.objects.filter(event=event, state=FeedItemState.ACTIVE).update(state=FeedItemState.IGNORED)


def _remember(entry: QueueEntry, before: dict[str, Any]) -> QueueEntry:
    """Keep what undoing needs: the versions before, and the one that a decision left."""
    after = Event.objects.filter(pk=entry.event_id).values_list("latest_revision_id", flat=True).first()
    entry.undo = {**before, "after": after}
    entry.save(update_fields=["undo"])
    return entry


def workflow_of(entry: QueueEntry) -> WorkflowState | None:
    """Return the workflow that a refusal sent back."""
    return WorkflowState.objects.filter(pk=entry.undo.get("workflow") or 0).first()
