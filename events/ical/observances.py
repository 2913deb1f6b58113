"""What a VTIMEZONE says about the clock (RFC 5545 §3.6.5), and which place on earth keeps such a clock."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from events.ical.blocks import Block
from events.ical.stamps import NotUnderstood, stamp
from events.recurrence.expand import keys
from events.recurrence.schedule import Schedule

# The years that are compared: what the zone kept before matters to no calendar.
_SINCE, _UNTIL = datetime(2024, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001 -- wall time
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?")
_FAMILIAR = (
    "Europe/Berlin", "UTC", "Europe/London", "Europe/Lisbon", "Europe/Athens", "Europe/Istanbul", "Europe/Moscow",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Asia/Kolkata",
    "Australia/Sydney",
)  # fmt: skip
_SECOND = timedelta(seconds=1)
# Some programs change their clocks an hour early or late in the same night; Outlook writes down the rule of one year,
# in which the last Sunday was the fourth.
_NONE, _SAME_NIGHT, _SAME_WEEK = timedelta(), timedelta(days=1), timedelta(days=8)

# An instant as naive UTC, and the offset that holds from then on.
Change = tuple[datetime, timedelta]


def place_of(block: Block, preferred: str) -> str:
    """Return an IANA zone whose clock agrees with a VTIMEZONE from 2024 to 2029, else an empty text."""
    found = changes(block)
    return _place(tuple(found), preferred) if found else ""


def utc_by_rules(block: Block, wall: datetime) -> datetime | None:
    """Return a wall time in UTC by the rules of a VTIMEZONE alone, or None if they are not understood."""
    year = timedelta(days=366)
    found = changes(block, wall - 2 * year, wall + year)
    return next((wall - offset for instant, offset in reversed(found) if wall - offset >= instant), None)


def changes(block: Block, since: datetime = _SINCE, until: datetime = _UNTIL) -> list[Change]:
    """Return the offset at the beginning of some years, then its changes; empty if not understood."""
    onsets: list[tuple[datetime, timedelta, timedelta]] = []
    for observance in block.blocks:
        before, after = (_offset(observance.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        if before is None or after is None:
            return []
        try:
            onsets += [(wall - before, before, after) for wall in _onsets(observance, since, until)]
        except (NotUnderstood, ValueError, OverflowError):
            return []
    onsets.sort()
    if not onsets:
        return []
    past = [onset for onset in onsets if onset[0] <= since]
    found = [(since, past[-1][2] if past else onsets[0][1])]
    found += [
        (instant, after) for instant, before, after in onsets if since < instant < until and before != after
    ]
    return found


def _offset(value: str) -> timedelta | None:
    """Return a UTC-OFFSET (RFC 5545 §3.3.14), or None."""
    match = _OFFSET.fullmatch(value)
    if not match:
        return None
    length = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return None if length >= timedelta(days=1) else -length if match[1] == "-" else length


def _onsets(observance: Block, since: datetime, until: datetime) -> Iterable[datetime]:
    """Return the wall times at which an observance begins: its first, and those of some years."""
    first = stamp(_ancient(observance.value("DTSTART")), "").wall
    walls = [first]
    for line in observance.all("RDATE")[:200]:
        walls += [stamp(value.partition("/")[0], "").wall for value in line.value.split(",")[:200]]
    rule = observance.value("RRULE")
    if rule:
        # Rules of the year 1601 are walked from shortly before the years in question.
        begin = first.replace(year=since.year - 2, month=1, day=1) if first < since else first
        walls += keys(Schedule(begin, begin, zone="", rule=rule), begin, until)
    return walls


def _ancient(value: str) -> str:
    """Return a DTSTART with the year 1601, in which Outlook's zones begin, as one that calendars reach."""
    return "1970" + value[4:] if value[:4].isdigit() and value[:4] < "1970" else value


@lru_cache(maxsize=256)
def _place(found: tuple[Change, ...], preferred: str) -> str:
    """Return the most familiar zone that has these offsets."""
    familiar = [preferred, *_FAMILIAR]
    everywhere = [*familiar, *_constant(found), *sorted(available_timezones())]
    for slack, candidates in ((_NONE, everywhere), (_SAME_NIGHT, everywhere), (_SAME_WEEK, familiar)):
        for name in filter(None, dict.fromkeys(candidates)):
            if _agrees(ZoneInfo(name), found, slack):
                return name
    return ""


def _constant(found: tuple[Change, ...]) -> list[str]:
    """Return the name of a fixed offset of whole hours; its sign is turned round, as POSIX has it."""
    hours, rest = divmod(found[0][1], timedelta(hours=1))
    return [f"Etc/GMT{-hours:+d}"] if len(found) == 1 and not rest and -12 <= -hours <= 14 and hours else []


def _agrees(zone: ZoneInfo, found: tuple[Change, ...], slack: timedelta) -> bool:
    """Return whether a zone has the same offsets from each change to the next and in every week between."""
    utc = ZoneInfo("UTC")
    ends = [instant for instant, _ in found[1:]] + [_UNTIL]
    for (instant, offset), end in zip(found, ends, strict=True):
        moment = instant + slack
        while moment < end - slack:
            if moment.replace(tzinfo=utc).astimezone(zone).utcoffset() != offset:
                return False
            moment += timedelta(days=7)
        if (end - _SECOND - slack).replace(tzinfo=utc).astimezone(zone).utcoffset() != offset:
            return False
    return True
