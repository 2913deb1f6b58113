"""From the public record of an event to what iCalendar says of it: one UID, its dates, and those that differ."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from events.addresses import event_path
from events.calendar.rows import url_of
from events.choices import EventStatus
from events.ical.components import CalendarEvent, Status, Words
from events.keys import key_start, key_text
from events.occurrences import status_of
from events.records import DateFact, EventRecord
from events.recurrence.periods import days
from events.recurrence.rules import read_rule
from events.recurrence.schedule import Change, Schedule

from . import words

STATUS = {
    EventStatus.TENTATIVE: Status.TENTATIVE,
    EventStatus.POSTPONED: Status.TENTATIVE,  # iCalendar knows no “postponed”; the title says it
    EventStatus.CANCELLED: Status.CANCELLED,
}


def calendar_event(record: EventRecord, base_url: str) -> CalendarEvent:
    """Return an event with all its dates; `base_url` is scheme and host of the portal."""
    page = f"{base_url}{event_path(record.slug, record.short_id)}"
    if not record.schedule.is_series and record.schedule.changes:
        return _few_dates(record, base_url, page)
    exceptions = {
        key_start(key): _words(record, fact, f"{base_url}{url_of(record, key)}")
        for key, fact in record.dates.items()
    }
    return _event(record, record.uid, _written(record), _words(record, None, page), exceptions)


def date_event(record: EventRecord, key: str, base_url: str) -> CalendarEvent:
    """Return one date of a series as an event of its own, for those who come only once.

    Its UID is its own, too: a lone RECURRENCE-ID without its series is refused by some clients.
    """
    fact, start = record.dates.get(key), key_start(key)
    uid = (
        f"{record.uid}-{start:%Y%m%dT%H%M}"
        if len(key) > len("2026-05-04")
        else f"{record.uid}-{start:%Y%m%d}"
    )
    said = _words(record, fact, f"{base_url}{url_of(record, key)}")
    return _event(record, uid, _alone(record.schedule, start), said, {})


def date_in_series(record: EventRecord, key: str, base_url: str) -> CalendarEvent:
    """Return one date of a series by the names it has in the feed: the UID of its series, and its RECURRENCE-ID.

    Whoever subscribed to the calendar, too, has it once.
    """
    whole, start = _written(record), key_start(key)
    own = {start: whole.changes[start]} if start in whole.changes else {}
    schedule = Schedule(start, start + whole.length, whole.zone, whole.is_all_day, changes=own)
    said = _words(record, record.dates.get(key), f"{base_url}{url_of(record, key)}")
    return replace(_event(record, record.uid, schedule, said, {}), is_partial=True)


def _event(
    record: EventRecord,
    uid: str,
    schedule: Schedule,
    said: Words,
    exceptions: Mapping[datetime, Words],
) -> CalendarEvent:
    """Return an event with the version that the portal gave it."""
    return CalendarEvent(
        uid,
        schedule,
        said,
        exceptions,
        sequence=record.sequence,
        changed_at=record.changed_at,
        created_at=record.appeared_at,
    )


def _written(record: EventRecord) -> Schedule:
    """Return the dates as clients agree on them, and as our lists show them.

    A first date beside its rule counts (RFC 5545 §3.8.5.3), yet ical.js leaves it out unless it is named again. In a
    series that is postponed, a single date is not called off beyond that.
    """
    schedule = record.schedule
    start = schedule.start
    if schedule.rule and start not in schedule.removed:
        rule = read_rule(schedule.rule, start, schedule.zone, schedule.is_all_day)
        if start.date() not in days(rule, start.date(), start.date(), start.date()):
            schedule = replace(schedule, extra=tuple(sorted({start, *schedule.extra})))
    if record.status == EventStatus.POSTPONED:
        changes = {key: replace(change, is_cancelled=False) for key, change in schedule.changes.items()}
        schedule = replace(schedule, changes=changes)
    return schedule


def _few_dates(record: EventRecord, base_url: str, page: str) -> CalendarEvent:
    """Return an event without a rule some of whose dates were changed: an only date is simply at its new time."""
    schedule = record.schedule
    starts = {schedule.start, *schedule.changes} - schedule.removed
    if starts == {schedule.start}:
        fact = record.dates.get(key_text(schedule.start, schedule.is_all_day))
        said = _words(record, fact, page)
        return _event(record, record.uid, _alone(schedule, schedule.start), said, {})
    listed = replace(schedule, extra=tuple(sorted(starts - {schedule.start})))
    return calendar_event(replace(record, schedule=listed), base_url)


def _alone(schedule: Schedule, key: datetime) -> Schedule:
    """Return the schedule of one date without what repeats, where it was moved to."""
    change = schedule.changes.get(key, Change())
    start = change.start or key
    is_all_day = schedule.is_all_day if change.is_all_day is None else change.is_all_day
    return Schedule(start, change.end or start + schedule.length, schedule.zone, is_all_day)


def _words(record: EventRecord, fact: DateFact | None, url: str) -> Words:
    """Return what an event or one of its dates says."""
    status = status_of(record.status, fact.status if fact else "")
    is_elsewhere = status == EventStatus.MOVED_ONLINE
    venue = None if is_elsewhere else words.venue_of(record, fact)
    return Words(
        summary=words.summary(record, fact, status),
        description=words.description(record, fact, status, url),
        location=words.location(record, fact, status),
        url=url,
        conference=words.link_of(record, fact),
        categories=words.categories(record),
        lat=venue.lat if venue else None,
        lon=venue.lon if venue else None,
        # A name without address: ORGANIZER makes a date an invitation that clients want to answer.
        organizer=words.hosts(record),
        status=STATUS.get(EventStatus(status), Status.CONFIRMED),
    )
