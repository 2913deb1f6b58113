"""The lists by day: what runs and what comes, what is past, and one single day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Occurrence
from network.filters.chips import place_line
from network.filters.given import Near
from portal.pagination import paginate
from portal.view_models import Link, Message

from . import chips, wording
from .addresses import ARCHIVE, below, month_part, week_part
from .asked import Asked
from .counts import Stretch, ahead
from .counts import past as past_dates
from .facets import filters_of
from .frame import TINT, cloth
from .reading import dated
from .rows import row_of
from .selection import dates
from .sequence import not_over
from .span import span
from .view_models import CalendarView, DayBlock

PAGE_SIZE = 20


def frame_of(  # noqa: PLR0913, PLR0917 - what lists share
    heading: str, asked: Asked, calendar: str, current: str, day: date, stretch: Stretch
) -> CalendarView:
    """Return what lists, months and weeks share: filters, chips, and the ways of looking at the same dates."""
    active = chips.chips_of(asked)
    view = CalendarView(heading, TINT, cloth())
    view.chips = active
    view.clear_url = below(calendar, "", type(asked.url)("", {})) if len(active) > 1 else ""
    view.filters = filters_of(asked, stretch, len(active))
    view.place = place_line(asked.near.label, asked.near.radius_km, asked.url) if asked.near else None
    view.messages = [Message("warn", note) for note in asked.notes]
    view.is_narrowed = asked.is_narrowed
    day = within(day)
    ways = (
        ("list", _("List"), "list", ""),
        ("week", _("Week"), "calendar", week_part(day)),
        ("month", _("Month"), "calendar", month_part(day)),
    )
    view.views = tuple(
        Link(label, below(calendar, part, asked.url), current=name == current, icon=icon)
        for name, label, icon, part in ways
    )
    return view


def within(day: date) -> date:
    """Return a day that the calendar has dates around; today always counts as one."""
    known = span()
    if known is None or day == timezone.localdate():
        return day
    return min(max(day, known.first), known.last)


def upcoming(heading: str, asked: Asked, calendar: str, now: datetime) -> CalendarView:
    """Return what runs and what comes, by day."""
    today = timezone.localdate(now)
    view = frame_of(heading, asked, calendar, "list", asked.first_day or today, ahead(asked, now))
    page = not_over(dates(asked), now, asked.page, PAGE_SIZE)
    view.running = [row_of(one, now, asked.near, with_day=True) for one in dated(page.running)]
    view.running_heading = _("Running now")
    view.days = list(_days(page.upcoming, now, today, calendar, asked.near))
    view.quick = chips.quick_choices(asked, today)
    view.total = page.total
    view.count_label = count_words(page.total)
    view.pagination = paginate(asked.page, page.total, PAGE_SIZE, asked.url.page)
    view.archive = Link(_("Past events"), below(calendar, ARCHIVE, asked.url))
    if page.total and not (view.running or view.days):
        view.messages.append(no_such_page(asked))
    if asked.first_day and asked.first_day < today:
        link = Link(_("To the archive"), below(calendar, ARCHIVE, asked.url))
        view.messages.append(Message("info", _("What is over stands in the archive."), links=[link]))
    if not page.total:
        view.empty_heading = _("Nothing is planned here yet")
        view.empty_text = _empty_words(asked)
        view.ways = (*_wider(asked, calendar), view.archive)
    return view


def archive(heading: str, asked: Asked, calendar: str, now: datetime) -> CalendarView:
    """Return what is past, latest first."""
    today = timezone.localdate(now)
    view = frame_of(heading, asked, calendar, "archive", today, past_dates(asked, now))
    past = dates(asked).past(now)
    start = (asked.page - 1) * PAGE_SIZE
    # What has ended has begun: the index of ends alone can count them.
    view.total = dates(asked).filter(end__lte=now).order_by().count()
    view.days = list(_days(past[start : start + PAGE_SIZE], now, today, calendar, asked.near))
    view.count_label = ngettext("%(n)s past date", "%(n)s past dates", view.total) % {"n": view.total}
    view.pagination = paginate(asked.page, view.total, PAGE_SIZE, asked.url.page)
    if view.total and not view.days:
        view.messages.append(no_such_page(asked))
    if not view.total:
        view.empty_heading = _("Nothing has taken place here yet")
        view.empty_text = _empty_words(asked)
        view.ways = (Link(_("What is coming up"), below(calendar, "", asked.url)),)
    return view


def count_words(total: int) -> str:
    """Return how many dates there are."""
    return ngettext("%(n)s date ahead", "%(n)s dates ahead", total) % {"n": total}


def no_such_page(asked: Asked) -> Message:
    """Return the message on a page beyond the last one."""
    return Message(
        "warn", _("There is no such page."), links=[Link(_("Go to the first page"), asked.url.page(1))]
    )


def _days(
    rows: Iterable[Occurrence], now: datetime, today: date, calendar: str, near: Near | None
) -> Iterator[DayBlock]:
    """Yield dates by the day they begin on, with the month where a new one begins."""
    month = ""
    for day, group in groupby(dated(rows), key=lambda one: one.date.first_day):
        name = wording.month_name(day)
        yield DayBlock(
            wording.day_heading(day, today),
            day.isoformat(),
            [row_of(one, now, near) for one in group],
            "" if name == month else name,
        )
        month = name


def _empty_words(asked: Asked) -> str:
    """Return in one sentence why there is nothing."""
    if not asked.is_narrowed:
        return _("The calendar is still empty.")
    return _("No date meets all of these conditions.")


def _wider(asked: Asked, calendar: str) -> Sequence[Link]:
    """Return what to look at instead: the same without days, around a place further away, or everything."""
    url, found = asked.url, []
    if asked.first_day or asked.last_day:
        found.append(Link(_("The same at any time"), url.having(von=None, bis=None)))
    if asked.near and asked.near.radius_km < 100:
        words = _("Up to 100 km around %(place)s") % {"place": asked.near.label}
        found.append(Link(words, url.having(umkreis=100)))
    if asked.words and len(url.values) > 1:
        found.append(Link(_("The same without “%(words)s”") % {"words": asked.words}, url.having(q=None)))
    if asked.is_narrowed:
        found.append(Link(_("All dates"), calendar))
    return found


def json_rows(view: CalendarView) -> list[Any]:
    """Return the rows of a list in their order, for machines."""
    return [*view.running, *(row for day in view.days for row in day.rows)]
