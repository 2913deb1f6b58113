"""The dates of a schedule."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from events.recurrence.schedule import Change, Moment, Schedule


def all_moments(schedule: Schedule, until: datetime, limit: int = 1000) -> Iterator[Moment]:
    """Yield the dates that begin before an instant, in the order of their keys."""
    zone = ZoneInfo(schedule.zone or "Europe/Berlin")
    keys = {schedule.start, *schedule.extra}
    if schedule.rule:
        for at, key in enumerate(rrulestr(schedule.rule, dtstart=schedule.start, ignoretz=True)):
            if at >= limit or key.replace(tzinfo=zone).astimezone(UTC) >= until:
                break
            keys.add(key)
    for key in sorted(keys - schedule.removed):
        change = schedule.changes.get(key, Change())
        start = change.start or key
        end = change.end or start + schedule.length
        yield Moment(
            start.replace(tzinfo=zone).astimezone(UTC),
            max(start.replace(tzinfo=zone).astimezone(UTC), end.replace(tzinfo=zone).astimezone(UTC)),
            key,
            start,
            end,
            schedule.is_all_day,
            change.is_cancelled,
            change.start is not None and change.start != key,
        )
