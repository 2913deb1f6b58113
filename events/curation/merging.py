"""Two events become one: one stays, the other leads on to it, registrations and feeds go along; it can be undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from events.models import CoOrganiser, Event, EventMerge, FeedItem, QueueEntry
from events.models.curation import Decision, QueueKind
from events.models.feeds import FeedItemState
from events.proposals import deciding as proposals
from events.signup import seats
from network.models import Organisation
from portal.models import User

from . import log_actions, moving_registrations
from .deciding import NotDone, hide
from .waiting import ABOUT_DRAFTS, open_entries

# Words and facts that may be taken from the event that goes.
WORDS = (
    "title",
    "summary",
    "description",
    "kind",
    "venue",
    "place_note",
    "online_url",
    "image",
    "access",
    "access_note",
    "cost",
    "cost_note",
    "info_url",
)


@dataclass(frozen=True)
class Wish:
    """What the remaining event gets: fields by name, and further organisers."""

    taken: frozenset[str] = frozenset()
    organisers: tuple[Organisation, ...] = ()
    takes_topics: bool = False


@transaction.atomic
def merge(source: Event, target: Event, wish: Wish, by: User | None, now: datetime) -> EventMerge:
    """Merge one event into another and return the record of it; raises NotDone, and then nothing has changed."""
    source, target = _locked(source.pk, target.pk)
    seats.lock_those_of(source.pk, target.pk)
    check(source, target)
    steps: dict[str, Any] = {
        "was_live": source.live,
        "source_live": source.live_revision_id,
        "source_latest": source.latest_revision_id,
        "before": target.live_revision_id or target.latest_revision_id,
    }
    draft = target.get_latest_revision_as_object()
    if _take(draft, source, wish):
        draft.save_revision(user=by, log_action=True).publish(user=by)
    steps["after"] = Event.objects.values_list("latest_revision_id", flat=True).get(pk=target.pk)
    steps |= moving_registrations.move(source, target)
    steps["items"] = [
        [pk, state] for pk, state in FeedItem.objects.filter(event=source).values_list("pk", "state")
    ]
    FeedItem.objects.filter(event=source).update(event=target, state=FeedItemState.DUPLICATE)
    proposals.merge(source, target, now)
    drafts = open_entries().filter(event=source, kind__in=ABOUT_DRAFTS)
    pairs = QueueEntry.objects.filter(Q(event=source) | Q(other=source), kind=QueueKind.DUPLICATE)
    waiting = QueueEntry.objects.filter(Q(pk__in=drafts) | Q(pk__in=pairs.filter(settled_at=None)))
    steps["entries"] = list(waiting.values_list("pk", flat=True))
    QueueEntry.objects.filter(pk__in=steps["entries"]).update(
        settled_at=now, settled_by=by, decision=Decision.MERGED
    )
    if source.live:
        hide(source, by)
    log(
        instance=source,
        action=log_actions.MERGED_AWAY,
        user=by,
        data={"other": target.title, "pk": target.pk},
    )
    log(instance=target, action=log_actions.MERGED_IN, user=by, data={"other": source.title, "pk": source.pk})
    return EventMerge.objects.create(source=source, target=target, by=by, steps=steps)


def check(source: Event, target: Event) -> None:
    """Raise NotDone for events that cannot be one now."""
    if source.pk == target.pk:
        raise NotDone(_("An event cannot be merged with itself."))
    if not target.live:
        raise NotDone(
            _("“%(title)s” is not public. Publish it first, or let the other one remain.") % {"title": target}
        )
    if source.is_programme or target.is_programme:
        raise NotDone(_("Programmes are not merged: move their events by hand."))
    for event in (source, target):
        if EventMerge.objects.filter(source=event, undone_at=None).exists():
            raise NotDone(_("“%(title)s” has been merged already.") % {"title": event})
        if event.locked or event.workflow_in_progress:
            raise NotDone(
                _("Somebody is working on “%(title)s”, or it waits to be approved.") % {"title": event}
            )
    if target.has_unpublished_changes:
        raise NotDone(_("“%(title)s” has changes that wait. Decide about them first.") % {"title": target})
    if why := moving_registrations.obstacle(source, target):
        raise NotDone(why)


@transaction.atomic
def undo(done: EventMerge, by: User | None) -> EventMerge:
    """Take a merge back as one step; raises NotDone where something of it has changed since."""
    source, target = _locked(done.source_id, done.target_id)
    seats.lock_those_of(source.pk, target.pk)
    done = EventMerge.objects.select_for_update().get(pk=done.pk)
    if why := obstacle_to_undo(done, source, target):
        raise NotDone(why)
    steps = done.steps
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    if steps["after"] != steps["before"]:
        Revision.objects.get(pk=steps["before"]).as_object().save_revision(user=by).publish(user=by)
    if steps["was_live"]:
        shown = Revision.objects.filter(pk=steps["source_live"] or 0).first()
        (shown or source.save_revision(user=by)).publish(user=by)
    for pk, state in steps["items"]:
        FeedItem.objects.filter(pk=pk, event=target).update(event=source, state=state)
    moving_registrations.move_back(steps, source, target)
    again = QueueEntry.objects.filter(pk__in=steps["entries"], decision=Decision.MERGED)
    again.update(settled_at=None, settled_by=None, decision="")
    if not steps["was_live"]:
        proposals.reopen(source)
    for event, other in ((source, target), (target, source)):
        log(instance=event, action=log_actions.UNMERGED, user=by, data={"other": other.title, "pk": other.pk})
    return done


def obstacle_to_undo(done: EventMerge, source: Event, target: Event) -> str:
    """Return why a merge cannot be taken back any more, "" where it can."""
    if done.undone_at is not None:
        return _("This merge is undone already.")
    if target.latest_revision_id != done.steps["after"] or not target.live:
        return _("“%(title)s” has changed since; put it right by hand.") % {"title": target}
    if source.live or source.latest_revision_id != done.steps["source_latest"]:
        return _("“%(title)s” has changed since; put it right by hand.") % {"title": source}
    return ""


def _locked(source: int, target: int) -> tuple[Event, Event]:
    """Return both events, locked in one order so that two merges at once wait for each other.

    Whoever registers refers to an event while holding its seats, which this lock lets pass (`no_key`): else both
    would wait for each other.
    """
    found = Event.objects.select_for_update(no_key=True).order_by("pk").in_bulk([source, target])
    return found[source], found[target]


def _take(draft: Event, source: Event, wish: Wish) -> bool:
    """Write what was chosen into the draft of the remaining event; return whether anything was."""
    newest = (
        source.get_latest_revision_as_object() if source.latest_revision_id and not source.live else source
    )
    for name in wish.taken & set(WORDS):
        setattr(draft, name, getattr(newest, name))
    there = {draft.organiser_id, *(row.organisation_id for row in draft.co_organisers.all())}
    new = [entry for entry in wish.organisers if entry.pk not in there]
    if new:
        rows = [*draft.co_organisers.all(), *(CoOrganiser(organisation=entry) for entry in new)]
        for number, row in enumerate(rows):
            row.sort_order = number
        draft.co_organisers = rows
    topics = {row.tag_id for row in draft.topic_links.all()}
    more = [row for row in newest.topic_links.all() if row.tag_id not in topics] if wish.takes_topics else []
    if more:
        link = type(more[0])
        draft.topic_links = [*draft.topic_links.all(), *(link(tag_id=row.tag_id) for row in more)]
    return bool(wish.taken or new or more)
