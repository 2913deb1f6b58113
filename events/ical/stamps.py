"""Dates, times and durations (RFC 5545 §3.3.4–3.3.6) as they are written, and as they were meant."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from events.ical import bounds
from events.ical.reasons import Reason, gettext_noop

_STAMP = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,6})?([Zz])?|[Zz])?"
)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?",
    re.IGNORECASE,
)
_DAY = timedelta(days=1)


class NotUnderstood(ValueError):
    """A value is none of its kind."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day (`is_day`, at midnight) or a time on the wall of a zone: IANA name, `UTC`, or empty if it floats.

    `utc_day` is the day as whose midnight in UTC it was written: so some programs name whole days.
    """

    wall: datetime
    is_day: bool = False
    zone: str = ""
    utc_day: datetime | None = None

    def in_zone(self, zone: str, home: str) -> datetime:
        """Return the wall time in a zone; a floating clock (an empty zone) hangs at `home`."""
        if self.is_day or not self.zone or self.zone == zone:
            return self.wall
        aware = self.wall.replace(tzinfo=ZoneInfo(self.zone))
        return aware.astimezone(ZoneInfo(zone or home)).replace(tzinfo=None)


def stamp(value: str, zone: str, is_day: bool = False) -> Stamp:
    """Return a DATE or DATE-TIME; `Z` overrules the zone, and hyphens as in ISO 8601 are allowed.

    A DATE-TIME where only a day was announced (`is_day`) is taken by its day. Raises NotUnderstood.
    """
    text = value.strip()
    match = _STAMP.fullmatch(text)
    if not match:
        raise NotUnderstood(Reason(gettext_noop("“%(value)s” is no date or time."), value=text[:40]))
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if not bounds.FIRST_YEAR <= year <= bounds.LAST_YEAR:
        raise NotUnderstood(Reason(gettext_noop("The year of “%(value)s” is out of range."), value=text[:40]))
    try:
        midnight = datetime(year, month, day)  # noqa: DTZ001 -- wall time
        if is_day or match[4] is None:
            return Stamp(midnight, is_day=True)
        wall = midnight + timedelta(hours=_hour(match), minutes=int(match[5]), seconds=int(match[6] or 0))
    except ValueError:
        raise NotUnderstood(
            Reason(gettext_noop("“%(value)s” is no day of the calendar."), value=text[:40])
        ) from None
    return Stamp(
        wall, zone="UTC" if match[7] else zone, utc_day=wall if match[7] and wall == midnight else None
    )


def _hour(match: re.Match[str]) -> int:
    """Return the hour; raises ValueError for times no clock shows (24:00 is the next midnight, 60 a leap second)."""
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 24 or (hour == 24 and (minute or second)) or minute > 59 or second > 60:
        raise ValueError
    return hour


def duration(value: str) -> timedelta:
    """Return a DURATION (RFC 5545 §3.3.6); raises NotUnderstood for a negative, endless or malformed one."""
    text = value.strip()
    match = _DURATION.fullmatch(text)
    if not match or not any(match.groups()[1:]):
        raise NotUnderstood(Reason(gettext_noop("“%(value)s” is no duration."), value=text[:40]))
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    if match[1] == "-" and length:
        raise NotUnderstood(Reason(gettext_noop("The duration “%(value)s” is negative."), value=text[:40]))
    if length.days > bounds.LONGEST_DAYS:
        raise NotUnderstood(
            Reason(
                gettext_noop("It would last longer than %(years)s years."), years=bounds.LONGEST_DAYS // 365
            )
        )
    return length


def whole_days(length: timedelta) -> timedelta:
    """Return a length in full days, at least one."""
    return max(_DAY, _DAY * -(-length // _DAY))


def utc(value: str) -> datetime | None:
    """Return the instant of a DATE-TIME such as LAST-MODIFIED; None for nonsense, which only orders versions."""
    try:
        found = stamp(value, "UTC")
    except NotUnderstood:
        return None
    return found.wall.replace(tzinfo=UTC)
