"""Events that a source names for the first time: written down, unless they are ours already, over, or called off."""

import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from events.choices import Source
from events.models import Event, FeedItem, QueueEntry
from events.models.curation import QueueKind
from events.models.feeds import FeedItemState

from . import arrivals, writing
from .content import Content
from .identity import Identified
from .reading import Reading, line_of, next_start
from .report import Line, Outcome, Remark

# New events that the calendars of one organisation bring within a day: more than any calendar holds.
MOST_A_DAY = 3_000

log = logging.getLogger("events.imports")


def needless(reading: Reading, content: Content) -> Outcome | None:
    """Return why a new event is not taken in, None where it is."""
    if content.is_called_off:
        return Outcome.CALLED_OFF
    if not reading.options.takes_past and next_start(content.schedule, reading.now) is None:
        return Outcome.PAST
    return None


def create(reading: Reading, new: Sequence[Identified]) -> Mapping[int, Line]:
    """Write new events down as far as there is room today; return their lines by `id`.

    A calendar that names every event anew each time it is read would otherwise fill the portal; files of editors may.
    """
    room = len(new)
    if reading.feed.url:
        begun = Event.objects.filter(
            organiser=reading.feed.organisation,
            source=Source.FEED,
            created_at__gt=reading.now - timedelta(days=1),
        )
        room = max(0, MOST_A_DAY - begun.count())
    remark = Remark(gettext_noop("More new events than are taken in within a day; it is tried again later."))
    lines = {id(one): line_of(Outcome.FAILED, one, remarks=(remark,)) for one in new[room:]}
    return lines | _written(reading, new[:room]) if room else lines


def _written(reading: Reading, new: Sequence[Identified]) -> dict[int, Line]:
    """Write new events down, together where that works, else each on its own; return their lines by `id`."""
    try:
        with transaction.atomic():
            return _create(reading, new)
    except Exception as error:
        if len(new) > 1:
            return {key: line for one in new for key, line in _written(reading, [one]).items()}
        log.error("event of feed %s not created: %s", reading.feed.pk, type(error).__name__, exc_info=True)
        remark = Remark(gettext_noop("It could not be saved."))
        return {id(one): line_of(Outcome.FAILED, one, remarks=(remark,)) for one in new}


def _create(reading: Reading, new: Sequence[Identified]) -> dict[int, Line]:
    """Write new events down; an event that is to come and that nobody may publish waits for the editors."""
    values = [reading.resolved(one.content, {}) for one in new]
    events = [writing.new_event(reading.feed.organisation, said) for said in values]
    arrivals.write(events, reading.publishes, reading.now)
    items = [FeedItem(feed=reading.feed, identity=one.identity) for one in new]
    for one, said, event, item in zip(new, values, events, items, strict=True):
        item.event = event
        reading.remember(item, one.content, said, event, frozenset())
    FeedItem.objects.bulk_create(items)
    if not reading.publishes:
        QueueEntry.objects.bulk_create(
            QueueEntry(kind=QueueKind.NEW, event=event)
            for one, event in zip(new, events, strict=True)
            if next_start(one.content.schedule, reading.now) is not None
        )
    return {
        id(one): line_of(Outcome.NEW, one, event_id=event.pk) for one, event in zip(new, events, strict=True)
    }


def note_own(reading: Reading, one: Identified, event_id: int | None) -> Line:
    """Remember an event that the portal itself gave away, so that it never comes back as a second one."""
    if not reading.options.is_dry:
        FeedItem.objects.create(
            feed=reading.feed,
            identity=one.identity,
            external_uid=one.content.uid,
            match_digest=one.content.match,
            state=FeedItemState.DUPLICATE if event_id else FeedItemState.IGNORED,
            event_id=event_id,
            last_seen_run=reading.number,
        )
    return line_of(Outcome.DUPLICATE if event_id else Outcome.IGNORED, one, event_id=event_id)
