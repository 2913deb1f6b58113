"""On which days a rule takes place, period by period: days, weeks, months or years.

dateutil's rrule is not used: it searches to the year 9999 for a day that never comes without giving back control,
walks every date since the first one, and deviates from RFC 5545 §3.3.10 in weeks with BYSETPOS and in BYDAY=3MO,WE.
Here a rule without COUNT begins at the period that is asked for, and every walk is over after `MOST_DAYS`.
"""

from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import MAXYEAR, date, timedelta

from .rule import Frequency, Rule, Weekday

# What a walk looks at before it gives up: the days of 270 years, some fifty milliseconds.
MOST_DAYS = 100_000

Condition = Callable[[date], bool]


def days(rule: Rule, start: date, since: date = date.min, until: date = date.max) -> Iterator[date]:
    """Yield the days of a rule that began at `start`, in order; its UNTIL and COUNT are left to the caller.

    Whole periods: days before `start` or `since` and after `until` may be among them.
    """
    full = completed(rule, start)
    conditions = _conditions(full)
    index = 0 if rule.count is not None else _period_of(full, start, since)
    looked_at = 0
    while looked_at < MOST_DAYS:
        try:
            period = list(_days_of(full, start, index))
        except (ValueError, OverflowError):  # beyond the calendar
            return
        if period and period[0] > until:
            return
        found = [day for day in period if all(fits(day) for fits in conditions)]
        yield from _at_positions(found, full.positions)
        looked_at += len(period) or 31  # a month that is passed over costs something, too
        index += 1


def completed(rule: Rule, start: date) -> Rule:
    """Return the rule with what it leaves to the first date (RFC 5545 §3.3.10): the weekday, day or month."""
    if rule.weeks and not (rule.weekdays or rule.month_days or rule.year_days):
        return replace(rule, weekdays=(Weekday(0, start.weekday()),))
    if rule.has_days or rule.frequency is Frequency.DAILY:
        return rule
    if rule.frequency is Frequency.WEEKLY:
        return replace(rule, weekdays=(Weekday(0, start.weekday()),))
    if rule.frequency is Frequency.YEARLY and not rule.months:
        return replace(rule, months=(start.month,), month_days=(start.day,))
    return replace(rule, month_days=(start.day,))


def _period_of(rule: Rule, start: date, day: date) -> int:
    """Return the number of the last period of the rule that does not begin after a day; the first is 0."""
    if day <= start:
        return 0
    apart = {
        Frequency.DAILY: (day - start).days,
        Frequency.WEEKLY: (day - _week(rule, start)).days // 7,
        Frequency.MONTHLY: (day.year - start.year) * 12 + day.month - start.month,
        Frequency.YEARLY: day.year - start.year,
    }
    return apart[rule.frequency] // rule.interval


def _week(rule: Rule, day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta((day.weekday() - rule.week_start) % 7)


def _days_of(rule: Rule, start: date, index: int) -> Iterator[date]:
    """Yield every day of a period; raise ValueError or OverflowError beyond the calendar."""
    ahead = index * rule.interval
    if rule.frequency is Frequency.DAILY:
        yield start + timedelta(ahead)
    elif rule.frequency is Frequency.WEEKLY:
        first = _week(rule, start) + timedelta(weeks=ahead)
        yield from (first + timedelta(number) for number in range(7))
    elif rule.frequency is Frequency.MONTHLY:
        years, month = divmod(start.month - 1 + ahead, 12)
        if not rule.months or month + 1 in rule.months:
            yield from _days_of_month(start.year + years, month + 1)
    else:
        for month in rule.months or range(1, 13):
            yield from _days_of_month(start.year + ahead, month)


def _days_of_month(year: int, month: int) -> Iterator[date]:
    """Yield the days of a month; raise ValueError beyond the calendar."""
    if year > MAXYEAR:
        raise ValueError
    for number in range(1, monthrange(year, month)[1] + 1):
        yield date(year, month, number)


def _at_positions(found: list[date], positions: tuple[int, ...]) -> list[date]:
    """Return those of a period's days that BYSETPOS chooses."""
    if not positions:
        return found
    size = len(found)
    chosen = {number - 1 if number > 0 else size + number for number in positions}
    return [found[number] for number in sorted(chosen) if 0 <= number < size]


def _conditions(rule: Rule) -> list[Condition]:
    """Return what a day must fulfil, the cheap ones first."""
    conditions: list[Condition] = []
    if rule.months:
        conditions.append(lambda day: day.month in rule.months)
    if rule.month_days:
        conditions.append(lambda day: _is_month_day(day, rule.month_days))
    if rule.weekdays:
        within_month = rule.frequency is Frequency.MONTHLY or bool(rule.months)
        conditions.append(_weekday_condition(rule.weekdays, within_month))
    if rule.year_days:
        conditions.append(lambda day: _is_year_day(day, rule.year_days))
    if rule.weeks:
        conditions.append(lambda day: _is_in_week(day, rule.weeks, rule.week_start))
    return conditions


def _is_month_day(day: date, numbers: tuple[int, ...]) -> bool:
    """Return whether it is one of these days of its month, counted from either end."""
    return day.day in numbers or (
        numbers[0] < 0 and day.day - monthrange(day.year, day.month)[1] - 1 in numbers
    )


def _is_year_day(day: date, numbers: tuple[int, ...]) -> bool:
    """Return whether it is one of these days of its year, counted from either end."""
    number = day.timetuple().tm_yday
    return number in numbers or number - (366 if isleap(day.year) else 365) - 1 in numbers


def _weekday_condition(weekdays: tuple[Weekday, ...], within_month: bool) -> Condition:
    """Return the condition of being one of the weekdays; plain and numbered ones add up (RFC 5545 §3.3.10)."""
    plain = {weekday.day for weekday in weekdays if not weekday.ordinal}
    numbered = {weekday for weekday in weekdays if weekday.ordinal}
    if not numbered:
        return lambda day: day.weekday() in plain

    def fits(day: date) -> bool:
        weekday = day.weekday()
        if within_month:
            number, size = day.day, monthrange(day.year, day.month)[1]
        else:
            number, size = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
        return (
            weekday in plain
            or ((number - 1) // 7 + 1, weekday) in numbered
            or (-((size - number) // 7 + 1), weekday) in numbered
        )

    return fits


def _is_in_week(day: date, numbers: tuple[int, ...], week_start: int) -> bool:
    """Return whether it is in one of these weeks of the year; the first has at least four days in it."""
    middle = day - timedelta((day.weekday() - week_start) % 7) + timedelta(3)
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    length = 366 if isleap(middle.year) else 365
    # As many weeks as middles of weeks.
    most = number + (length - middle.timetuple().tm_yday) // 7
    return number in numbers or number - most - 1 in numbers
