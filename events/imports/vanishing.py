"""Events that are in a feed no longer: when that means that they do not take place, and what follows.

A feed may break, show only the next weeks or the next thirty events, or be changed by mistake. So an event counts as
gone only where the feed would show it, twice in a row, and never when half of the feed vanishes at once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from events.models import CalendarFeed, Event, FeedItem
from events.models.curation import QueueKind
from events.models.feeds import FeedItemState
from events.recurrence.expand import moments
from events.recurrence.schedule import Schedule

from . import writing
from .content import Content, schedule_of
from .report import Line, Outcome, Report

# Complete readings without an event until it counts as gone.
ENOUGH = 2
HALF = 0.5
FAR = timedelta(days=366 * 20)
PRESENT = (FeedItemState.ACTIVE, FeedItemState.MISSING)


class Reading(Protocol):
    """What is known of the reading in which events are missing."""

    feed: CalendarFeed
    now: datetime
    number: int
    publishes: bool
    report: Report

    @property
    def options(self) -> "Wishes":
        """Return how it was asked for."""

    def hindrance(self, event: Event) -> Outcome | None:
        """Return why an event must be left as it is."""


class Wishes(Protocol):
    """How a reading was asked for."""

    is_dry: bool
    accepts_vanished: bool


def next_start(schedule: Schedule, now: datetime) -> datetime | None:
    """Return when the next date begins or the running one began; None where all is over."""
    found = next(moments(schedule, now, now + FAR, limit=1), None)
    return found.start if found else None


class Vanishing:
    """Looks at what is remembered of a feed and was not in it this time."""

    def __init__(
        self,
        reading: Reading,
        absent: Sequence[FeedItem],
        items: Sequence[FeedItem],
        contents: Sequence[Content],
    ) -> None:
        """Take what is absent, all that is remembered, and what the feed holds now."""
        self.reading = reading
        self.absent = absent
        self.items = items
        self.contents = contents

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
        if start is not None and start <= self._reach():
            return True
        was_there = item.last_seen_run == self.reading.number - 1
        return was_there and not self.reading.report.count(Outcome.NEW)

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
        """Call an event off where its organisation publishes directly; else ask the editors."""
        is_theirs = "status" not in item.kept_fields
        if not (self.reading.publishes and event.live and is_theirs):
            writing.ask(event, QueueKind.MISSING, ())
            item.save(update_fields=["missing_runs", "state"])
            return Line(Outcome.MISSING, title, event.pk)
        draft = event.get_latest_revision_as_object()
        writing.publish(event, draft, writing.call_off)
        item.state = FeedItemState.GONE
        item.seen["written"] = {**item.seen.get("written", {}), "status": draft.status}
        item.save(update_fields=["missing_runs", "state", "seen"])
        return Line(Outcome.GONE, title, event.pk)
