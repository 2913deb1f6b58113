"""When something ends: a half-open moment, written and read as the last day in Berlin, with an hour if one is given.

Pure: no database, and now is an argument.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from portal.validity import BERLIN

MIDNIGHT = time(0)


def end_of(day: date, hour: time | None = None) -> datetime:
    """Return the first moment at which something is over: the next midnight in Berlin, or that hour of the day."""
    if hour is None:
        return datetime.combine(day + timedelta(days=1), MIDNIGHT, BERLIN).astimezone(UTC)
    return datetime.combine(day, hour, BERLIN).astimezone(UTC)


def day_of(ends_at: datetime) -> date:
    """Return the last day: what ends at midnight ends with the day before."""
    there = ends_at.astimezone(BERLIN)
    return there.date() - timedelta(days=1) if there.time() == MIDNIGHT else there.date()


def local_day(now: datetime) -> date:
    """Return the day it is in Berlin at a moment."""
    return now.astimezone(BERLIN).date()


def hour_of(ends_at: datetime) -> time | None:
    """Return the hour of the last day, None where the whole day counts."""
    there = ends_at.astimezone(BERLIN).time()
    return None if there == MIDNIGHT else there


def words_of(ends_at: datetime | None) -> str:
    """Return the end as people read it: "1. Dezember 2026" or "1. Dezember 2026, 12:00", "" for none."""
    if ends_at is None:
        return ""
    day, hour = date_format(day_of(ends_at), "DATE_FORMAT"), hour_of(ends_at)
    if hour is None:
        return day
    return _("%(day)s, %(hour)s") % {"day": day, "hour": time_format(hour, "TIME_FORMAT")}


def is_over(ends_at: datetime | None, now: datetime) -> bool:
    """Return whether the end has come; what has none goes on."""
    return ends_at is not None and ends_at <= now
