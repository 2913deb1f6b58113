"""What an import of a calendar would show between two days: every date, one row each, as plain text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from events.ical.components import Calendar, CalendarEvent, Status
from events.ical.reasons import CalendarError, Reason, gettext_noop
from events.recurrence import clock
from events.recurrence.expand import moments
from events.recurrence.schedule import Moment

# More dates than anybody looks at; with a window of centuries, an endless series would have no end.
MOST_ROWS = 100_000
EARLIEST, LATEST = date(2, 1, 1), date(9998, 12, 31)


@dataclass(frozen=True)
class Row:
    """A date as `preview_calendar` prints it.

    Times are written `2026-03-27T18:00:00Z` where there is a zone, `2026-03-27T18:00:00` where the clock floats,
    `2026-03-27` for whole days with an exclusive end. `recurrence_id` is the original start of a date of a series.
    """

    uid: str
    recurrence_id: str | None
    start: str
    end: str
    all_day: bool
    status: str
    summary: str

    @property
    def order(self) -> tuple[str, str, str]:
        """Return what rows are sorted by."""
        return self.start, self.uid, self.recurrence_id or ""


def rows(calendar: Calendar, since: date, until: date, zone: str) -> list[Row]:
    """Return every date that overlaps `[since, until)`, days of `zone`, by start and UID.

    Whole days and floating times are compared by what the calendar's page or the clock shows. Raises CalendarError
    for more dates than can be shown.
    """
    window = _midnight(since, zone), _midnight(until, zone)
    found = list(islice(_rows(calendar.events, window, zone), MOST_ROWS + 1))
    if len(found) > MOST_ROWS:
        raise CalendarError(
            Reason(
                gettext_noop("There are more than %(limit)s dates; choose a shorter time."), limit=MOST_ROWS
            )
        )
    return sorted(found, key=lambda row: row.order)


def _midnight(day: date, zone: str) -> datetime:
    """Return the instant at which a day begins."""
    return datetime.combine(min(max(day, EARLIEST), LATEST), time(), ZoneInfo(zone)).astimezone(UTC)


def _rows(events: Iterable[CalendarEvent], window: tuple[datetime, datetime], zone: str) -> Iterator[Row]:
    """Yield the rows of every event."""
    for event in events:
        schedule = event.schedule
        if schedule.is_all_day and not any(
            change.is_all_day is False for change in schedule.changes.values()
        ):
            schedule = replace(schedule, zone="")  # a day is the same page of every calendar
        for moment in moments(schedule, *window, zone=zone, limit=MOST_ROWS + 1):
            yield _row(event, moment)


def _row(event: CalendarEvent, moment: Moment) -> Row:
    """Return a date of an event."""
    schedule = event.schedule
    words = event.exceptions.get(moment.key, event.words)
    is_of_series = schedule.is_series or event.is_partial or moment.key in schedule.changes
    key = _written(
        clock.instant(moment.key, schedule.zone or "UTC"), moment.key, schedule.zone, schedule.is_all_day
    )
    start = _written(moment.start, moment.wall_start, schedule.zone, moment.is_all_day)
    end = _written(moment.end, moment.wall_end, schedule.zone, moment.is_all_day)
    return Row(
        uid=event.uid,
        recurrence_id=key if is_of_series else None,
        start=start,
        end=end,
        all_day=moment.is_all_day,
        status=(Status.CANCELLED if moment.is_cancelled else words.status).value,
        summary=words.summary,
    )


def _written(instant: datetime, wall: datetime, zone: str, is_all_day: bool) -> str:
    """Return a day, an instant where there is a zone, else the wall time."""
    if is_all_day:
        return wall.date().isoformat()
    if not zone:
        return wall.isoformat(timespec="seconds")
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
