"""Which events a feed holds: those with a date in its window that its question asks for, series as a whole."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Min

from events.calendar.asked import Asked
from events.calendar.reading import records_of
from events.calendar.selection import dates
from events.records import EventRecord

from .window import window

# As many as our own import reads; beyond it the earliest dates are worth more than the latest.
MOST_EVENTS = 2000


def chosen(asked: Asked, now: datetime) -> Sequence[EventRecord]:
    """Return the records of a feed, always in the same order whatever the day."""
    span = window(now)
    rows = dates(asked).filter(end__gt=span.since, start__lt=span.until).order_by()
    firsts = rows.values_list("event").annotate(first=Min("start")).order_by("first", "event")
    records = records_of(pk for pk, _first in firsts[:MOST_EVENTS])
    return sorted(records.values(), key=lambda record: (record.schedule.start, record.uid))
