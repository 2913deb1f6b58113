"""Which stretch of time a feed tells of; both ends stand at a midnight, so that time changes a feed once a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.validity import BERLIN

# What has ended stays a month: a cancelled date must not vanish before everybody's calendar has heard of it.
DAYS_BACK = 30
# A year and a half, as school years are planned; Outlook chokes on feeds without an end.
MONTHS_AHEAD = 18


@dataclass(frozen=True)
class Window:
    """From when until when, half-open: dates that end after `since` and begin before `until`; when `today` began."""

    since: datetime
    until: datetime
    today: datetime


def window(now: datetime) -> Window:
    """Return the stretch a feed tells of today."""
    today = now.astimezone(BERLIN).date()
    since = _midnight(today - timedelta(days=DAYS_BACK))
    return Window(since, _midnight(_months_later(today)), _midnight(today))


def _midnight(day: date) -> datetime:
    """Return the beginning of a day in Berlin."""
    return datetime.combine(day, time(0), BERLIN)


def _months_later(day: date) -> date:
    """Return the first day of the month that begins after the months ahead."""
    months = day.year * 12 + day.month + MONTHS_AHEAD
    return date(months // 12, months % 12 + 1, 1)
