"""Changing a series: one date, this and following, or all; every function returns new schedules.

Keys stay what they were at one date; they move only where all dates move alike.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from .expand import is_date, keys, rule_starts
from .refusals import CannotShift, IsFirstDate, NoSuchDate, gettext_noop
from .rule import Frequency, Rule, Weekday, rule_text
from .rules import read_rule
from .schedule import Change, Schedule

# How many dates are compared to see whether two series are alike, and how far ahead.
COMPARED = 500
AHEAD = timedelta(days=20 * 366)
SINGLE_DAY = 28


def cancel(schedule: Schedule, key: datetime) -> Schedule:
    """Return the schedule with a date called off; it stays visible."""
    return _changed(schedule, key, replace(_change(schedule, key), is_cancelled=True))


def move(schedule: Schedule, key: datetime, start: datetime, end: datetime) -> Schedule:
    """Return the schedule with a date moved to another wall time; a date called off is held again."""
    return _changed(schedule, key, replace(_change(schedule, key), start=start, end=end, is_cancelled=False))


def retime(schedule: Schedule, key: datetime, times: tuple[datetime, datetime] | None) -> Schedule:
    """Return the schedule with a date at another wall time, called off or not; None is as in the series."""
    start, end = times or (None, None)
    if times == (key, key + schedule.length):
        start = end = None
    return _changed(schedule, key, replace(_change(schedule, key), start=start, end=end))


def remove(schedule: Schedule, key: datetime) -> Schedule:
    """Return the schedule without a date; what was changed about it is remembered until it is restored."""
    _change(schedule, key)
    return replace(schedule, removed=schedule.removed | {key}, wished=schedule.wished - {key})


def restore(schedule: Schedule, key: datetime) -> Schedule:
    """Return the schedule with a date as its rule says: neither removed, moved nor called off.

    A date that a wish took out becomes an extra date, so that the wish spares it from now on.
    """
    everything = replace(schedule, removed=frozenset(), wished=frozenset())
    if not is_date(everything, key):
        raise _no_such_date(key)
    extra = {*schedule.extra, key} if key in schedule.wished else schedule.extra
    return replace(
        schedule,
        extra=tuple(sorted(extra)),
        removed=schedule.removed - {key},
        wished=schedule.wished - {key},
        changes={at: change for at, change in schedule.changes.items() if at != key},
    )


def affected(schedule: Schedule, since: datetime | None = None) -> tuple[datetime, ...]:
    """Return the keys of what somebody decided about single dates, from `since` on: changed, removed or added."""
    decided = schedule.changes.keys() | schedule.removed_by_hand | set(schedule.extra)
    return tuple(sorted(key for key in decided if since is None or key >= since))


def settled(schedule: Schedule) -> Schedule:
    """Return the schedule without changes and removals of dates that its rule and extra dates no longer have.

    For whoever changes a rule by hand: else a called-off date would outlive its series.
    """
    bare = replace(schedule, removed=frozenset(), wished=frozenset(), changes={})
    kept = {key for key in schedule.changes.keys() | schedule.removed if is_date(bare, key)}
    return replace(
        schedule,
        removed=schedule.removed & kept,
        wished=schedule.wished & kept,
        changes={key: change for key, change in schedule.changes.items() if key in kept},
    )


def split(schedule: Schedule, key: datetime) -> tuple[Schedule, Schedule]:
    """Return a series before a date, and from that date on; together they have the same dates.

    Raise IsFirstDate where nothing would be left before it, NoSuchDate for no date. The first ends with UNTIL at its
    last date, the second counts what is left of COUNT. Exceptions go where their key goes.
    """
    _change(schedule, key)
    if next(keys(schedule)) == key:
        raise IsFirstDate(gettext_noop("This is the first date of the series. Change all dates instead."))
    before = tuple(rule_starts(schedule, until=_just_before(key)))
    following = next(rule_starts(schedule, since=key), None)
    return _part_before(schedule, key, before), _part_from(schedule, key, len(before), following)


def shift(schedule: Schedule, start: datetime, end: datetime) -> Schedule:
    """Return the series with its first date at another wall time, all others moved alike; raise CannotShift.

    Keys of changed, removed and extra dates move along; where a date was moved to by hand it stays. The weekdays of a
    weekly rule move along. Refused are rules whose dates would not all move by as much: other days of a month than up
    to the 28th, weekdays of a month ("the first Wednesday"), days in several months.
    """
    delta = start - schedule.start
    moved = replace(
        schedule,
        start=start,
        end=end,
        rule=_shifted_rule(schedule, start),
        extra=tuple(key + delta for key in schedule.extra),
        removed=frozenset(key + delta for key in schedule.removed),
        wished=frozenset(key + delta for key in schedule.wished),
        changes={key + delta: change for key, change in schedule.changes.items()},
    )
    expected = [key + delta for key in _some_starts(schedule)]
    if _some_starts(moved) != expected:
        raise _cannot_shift()
    return moved


def join(first: Schedule, second: Schedule) -> Schedule:
    """Return the one series of which a split made two: the rule of the second, from the start of the first on.

    Raise CannotShift if its dates are not exactly those of both, for instance because one was changed since.
    """
    before = [start for start in rule_starts(first) if start < second.start] if first.rule else []
    frame, single = (first, second) if first.rule or not second.rule else (second, first)
    whole = replace(
        frame,
        extra=tuple(sorted({*first.extra, *second.extra, *(() if single.rule else (single.start,))})),
        removed=first.removed | second.removed,
        wished=first.wished | second.wished,
        changes={**first.changes, **second.changes},
    )
    if first.rule and second.rule:
        rule = _rule(second)
        rule = replace(rule, count=rule.count and rule.count + len(before))
        whole = replace(whole, rule=rule_text(rule, second.zone, second.is_all_day))
    size, until = len(before) + COMPARED, second.start + AHEAD
    if list(islice(keys(whole, until=until), size)) != list(islice(_both(first, second, until), size)):
        raise CannotShift(gettext_noop("These are not two parts of one series. Keep them apart."))
    return whole


def _both(first: Schedule, second: Schedule, until: datetime) -> Iterator[datetime]:
    """Yield the keys of two schedules, one after the other."""
    yield from keys(first, until=until)
    yield from keys(second, until=until)


def _some_starts(schedule: Schedule) -> list[datetime]:
    """Return the next dates by the rule, enough to tell whether two rules are alike."""
    return list(islice(rule_starts(schedule, until=schedule.start + AHEAD), COMPARED))


def _change(schedule: Schedule, key: datetime) -> Change:
    """Return what is different at a date; raise NoSuchDate."""
    if not is_date(schedule, key):
        raise _no_such_date(key)
    return schedule.changes.get(key) or Change()


def _changed(schedule: Schedule, key: datetime, change: Change) -> Schedule:
    """Return the schedule with something different at a date."""
    return replace(schedule, changes={**schedule.changes, key: change})


def _no_such_date(key: datetime) -> NoSuchDate:
    """Return the refusal of a key that is no date."""
    return NoSuchDate(
        gettext_noop("There is no date on %(date)s. Reload the page, the series may have changed."),
        date=key.isoformat(sep=" ", timespec="minutes"),
    )


def _cannot_shift() -> CannotShift:
    """Return the refusal of a shift after which dates would be unevenly apart."""
    return CannotShift(
        gettext_noop("The dates of this series would not all move alike. Change how it repeats instead."),
    )


def _just_before(key: datetime) -> datetime:
    """Return the last wall time before a key."""
    return key - datetime.resolution


def _rule(schedule: Schedule) -> Rule:
    """Return the rule of a schedule that has one."""
    return read_rule(schedule.rule, schedule.start, schedule.zone, schedule.is_all_day)


def _part_before(schedule: Schedule, key: datetime, starts: tuple[datetime, ...]) -> Schedule:
    """Return the part of a series before a date; `starts` are those of its rule."""
    extra = tuple(start for start in schedule.extra if start < key)
    part = replace(
        schedule,
        extra=extra,
        removed=frozenset(start for start in schedule.removed if start < key),
        wished=frozenset(start for start in schedule.wished if start < key),
        changes={at: change for at, change in schedule.changes.items() if at < key},
    )
    if not schedule.rule:
        return part if starts else _beginning_with_extra(part)
    if not starts:
        return _beginning_with_extra(replace(part, rule=""))
    rule = replace(_rule(schedule), count=None, until=starts[-1])
    return replace(part, rule=rule_text(rule, schedule.zone, schedule.is_all_day))


def _part_from(schedule: Schedule, key: datetime, passed: int, following: datetime | None) -> Schedule:
    """Return the part of a series from a date on: `passed` dates of its rule were before, the next is `following`."""
    part = replace(
        schedule,
        extra=tuple(start for start in schedule.extra if start >= key),
        removed=frozenset(start for start in schedule.removed if start >= key),
        wished=frozenset(start for start in schedule.wished if start >= key),
        changes={at: change for at, change in schedule.changes.items() if at >= key},
    )
    if following is None:
        return _beginning_with_extra(replace(part, rule=""))
    part = replace(part, start=following, end=following + schedule.length)
    if not schedule.rule:
        return part
    rule = _rule(schedule)
    rule = replace(rule, count=rule.count and rule.count - passed)
    return replace(part, rule=rule_text(rule, schedule.zone, schedule.is_all_day))


def _beginning_with_extra(part: Schedule) -> Schedule:
    """Return a part without a date by rule: the first of its other dates becomes its start."""
    start, *extra = sorted({*part.extra, *part.changes})
    return replace(
        part, start=start, end=start + part.length, extra=tuple(key for key in extra if key in part.extra)
    )


def _shifted_rule(schedule: Schedule, start: datetime) -> str:
    """Return the rule of a series whose first date moves to another wall time; raise CannotShift."""
    if not schedule.rule:
        return ""
    rule, number = _rule(schedule), (start.date() - schedule.start.date()).days
    if rule.until is not None:
        rule = replace(rule, until=rule.until + (start - schedule.start))
    if number:
        rule = _rule_moved_by_days(rule, schedule.start, number)
    return rule_text(rule, schedule.zone, schedule.is_all_day)


def _rule_moved_by_days(rule: Rule, start: datetime, number: int) -> Rule:
    """Return a rule whose dates are some days later; raise CannotShift."""
    if rule.frequency is Frequency.YEARLY and rule.months == (start.month,) and not rule.weekdays:
        rule = replace(rule, months=(), month_days=() if rule.month_days == (start.day,) else rule.month_days)
    if rule.months or rule.weeks or rule.year_days:
        raise _cannot_shift()
    if rule.frequency in {Frequency.DAILY, Frequency.WEEKLY} and not rule.month_days:
        return _with_weekdays_moved(rule, number)
    if rule.weekdays or rule.positions or len(rule.month_days) > 1:
        raise _cannot_shift()
    day = rule.month_days[0] if rule.month_days else start.day
    if rule.frequency is Frequency.MONTHLY and not (
        1 <= day <= SINGLE_DAY and 1 <= day + number <= SINGLE_DAY
    ):
        raise _cannot_shift()
    return replace(rule, month_days=(day + number,)) if rule.month_days else rule


def _with_weekdays_moved(rule: Rule, number: int) -> Rule:
    """Return a rule with later weekdays; the week begins later, too, where it matters which week a day is in."""
    weekdays = sorted(Weekday(0, (weekday.day + number) % 7) for weekday in rule.weekdays)
    matters = rule.weekdays and (rule.interval > 1 or rule.positions)
    week_start = (rule.week_start + number) % 7 if matters else rule.week_start
    return replace(rule, weekdays=tuple(weekdays), week_start=week_start)
