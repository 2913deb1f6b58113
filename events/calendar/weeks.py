"""A week and a day of the calendar, by day."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Occurrence
from portal.pagination import paginate
from portal.view_models import Link

from . import long_dates, wording
from .addresses import below, month_part, week_part
from .asked import Asked
from .counts import on_days
from .light import LONGEST_SHORT, by_day
from .lists import frame_of, no_such_page
from .months import rest_of
from .reading import dated
from .rows import row_of
from .selection import dates
from .sequence import in_order
from .span import Span
from .view_models import CalendarView, DayBlock

SHOWN = 8
DAY_SIZE = 50


def week(asked: Asked, calendar: str, monday: date, known: Span, now: datetime) -> CalendarView:
    """Return a week: at most a few dates of each day, and the way to all of them."""
    sunday, today = monday + timedelta(days=6), timezone.localdate(now)
    number = monday.isocalendar().week
    heading = _("Week %(number)s, %(days)s") % {"number": number, "days": wording.day_range(monday, sunday)}
    shown_day, stretch = min(max(today, monday), sunday), on_days(asked, monday, sunday)
    view = frame_of(heading, asked, calendar, "week", shown_day, stretch)
    days = by_day(dates(asked), monday, sunday, SHOWN)
    shown = {row.pk for day in days.values() for row in day.rows}
    rows = {one.date.pk: one for one in dated(Occurrence.objects.filter(pk__in=shown))}
    for day in sorted(days):
        found = [rows[row.pk] for row in days[day].rows if row.pk in rows]
        block = DayBlock(
            wording.day_heading(day, today),
            day.isoformat(),
            [row_of(one, now, asked.near) for one in found],
            more=rest_of(asked, calendar, day, days[day]),
        )
        view.days = (*view.days, block)
    view.total = sum(day.total for day in days.values())
    view.count_label = ngettext("%(n)s date", "%(n)s dates", view.total) % {"n": view.total}
    view.previous, view.following = (
        _step(asked, calendar, monday + timedelta(days=way), known, words)
        for way, words in ((-7, _("Week before")), (7, _("Week after")))
    )
    if not view.total:
        view.empty_heading = _("Nothing takes place in this week")
        view.empty_text = _("No date meets all of these conditions.") if asked.is_narrowed else ""
        view.ways = (Link(_("The whole month"), below(calendar, month_part(monday), asked.url)),)
    return view


def _step(asked: Asked, calendar: str, monday: date, known: Span, words: str) -> Link | None:
    """Return the way to another week, None where there are no dates any more."""
    is_known = known.overlaps(monday, monday + timedelta(days=6))
    return Link(words, below(calendar, week_part(monday), asked.url)) if is_known else None


def day(asked: Asked, calendar: str, day: date, known: Span, now: datetime) -> CalendarView:
    """Return everything on a day page by page: first what began before, then what begins."""
    view = frame_of(wording.long_day(day), asked, calendar, "day", day, on_days(asked, day, day))
    rows = on_day(asked, day)
    start = (asked.page - 1) * DAY_SIZE
    found = dated(rows[start : start + DAY_SIZE])
    begin = [row_of(one, now, asked.near) for one in found if one.date.first_day == day]
    view.running = [row_of(one, now, asked.near, with_day=True) for one in found if one.date.first_day < day]
    view.running_heading = _("Began before")
    heading = wording.day_heading(day, timezone.localdate(now))
    view.days = (DayBlock(heading, day.isoformat(), begin),) if begin else ()
    view.total = len(rows)
    view.count_label = ngettext("%(n)s date", "%(n)s dates", view.total) % {"n": view.total}
    view.pagination = paginate(asked.page, view.total, DAY_SIZE, asked.url.page)
    view.previous, view.following = (
        _day_step(asked, calendar, day + timedelta(days=way), known) for way in (-1, 1)
    )
    if view.total and not found:
        view.messages.append(no_such_page(asked))
    if not view.total:
        view.empty_heading = _("Nothing takes place on this day")
        view.empty_text = _("No date meets all of these conditions.") if asked.is_narrowed else ""
        view.ways = (Link(_("The whole month"), below(calendar, month_part(day), asked.url)),)
    return view


def on_day(asked: Asked, day: date) -> list[Occurrence]:
    """Return what takes place on a day, in order; two queries, neither of which reads the past."""
    short = dates(asked).filter(is_long=False, first_day__range=(day - LONGEST_SHORT, day), last_day__gte=day)
    ids = long_dates.on_days(day, day)
    return in_order([*short.order_by(), *(dates(asked).filter(pk__in=ids) if ids else ())])


def _day_step(asked: Asked, calendar: str, day: date, known: Span) -> Link | None:
    """Return the way to another day, None where there are no dates any more."""
    if not known.overlaps(day, day):
        return None
    return Link(wording.day_of_month(day), below(calendar, day.isoformat(), asked.url))
