"""The dates of a schedule: rule, extra dates, removals and exceptions put together, in any window of time.

Lazy and bounded whatever the rule: nothing before the window is walked unless the rule counts, and nothing is looked
for beyond it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush, merge
from itertools import islice

from . import clock
from .periods import days
from .rules import read_rule
from .schedule import Change, Moment, Schedule

# More than any series of ours has in the horizon; who wants to know whether it was reached asks for one more.
MOST_MOMENTS = 10_000
# Wall times and instants of all zones differ by less than this, and so do their orders.
APART = timedelta(days=2)


def moments(
    schedule: Schedule,
    window_start: datetime,
    window_end: datetime,
    *,
    zone: str = "Europe/Berlin",
    limit: int = MOST_MOMENTS,
) -> Iterator[Moment]:
    """Yield what overlaps the window `[start, end)` of instants, by start; at most `limit`.

    Floating times are read in `zone`. A moved date counts where it was moved to, one without length at its instant.
    """
    return islice(_moments(schedule, window_start, window_end, schedule.zone or zone), limit)


def all_moments(
    schedule: Schedule, until: datetime, limit: int = MOST_MOMENTS, *, zone: str = "Europe/Berlin"
) -> tuple[Moment, ...]:
    """Return the dates that begin before an instant, from the first one on; at most `limit`."""
    return tuple(moments(schedule, clock.FIRST.replace(tzinfo=UTC), until, zone=zone, limit=limit))


def keys(
    schedule: Schedule, since: datetime = clock.FIRST, until: datetime = clock.LAST
) -> Iterator[datetime]:
    """Yield the original wall starts of every date that is not removed, in order, from `since` to `until`."""
    last = None
    for key in merge(
        rule_starts(schedule, since, until),
        sorted(key for key in schedule.extra if since <= key <= until),
        sorted(key for key in schedule.changes if since <= key <= until),
    ):
        if key != last and key not in schedule.removed:
            yield key
        last = key


def next_keys(schedule: Schedule, since: datetime, limit: int = 10) -> tuple[datetime, ...]:
    """Return the next original wall starts from a wall time on."""
    return tuple(islice(keys(schedule, since), limit))


def is_date(schedule: Schedule, key: datetime) -> bool:
    """Return whether a date with this original wall start takes place, be it moved or cancelled."""
    return next(keys(schedule, key, key), None) is not None


def rule_starts(
    schedule: Schedule, since: datetime = clock.FIRST, until: datetime = clock.LAST
) -> Iterator[datetime]:
    """Yield the wall starts from `since` to `until` by the rule alone, or the only one where there is no rule.

    The first date counts even if it does not fit its rule, also towards COUNT (RFC 5545 §3.8.5.3).
    """
    rule = (
        read_rule(schedule.rule, schedule.start, schedule.zone, schedule.is_all_day)
        if schedule.rule
        else None
    )
    last = until if rule is None or rule.until is None else min(until, rule.until)
    if since <= schedule.start <= last:
        yield schedule.start
    if rule is None or schedule.start > last:
        return
    number = 1
    for day in days(rule, schedule.start.date(), since.date(), last.date()):
        start = datetime.combine(day, schedule.start.time())
        if start <= schedule.start:
            continue
        number += 1
        if start > last or (rule.count is not None and number > rule.count):
            return
        if start >= since:
            yield start


def moment(schedule: Schedule, key: datetime, zone: str) -> Moment:
    """Return a date by its original wall start, with what was changed about it."""
    change = schedule.changes.get(key) or Change()
    wall_start = change.start or key
    wall_end = max(change.end or wall_start + schedule.length, wall_start)
    start, end = clock.span(wall_start, wall_end, zone)
    return Moment(
        start=start,
        end=end,
        key=key,
        wall_start=wall_start,
        wall_end=wall_end,
        is_all_day=schedule.is_all_day if change.is_all_day is None else change.is_all_day,
        is_cancelled=change.is_cancelled,
        is_moved=wall_start != key,
    )


def overlaps(found: Moment, window_start: datetime, window_end: datetime) -> bool:
    """Return whether a date takes place within the window `[start, end)`."""
    return found.start < window_end and (found.end > window_start or found.start >= window_start)


def _moments(schedule: Schedule, window_start: datetime, window_end: datetime, zone: str) -> Iterator[Moment]:
    """Yield what overlaps the window, by start."""
    since = _moved_by(_naive(window_start), -max(schedule.length, timedelta()) - APART)
    until = _moved_by(_naive(window_end), APART)
    waiting: list[Moment] = []
    for key in schedule.changes.keys() - schedule.removed:
        changed = moment(schedule, key, zone)
        if overlaps(changed, window_start, window_end):
            heappush(waiting, changed)
    for key in keys(schedule, since, until):
        if key in schedule.changes:
            continue
        while waiting and waiting[0].wall_start < key - APART:
            yield heappop(waiting)
        found = moment(schedule, key, zone)
        if overlaps(found, window_start, window_end):
            heappush(waiting, found)
    while waiting:
        yield heappop(waiting)


def _naive(instant: datetime) -> datetime:
    """Return an instant as a naive time in UTC; the wall's clock is less than `APART` from it."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def _moved_by(wall: datetime, delta: timedelta) -> datetime:
    """Return a wall time moved, at most to the ends of the calendar."""
    try:
        return wall + delta
    except OverflowError:
        return clock.FIRST if delta < timedelta() else clock.LAST
