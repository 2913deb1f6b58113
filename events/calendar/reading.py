"""Records of the events that dates belong to, kept as long as no content changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from events.keys import key_start
from events.models import Event, Occurrence
from events.records import EventRecord, public_records
from events.recurrence.schedule import Schedule
from portal.content_cache import cached

MAX_KEPT = 1000  # records of events for one generation of content


@dataclass(frozen=True)
class Dated:
    """A date with the public record of its event."""

    date: Occurrence
    record: EventRecord


def records_of(ids: Iterable[int]) -> Mapping[int, EventRecord]:
    """Return the public records of published events by id; a constant number of queries for unknown ones."""
    kept: dict[int, EventRecord] = cached("calendar-records", dict)
    wanted = set(ids)
    new = _read(wanted - kept.keys()) if wanted - kept.keys() else {}
    found = {pk: kept[pk] for pk in wanted & kept.keys()} | new
    if len(kept) + len(new) <= MAX_KEPT:
        kept.update(new)
    return found


def _read(ids: set[int]) -> dict[int, EventRecord]:
    """Read the records of published events."""
    return {record.id: record for record in public_records(Event.objects.filter(pk__in=ids, live=True))}


def dated(dates: Iterable[Occurrence]) -> list[Dated]:
    """Return dates with their records, in the same order."""
    rows = list(dates)
    records = records_of(row.event_id for row in rows)
    return [Dated(row, records[row.event_id]) for row in rows if row.event_id in records]


def is_over(date: Occurrence, now: datetime) -> bool:
    """Return whether a date is past, as its queryset says it."""
    return date.start <= now and date.end <= now


def is_only_one_that_day(schedule: Schedule, key: str) -> bool:
    """Return whether no other date of an event can have its original start on the same day; no query.

    Rules give one date a day at most; a second one can only come from dates that were added by hand.
    """
    day = key_start(key).date()
    fixed = {start for start in (schedule.start, *schedule.extra) if start.date() == day}
    if schedule.rule and any(start.time() != schedule.start.time() for start in fixed):
        return False
    return len(fixed) < 2
