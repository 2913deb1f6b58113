"""Dates longer than a month: a few exhibitions and festivals, known by heart as long as no content changes.

They have an index of their own; without them every other search of days is bounded by one month before.
"""

from dataclasses import dataclass
from datetime import date, datetime

from events.models import Occurrence
from portal.content_cache import cached


@dataclass(frozen=True)
class LongDate:
    """When a long date is."""

    pk: int
    start: datetime
    end: datetime
    first_day: date
    last_day: date


def running(now: datetime) -> list[int]:
    """Return the ids of long dates that have begun and not ended."""
    return [one.pk for one in _all() if one.start <= now < one.end]


def on_days(first: date, last: date) -> list[int]:
    """Return the ids of long dates on one of the days from first to last."""
    return [one.pk for one in _all() if one.first_day <= last and one.last_day >= first]


def _all() -> tuple[LongDate, ...]:
    """Return every published long date; one query after a change of content."""
    return cached("calendar-long", _read)


def _read() -> tuple[LongDate, ...]:
    """Read them."""
    rows = Occurrence.objects.listed().filter(is_long=True).order_by("last_day")
    return tuple(LongDate(*row) for row in rows.values_list("pk", "start", "end", "first_day", "last_day"))
