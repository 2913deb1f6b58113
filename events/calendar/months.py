"""The month as a table: at most three dates a day, and the way to all of them."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from portal.view_models import Badge, Link

from . import wording
from .addresses import below, month_part
from .asked import Asked
from .counts import on_days
from .light import DayOfDates, Light, by_day, long_ones, with_own_titles
from .lists import frame_of
from .rows import OFF, path_of, seat_badges, state_badges
from .selection import dates
from .span import Span
from .view_models import CalendarView, MonthCell, MonthRow, MonthTable

SHOWN = 3
MOST_LONG = 6
MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class Marks:
    """What single dates say beside their events, by the id of the date: titles of their own, and their state."""

    titles: Mapping[int, str]
    badges: Mapping[int, Badge | None]


def month(asked: Asked, calendar: str, first: date, known: Span, now: datetime) -> CalendarView:
    """Return a month: a table of its days, and below it what goes on for longer."""
    last = next_month(first) - timedelta(days=1)
    today = timezone.localdate(now)
    shown_day, stretch = min(max(today, first), last), on_days(asked, first, last)
    view = frame_of(wording.month_name(first), asked, calendar, "month", shown_day, stretch)
    rows = dates(asked)
    days = by_day(rows, first, last, SHOWN)
    long = long_ones(rows, first, last, MOST_LONG)
    shown = [row for day in days.values() for row in day.rows]
    marks = Marks(with_own_titles(shown), {row.pk: _badge(row, now) for row in [*shown, *long]})
    view.total = sum(day.total for day in days.values()) + len(long)
    view.count_label = ngettext("%(n)s date", "%(n)s dates", view.total) % {"n": view.total}
    view.month = _table(asked, calendar, first, days, marks, today)
    view.long = [_row(row, marks, _until(row), wording.long_day(row.first_day)) for row in long]
    view.previous, view.following = steps(asked, calendar, first, known)
    if not view.total:
        view.empty_heading = _("Nothing takes place in this month")
        view.empty_text = _("No date meets all of these conditions.") if asked.is_narrowed else ""
        view.ways = (Link(_("All dates"), below(calendar, "", asked.url)),)
    return view


def next_month(first: date) -> date:
    """Return the first day of the month after."""
    return (first + timedelta(days=31)).replace(day=1)


def steps(asked: Asked, calendar: str, first: date, known: Span) -> tuple[Link | None, Link | None]:
    """Return the ways to the months before and after, as far as there are dates."""
    before, after = (first - timedelta(days=1)).replace(day=1), next_month(first)
    found = []
    for one in (before, after):
        words = date_format(one, "F" if one.year == first.year else "F Y")
        is_known = known.overlaps(one, next_month(one) - timedelta(days=1))
        found.append(Link(words, below(calendar, month_part(one), asked.url)) if is_known else None)
    return found[0], found[1]


def _table(  # noqa: PLR0913, PLR0917 - what a table is made of
    asked: Asked,
    calendar: str,
    first: date,
    days: Mapping[date, DayOfDates],
    marks: Marks,
    today: date,
) -> MonthTable:
    """Return the weeks of a month."""
    weeks = [
        [
            _cell(
                asked,
                calendar,
                day,
                days.get(day) if day.month == first.month else None,
                marks,
                first,
                today,
            )
            for day in week
        ]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return MonthTable(_("Dates in %(month)s") % {"month": wording.month_name(first)}, weekdays(), weeks)


def weekdays() -> Sequence[tuple[str, str]]:
    """Return the weekdays from Monday on, in full and short."""
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    return [(date_format(day, "l"), date_format(day, "D")) for day in days]


def _cell(  # noqa: PLR0913, PLR0917 - what a cell is made of
    asked: Asked,
    calendar: str,
    day: date,
    found: DayOfDates | None,
    marks: Marks,
    first: date,
    today: date,
) -> MonthCell:
    """Return a day of the table."""
    label = pgettext("after the number of a day", " %(month)s, %(weekday)s") % {
        "month": date_format(day, "F"),
        "weekday": date_format(day, "l"),
    }
    if found is None:
        return MonthCell(day, label, is_out=day.month != first.month, is_today=day == today)
    more = rest_of(asked, calendar, day, found)
    in_full = wording.long_day(day)
    rows = tuple(_row(row, marks, _time(row, day), in_full) for row in found.rows)
    return MonthCell(day, label, rows, more, is_today=day == today)


def rest_of(asked: Asked, calendar: str, day: date, found: DayOfDates) -> Link | None:
    """Return the way to all dates of a day that has more than are shown."""
    left = found.total - len(found.rows)
    if not left:
        return None
    words = ngettext("%(n)s more on %(day)s", "%(n)s more on %(day)s", left)
    url = below(calendar, day.isoformat(), asked.url)
    return Link(words % {"n": left, "day": wording.day_of_month(day)}, url)


def _row(row: Light, marks: Marks, time: str, full_day: str) -> MonthRow:
    """Return a date in the table."""
    return MonthRow(
        path_of(row.slug, row.short_id, row.schedule, row.key),
        time,
        marks.titles.get(row.pk, row.title),
        full_day,
        marks.badges[row.pk],
        row.status in OFF,
        "" if row.language == get_language() else row.language,
    )


def _badge(row: Light, now: datetime) -> Badge | None:
    """Return what happened to a date, or that it is full: the cell has room for one word."""
    return next(iter((*state_badges(row.status, row.is_moved), *seat_badges(row, now))), None)


def _time(row: Light, day: date) -> str:
    """Return when a date begins on a day, nothing where it goes on from another one or lasts all day."""
    if row.is_all_day or row.first_day != day:
        return ""
    return wording.times(row.start, row.start)


def _until(row: Light) -> str:
    """Return until when a long date goes on."""
    return _("until %(day)s") % {"day": wording.short_day(row.last_day)}
