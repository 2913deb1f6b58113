"""What is not over, in one order: running dates first, then those to come; counted and read page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce

from events.models import Occurrence
from events.models.occurrences import OccurrenceQuerySet
from events.occurrences import LONG

from . import long_dates


@dataclass(frozen=True)
class Page:
    """A part of a sequence, and how long the whole of it is (0 where nobody asked)."""

    running: Sequence[Occurrence]
    upcoming: Sequence[Occurrence]
    total: int


def not_over(rows: OccurrenceQuerySet, now: datetime, number: int, size: int, counts: bool = True) -> Page:
    """Return a page of what is running or to come; four queries at most."""
    running = running_now(rows, now)
    upcoming = rows.upcoming(now)
    before = (number - 1) * size
    shown = running[before : before + size]
    start = max(0, before - len(running))
    rest = list(upcoming[start : start + size - len(shown)]) if len(shown) < size else []
    return Page(shown, rest, len(running) + upcoming.order_by().count() if counts else 0)


def running_now(rows: OccurrenceQuerySet, now: datetime) -> list[Occurrence]:
    """Return what has begun and not ended; two queries, neither of which reads the past.

    No date that is not long can be running that began more than a month ago. Its end is compared in a form that no
    index has, because SQLite would take the index of ends and read all of the future (measured: 30 ms, not 3).
    """
    short = rows.filter(is_long=False, start__gt=now - LONG, start__lte=now)
    short = short.alias(its_end=Coalesce("end", "start")).filter(its_end__gt=now)
    ids = long_dates.running(now)
    long = rows.filter(pk__in=ids) if ids else ()
    return in_order([*short.order_by(), *long])


def in_order(dates: Iterable[Occurrence]) -> list[Occurrence]:
    """Return dates by their start."""
    return sorted(dates, key=lambda row: (row.start, row.end, row.pk))
