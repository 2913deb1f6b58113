"""The next dates of a schedule as an editor sees them while writing, with what should be thought about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.recurrence import clock
from events.recurrence.expand import all_moments, keys, moments
from events.recurrence.form_rule import Advice, advice, choices_of
from events.recurrence.holidays import PublicHolidays, public_holidays
from events.recurrence.schedule import Moment, Schedule
from events.recurrence.wishes import Wish
from events.recurrence.wording import in_words
from portal.validity import BERLIN

SHOWN = 12
# About as far as the table of dates goes.
AHEAD = timedelta(days=731)


@dataclass(frozen=True)
class NextDate:
    """One line: the day, the time, and what is special; `is_off` is struck through."""

    day: str
    time: str
    note: str = ""
    is_off: bool = False


@dataclass(frozen=True)
class NextDates:
    """What the preview shows."""

    dates: tuple[NextDate, ...] = ()
    words: str = ""
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    has_more: bool = False


def next_dates(
    schedule: Schedule, wishes: frozenset[Wish], now: datetime, municipality_key: str = ""
) -> NextDates:
    """Return the next dates, those that a wish takes out among them, and warnings."""
    upcoming = list(moments(schedule, now, now + AHEAD, limit=SHOWN + 1))
    shown = upcoming[:SHOWN]
    lines = [(one.wall_start, _line(one)) for one in shown]
    last = shown[-1].wall_start if len(upcoming) > SHOWN else None
    paused = [
        key
        for key in sorted(schedule.wished)
        if _is_ahead(key, schedule, now) and (last is None or key < last)
    ]
    lines += [(key, _paused(key, schedule, municipality_key)) for key in paused[:SHOWN]]
    return NextDates(
        dates=tuple(line for _start, line in sorted(lines, key=lambda one: one[0])),
        words=in_words(schedule, wishes, get_language() or "de"),
        warnings=tuple(_warnings(schedule, upcoming, now)),
        has_more=len(upcoming) > SHOWN,
    )


def _is_ahead(key: datetime, schedule: Schedule, now: datetime) -> bool:
    """Return whether a date is still to come within the horizon."""
    return now <= clock.instant(key, schedule.zone or BERLIN.key) <= now + AHEAD


def day_words(day: datetime) -> str:
    """Return a day with its weekday."""
    return date_format(day, "D, j. F Y")


def time_words(start: datetime, end: datetime, is_all_day: bool) -> str:
    """Return the times of a date on the wall's clock; the last day where it is another one."""
    if is_all_day:
        last = max(start, end - timedelta(days=1))
        return _("all day") if last == start else _("all day until %(day)s") % {"day": day_words(last)}
    if end == start:
        return date_format(start, "TIME_FORMAT")
    until = date_format(end, "TIME_FORMAT")
    if end.date() > start.date() and end - start >= timedelta(days=1):
        until = f"{day_words(end)}, {until}"
    return f"{date_format(start, 'TIME_FORMAT')} – {until}"


def _line(one: Moment) -> NextDate:
    """Return the line of a date."""
    note = _("called off") if one.is_cancelled else ""
    if one.is_moved and not one.is_cancelled:
        note = _("moved from %(day)s") % {"day": day_words(one.key)}
    times = time_words(one.wall_start, one.wall_end, one.is_all_day)
    return NextDate(day_words(one.wall_start), times, note, one.is_cancelled)


def _paused(key: datetime, schedule: Schedule, municipality_key: str) -> NextDate:
    """Return the line of a date that a wish takes out, with the reason."""
    return NextDate(
        day_words(key),
        time_words(key, key + schedule.length, schedule.is_all_day),
        pause_words(key, municipality_key),
        is_off=True,
    )


def pause_words(key: datetime, municipality_key: str) -> str:
    """Return why a wish takes a date out."""
    if key.date() in PublicHolidays(municipality_key=municipality_key):
        name = public_holidays(key.year, municipality_key=municipality_key)[key.date()]
        return _("not on public holidays (%(name)s)") % {"name": _(name)}
    return _("not in the school holidays")


def _warnings(schedule: Schedule, upcoming: list[Moment], now: datetime) -> Iterator[str]:
    """Yield what should be thought about."""
    if (said := _advice(schedule)) is not None:
        yield _(said.sentence) % {"day": said.day}
    if not upcoming:
        if next(keys(schedule), None) is None:
            yield _("Not a single date is left: everything is left out.")
        elif all_moments(schedule, now, 1):
            yield _("All dates are over; the event stands in the archive.")
        else:
            yield _("The first date is more than two years ahead.")
    if schedule.start in schedule.removed and schedule.is_series:
        yield _("The first date itself is left out; the series begins with the next one.")
    for one in islice(upcoming, SHOWN):
        if clock.wall(one.start, schedule.zone or BERLIN.key) != one.wall_start:
            yield _(
                "On %(day)s the clocks change: this time does not exist then, it begins an hour later."
            ) % {"day": day_words(one.wall_start)}


def _advice(schedule: Schedule) -> Advice | None:
    """Return what to say about days that some months lack."""
    if not schedule.rule:
        return None
    choices = choices_of(schedule.rule, schedule.start, schedule.zone, schedule.is_all_day)
    return advice(choices, schedule.start) if choices is not None else None
