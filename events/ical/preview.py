"""What an import of a calendar would show between two days: every date, one row each, as plain text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from events.ical.components import Calendar, CalendarEvent, Status
from events.recurrence.expand import moments
from events.recurrence.schedule import Moment

# More dates than any event has in a window somebody looks at.
DATES_OF_EVENT = 10_000


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

    Whole days and floating times are compared by what the calendar's page or the clock shows.
    """
    window = _midnight(since, zone), _midnight(until, zone)
    return sorted(_rows(calendar.events, window, zone), key=lambda row: row.order)


def _midnight(day: date, zone: str) -> datetime:
    """Return the instant at which a day begins."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _rows(events: Iterable[CalendarEvent], window: tuple[datetime, datetime], zone: str) -> Iterator[Row]:
    """Yield the rows of every event."""
    for event in events:
        for moment in moments(event.schedule, *window, zone=zone, limit=DATES_OF_EVENT):
            yield _row(event, moment)


def _row(event: CalendarEvent, moment: Moment) -> Row:
    """Return a date of an event."""
    schedule = event.schedule
    words = event.exceptions.get(moment.key, event.words)
    is_of_series = schedule.is_series or event.is_partial or moment.key in schedule.changes
    if schedule.is_all_day:
        start, end, key = (
            wall.date().isoformat() for wall in (moment.wall_start, moment.wall_end, moment.key)
        )
    elif schedule.zone:
        start, end = _utc(moment.start), _utc(moment.end)
        key = _utc(moment.key.replace(tzinfo=ZoneInfo(schedule.zone), fold=0))
    else:
        start, end, key = (
            wall.isoformat(timespec="seconds") for wall in (moment.wall_start, moment.wall_end, moment.key)
        )
    return Row(
        uid=event.uid,
        recurrence_id=key if is_of_series else None,
        start=start,
        end=end,
        all_day=schedule.is_all_day,
        status=(Status.CANCELLED if moment.is_cancelled else words.status).value,
        summary=words.summary,
    )


def _utc(instant: datetime) -> str:
    """Return an instant as `2026-03-27T18:00:00Z`."""
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
