"""The derived table of dates: made from schedules when an event is published, extended nightly, compared at will.

Two years ahead; of single events everything past, of series five years. Both ends stand at the first of a month, so
that time alone makes a difference once a month and not every second.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.choices import DateStatus, EventStatus
from events.keys import key_text
from events.models import Event, Occurrence
from events.recurrence.expand import moments
from events.recurrence.schedule import Moment
from portal import changes
from portal.validity import BERLIN

MONTHS_AHEAD = 24
YEARS_BACK = 5
MOST_DATES = 1000  # of one event: the latest ones
LONG = timedelta(days=31)
FIELDS = ("start", "end", "first_day", "last_day", "is_all_day", "status", "is_moved", "is_live", "is_long")


@dataclass(frozen=True)
class Difference:
    """A date that the table has otherwise than its schedule says: what should be, what is; None where nothing."""

    event_id: int
    key: str
    wanted: dict[str, Any] | None
    stored: dict[str, Any] | None


def wanted_rows(event: Event, now: datetime) -> dict[str, Occurrence]:
    """Return the dates an event should have in the table, by key, unsaved."""
    statuses = {row.key: row.status for row in event.changed_dates.all()}
    since, until = window(event, now)
    found = deque(moments(event.schedule, since, until), MOST_DATES)
    rows = (_row(event, moment, statuses) for moment in found)
    return {row.key: row for row in rows}


def window(event: Event, now: datetime) -> tuple[datetime, datetime]:
    """Return from when until when an event's dates are in the table, half-open."""
    today = now.astimezone(BERLIN)
    months = today.year * 12 + today.month + MONTHS_AHEAD
    until = datetime(months // 12, months % 12 + 1, 1, tzinfo=BERLIN)
    first_year = today.year - YEARS_BACK if event.rule else 1
    return datetime(first_year, 1, 1, tzinfo=UTC if first_year == 1 else BERLIN), until


def _row(event: Event, moment: Moment, statuses: dict[str, str]) -> Occurrence:
    """Return the unsaved row of a date."""
    key = key_text(moment.key, event.is_all_day)
    first_day, last_day = days_of(moment)
    return Occurrence(
        event=event,
        key=key,
        start=moment.start,
        end=moment.end,
        first_day=first_day,
        last_day=last_day,
        is_all_day=moment.is_all_day,
        status=status_of(event.status, statuses.get(key, "")),
        is_moved=moment.is_moved,
        is_live=event.live,
        is_long=moment.end - moment.start > LONG,
    )


def days_of(moment: Moment) -> tuple[Any, Any]:
    """Return the first and last day of a date in Berlin; whole days are those on the wall, wherever they are."""
    instant = timedelta(microseconds=1)
    if moment.is_all_day:
        return moment.wall_start.date(), max(moment.wall_start, moment.wall_end - instant).date()
    first = moment.start.astimezone(BERLIN)
    last = max(moment.start, moment.end - instant).astimezone(BERLIN)
    return first.date(), last.date()


def status_of(of_event: str, of_date: str) -> str:
    """Return the status of a date: its own where it has one, unless the whole event does not take place."""
    if of_event in {EventStatus.CANCELLED, EventStatus.POSTPONED} or of_date == DateStatus.AS_SERIES:
        return of_event
    return of_date


@transaction.atomic
def rebuild(event: Event, now: datetime | None = None) -> int:
    """Make the table equal to what the event's schedule says; return how many rows changed."""
    wanted = wanted_rows(event, now or timezone.now())
    stored = {row.key: row for row in Occurrence.objects.filter(event=event)}
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    other = [row for key, row in wanted.items() if key not in stored or _values(row) != _values(stored[key])]
    if gone:
        Occurrence.objects.filter(pk__in=gone).delete()
    # Not bulk_update: its long CASE expressions took 350 ms for a hundred dates, and this 10.
    Occurrence.objects.bulk_create(
        other, batch_size=500, update_conflicts=True, unique_fields=["event", "key"], update_fields=FIELDS
    )
    return len(gone) + len(other)


def _values(row: Occurrence) -> dict[str, Any]:
    """Return what a row says."""
    return {name: getattr(row, name) for name in FIELDS}


def extend(now: datetime) -> int:
    """Give series that go on the dates that have come into the horizon; return how many rows were written."""
    series = Event.objects.exclude(rule="").prefetch_related("changed_dates")
    return sum(_extend(event, now) for event in series.iterator(chunk_size=200))


@transaction.atomic
def _extend(event: Event, now: datetime) -> int:
    """Do so with one series, and say that it changed, for what is made of its dates elsewhere."""
    written = rebuild(event, now)
    if written:
        changes.record(event)
    return written


def differences(events: Iterable[Event], now: datetime) -> Iterator[Difference]:
    """Yield what the table has otherwise than the schedules say; dates that only time has brought are none."""
    for event in events:
        wanted = wanted_rows(event, now)
        stored = {row.key: row for row in Occurrence.objects.filter(event=event)}
        for key in sorted(wanted.keys() | stored.keys()):
            should = _values(wanted[key]) if key in wanted else None
            does = _values(stored[key]) if key in stored else None
            if should != does:
                yield Difference(event.pk, key, should, does)
