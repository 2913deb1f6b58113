"""What is not over, in one order: running dates first, then those to come; counted and read page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.models import Occurrence
from events.models.occurrences import OccurrenceQuerySet
from events.occurrences import LONG


@dataclass(frozen=True)
class Page:
    """A part of a sequence, and how long the whole of it is."""

    running: Sequence[Occurrence]
    upcoming: Sequence[Occurrence]
    total: int


def not_over(rows: OccurrenceQuerySet, now: datetime, number: int, size: int) -> Page:
    """Return a page of what is running or to come; four queries."""
    running = running_now(rows, now)
    upcoming = rows.upcoming(now)
    before = (number - 1) * size
    shown = running[before : before + size]
    start = max(0, before - len(running))
    rest = list(upcoming[start : start + size - len(shown)]) if len(shown) < size else []
    return Page(shown, rest, len(running) + upcoming.order_by().count())


def running_now(rows: OccurrenceQuerySet, now: datetime) -> list[Occurrence]:
    """Return what has begun and not ended; two queries.

    Dates longer than a month are few and have an index of their own; of the others only those can be running that
    began within the last month, so that neither query reads the past.
    """
    short = rows.running(now).filter(is_long=False, start__gt=now - LONG)
    long = rows.running(now).filter(is_long=True)
    return sorted([*short, *long], key=lambda row: (row.start, row.end, row.pk))
