"""Which events a feed holds: those with a date in its window that its question asks for, series as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Min, Q

from events.calendar.asked import Asked
from events.calendar.counts import Stretch, counts_of, days_alone, per_event
from events.calendar.facet_bits import facet_bits
from events.calendar.reading import records_of
from events.calendar.selection import dates
from events.models.occurrences import OccurrenceQuerySet
from events.records import EventRecord

from .window import window

# As many as our own import reads.
MOST_EVENTS = 2000


@dataclass(frozen=True)
class Chosen:
    """The events of a feed; `is_cut` says that there are more than it holds."""

    records: Sequence[EventRecord]
    is_cut: bool


def chosen(asked: Asked, now: datetime) -> Chosen:
    """Return the records of a feed, always in the same order whatever the day.

    Of too many, those whose next date is nearest are kept, and what is over gives way first. What is next is decided
    at midnight, so that time changes a feed once a day.
    """
    coming = Min("start", filter=Q(end__gt=window(now).today))
    rows = _within(asked, now).values_list("event").annotate(coming=coming, last=Max("start"))
    order = (F("coming").asc(nulls_last=True), F("last").desc(), "event")
    ids = [pk for pk, _coming, _last in rows.order_by(*order)[: MOST_EVENTS + 1]]
    records = records_of(ids[:MOST_EVENTS])
    in_order = sorted(records.values(), key=lambda record: (record.schedule.start, record.uid))
    return Chosen(in_order, len(ids) > MOST_EVENTS)


def is_cut(asked: Asked, now: datetime) -> bool:
    """Return whether there are more events than a feed holds; no query where there are not that many at all."""
    if len(facet_bits().places) <= MOST_EVENTS:
        return False
    span = window(now)
    name = ("feed", span.since, span.until, asked.first_day, asked.last_day)
    stretch = Stretch(name, lambda: per_event(_within(days_alone(asked), now)))
    return counts_of(asked, stretch).events > MOST_EVENTS


def _within(asked: Asked, now: datetime) -> OccurrenceQuerySet:
    """Return the dates in the window."""
    span = window(now)
    return dates(asked).filter(end__gt=span.since, start__lt=span.until).order_by()
