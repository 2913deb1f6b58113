"""Events that are in a feed no longer: when that means that they do not take place, and what follows.

A feed may break, show only the next weeks or the next thirty events, or be changed by mistake. So an event counts as
gone only where the feed would show it, twice in a row, and never when half of the feed vanishes at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction

from events.choices import EventStatus
from events.models import Event, FeedItem
from events.models.curation import QueueKind
from events.models.feeds import FeedItemState

from . import writing
from .content import Content, schedule_of
from .continuing import continuations
from .reading import Reading, next_start
from .report import Line, Outcome

# Complete readings without an event until it counts as gone.
ENOUGH = 2
HALF = 0.5
PRESENT = (FeedItemState.ACTIVE, FeedItemState.MISSING)


def look_for_vanished(
    reading: Reading, absent: Sequence[FeedItem], items: Sequence[FeedItem], contents: Sequence[Content]
) -> None:
    """Settle what a feed holds no longer: of all that is remembered, what is absent beside what it holds now."""
    Vanishing(reading, absent, items, contents).run()


@dataclass(frozen=True)
class Vanishing:
    """What is remembered of a feed, and what of it was not there this time."""

    reading: Reading
    absent: Sequence[FeedItem]
    items: Sequence[FeedItem]
    contents: Sequence[Content]

    def run(self) -> None:
        """Count what is missing, and settle what has been missing long enough."""
        missing = [item for item in self.absent if item.event_id and item.state in PRESENT]
        missing = [item for item in missing if self._is_future(item) and self._would_be_shown(item)]
        report = self.reading.report
        report.vanished = len(missing)
        new = [item for item in missing if item.missing_runs < ENOUGH]
        if new and len(new) >= HALF * self._known() and not self.reading.options.accepts_vanished:
            report.is_alarm = True
            return
        for item in new:
            with transaction.atomic():
                report.lines.append(self._count(item))

    def _known(self) -> int:
        """Return how many events to come the feed held before, those that went long ago aside."""
        present = (item for item in self.items if item.state in PRESENT and item.missing_runs < ENOUGH)
        return sum(map(self._is_future, present))

    def _is_future(self, item: FeedItem) -> bool:
        """Return whether an event is not over, going by what its source last said."""
        return (
            "said" in item.seen and next_start(schedule_of(item.seen["said"]), self.reading.now) is not None
        )

    def _would_be_shown(self, item: FeedItem) -> bool:
        """Return whether the feed would show an event if it still took place.

        Up to its last date, it would. Beyond that, it was just shown and nothing new has pushed it out of a feed of
        the next so many events; or it was missing already.
        """
        if item.missing_runs:
            return True
        start = next_start(schedule_of(item.seen["said"]), self.reading.now)
        if start is not None and start <= self._reach:
            return True
        was_there = item.last_seen_run >= self.reading.number - 1
        return was_there and not self.reading.report.count(Outcome.NEW)

    @cached_property
    def _reach(self) -> datetime:
        """Return the latest beginning that the feed shows, of series their next."""
        starts = [next_start(content.schedule, self.reading.now) for content in self.contents]
        return max((start for start in starts if start is not None), default=self.reading.now)

    def _count(self, item: FeedItem) -> Line:
        """Count one more reading without an event; return what follows."""
        event = Event.objects.filter(pk=item.event_id).first()
        title = str(item.seen["said"].get("title", ""))
        if self.reading.options.is_dry or event is None:
            return Line(Outcome.MISSING, title, item.event_id)
        is_enough = item.missing_runs + 1 >= ENOUGH
        if is_enough and (hindrance := self.reading.hindrance(event)):
            return Line(hindrance, title, event.pk)
        item.missing_runs += 1
        item.state = FeedItemState.MISSING
        if not is_enough:
            item.save(update_fields=["missing_runs", "state"])
            return Line(Outcome.MISSING, title, event.pk)
        return self._settle(item, event, title)

    def _settle(self, item: FeedItem, event: Event, title: str) -> Line:
        """Call an event and its later parts off where its organisation publishes directly; else ask the editors."""
        is_theirs = "status" not in item.kept_fields
        public = (part for part in continuations(event) if part.live)
        parts = [one for one in (event, *public) if self._is_to_come(one)]
        called_off = [one for one in parts if self._call_off(one, is_theirs)]
        if event in called_off:
            item.seen["written"] = {**item.seen.get("written", {}), "status": EventStatus.CANCELLED}
        item.state = FeedItemState.GONE if called_off == parts else FeedItemState.MISSING
        item.save(update_fields=["missing_runs", "state", "seen"])
        return Line(Outcome.GONE if called_off == parts else Outcome.MISSING, title, event.pk)

    def _is_to_come(self, event: Event) -> bool:
        """Return whether an event of the organisation is not over; what took place is not called off."""
        is_theirs = event.organiser_id == self.reading.feed.organisation_id
        return is_theirs and next_start(event.schedule, self.reading.now) is not None

    def _call_off(self, event: Event, is_theirs: bool) -> bool:
        """Call an event off and return True, where that needs no look; else put it before the editors."""
        needs_look = not (self.reading.publishes and event.live and is_theirs)
        if needs_look or self.reading.hindrance(event):
            writing.ask(event, QueueKind.MISSING, ())
            return False
        writing.publish(event, event.get_latest_revision_as_object(), writing.call_off)
        return True
