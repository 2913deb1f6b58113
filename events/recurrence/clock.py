"""From the wall's clock to instants and back: what a time means when the clocks change.

The policy, written out in README.md: a time that the clocks skip is later by the gap, of a time that comes twice the
first is meant, an end keeps its time on the wall and never precedes its start.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

# The ends of the wall's calendar.
FIRST, LAST = datetime.fromisoformat("0001-01-01T00:00:00"), datetime.fromisoformat("9999-12-31T23:59:59")


@cache
def known_zones() -> frozenset[str]:
    """Return the names of all time zones; asking the system for them takes several milliseconds."""
    return frozenset(available_timezones())


def instant(wall: datetime, zone: str) -> datetime:
    """Return the instant (UTC) of a wall time; raise ZoneInfoNotFoundError or ValueError for an unknown zone.

    Python reads a time within the gap by the offset before it, which moves it forward by the gap, and with fold 0
    takes the first of two.
    """
    return wall.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)


def span(start: datetime, end: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return the instants (UTC) of a date's start and end.

    The end keeps its wall time (22:00 to 06:00 ends at 06:00 in every night). Where a gap would let it end before or
    as it starts, it lasts as long as on the wall.
    """
    first, last = instant(start, zone), instant(end, zone)
    if last <= first:
        last = first + max(end - start, timedelta())
    return first, last


def wall(moment: datetime, zone: str) -> datetime:
    """Return what the wall's clock of a zone shows at an instant, as a naive datetime."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
