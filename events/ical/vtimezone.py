"""A VTIMEZONE (RFC 5545 §3.6.5) for a zone: yearly rules where the place keeps such, else its changes one by one."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BASIC = "%Y%m%dT%H%M%S"
# By hand, since nearly every event is there: the same bytes whatever the years, in the form all clients have met.
_BERLIN = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin", "X-LIC-LOCATION:Europe/Berlin",
    "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip


class Onset(NamedTuple):
    """A change of the clock: the wall time before it, both offsets, and how the time is called after it."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


@lru_cache(maxsize=128)
def vtimezone(zone: str, first_year: int, last_year: int) -> tuple[str, ...]:
    """Return the lines of a VTIMEZONE that holds from one year through another, and mostly beyond.

    Offsets are in full minutes: Outlook refuses the seconds of local mean times, which no zone keeps any more.
    """
    if zone == "Europe/Berlin" and first_year > 1996:
        return _BERLIN
    onsets = list(_onsets(ZoneInfo(zone), first_year, last_year))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}", f"X-LIC-LOCATION:{zone}"]
    if not onsets or onsets[0].wall.year > first_year:
        lines += _initial(ZoneInfo(zone), first_year)
    by_kind = sorted(onsets, key=lambda onset: (onset[1:], onset.wall))
    for kind, group in groupby(by_kind, key=lambda onset: onset[1:]):
        walls = [onset.wall for onset in group]
        rule = _yearly(walls, last_year)
        lines += _observance(walls[0], Onset(walls[0], *kind), _repetition(walls, rule))
    return (*lines, "END:VTIMEZONE")


def _initial(zone: ZoneInfo, year: int) -> list[str]:
    """Return what holds before the first change."""
    begin = datetime(year, 1, 1, tzinfo=UTC)
    offset, name, _ = _state(zone, begin)
    return _observance(begin.replace(tzinfo=None) + offset, Onset(begin, offset, offset, name, False), [])


def _observance(start: datetime, onset: Onset, repetition: list[str]) -> list[str]:
    """Return the lines of an observance."""
    kind = "DAYLIGHT" if onset.is_summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start.strftime(_BASIC)}",
        f"TZOFFSETFROM:{_offset(onset.before)}",
        f"TZOFFSETTO:{_offset(onset.after)}",
        f"TZNAME:{onset.name}",
        *repetition,
        f"END:{kind}",
    ]


def _repetition(walls: Sequence[datetime], rule: str) -> list[str]:
    """Return the rule, or the further changes one by one."""
    return [f"RRULE:{rule}"] if rule else [f"RDATE:{wall.strftime(_BASIC)}" for wall in walls[1:]]


def _yearly(walls: Sequence[datetime], last_year: int) -> str:
    """Return the rule of changes that come each year on the same weekday of a month until the last year."""
    first = walls[0]
    years = list(range(first.year, last_year + 1))
    is_yearly = len(years) > 2 and [wall.year for wall in walls] == years
    if not is_yearly or len({(wall.month, wall.weekday(), wall.time()) for wall in walls}) > 1:
        return ""
    weekday = _WEEKDAYS[first.weekday()]
    if all((wall + timedelta(days=7)).month != wall.month for wall in walls):
        return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY=-1{weekday}"
    ordinals = {(wall.day - 1) // 7 + 1 for wall in walls}
    return f"FREQ=YEARLY;BYMONTH={first.month};BYDAY={ordinals.pop()}{weekday}" if len(ordinals) == 1 else ""


def _onsets(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Onset]:
    """Yield the changes of a zone's clock, found month by month and halved down to the second."""
    begin = datetime(first_year, 1, 1, tzinfo=UTC)
    state = _state(zone, begin)
    for month in range(12 * (last_year - first_year + 1)):
        year, number = divmod(month + 1, 12)
        end = datetime(first_year + year, number + 1, 1, tzinfo=UTC)
        after = _state(zone, end)
        while state != after:  # a month may hold two, as that of Ramadan does
            early, late = begin, end
            while late - early > timedelta(seconds=1):
                middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
                early, late = (middle, late) if _state(zone, middle) == state else (early, middle)
            changed = _state(zone, late)
            # Dublin's law calls summer the standard; clients know it the other way round.
            is_summer = (state[2] or changed[2]) and changed[0] > state[0]
            yield Onset((late + state[0]).replace(tzinfo=None), state[0], changed[0], changed[1], is_summer)
            begin, state = late, changed
        begin = end


def _state(zone: ZoneInfo, instant: datetime) -> tuple[timedelta, str, bool]:
    """Return the offset in full minutes, the name of the time, and whether it is a season's."""
    local = instant.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    return minutes, local.tzname() or "", bool(local.dst())


def _offset(offset: timedelta) -> str:
    """Return a UTC-OFFSET (RFC 5545 §3.3.14)."""
    minutes = int(offset / timedelta(minutes=1))
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
