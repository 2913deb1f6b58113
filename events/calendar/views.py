"""Answers below the calendar's address: functions of the page and the request."""

from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.feeds.subscribing import ANCHOR as SUBSCRIBE
from events.models import EventCalendarPage
from portal.addresses import page_path
from portal.page_meta import with_entity
from portal.sites import office
from portal.view_models import Link

from . import lists, months, weeks
from .addresses import ARCHIVE, month_part, route, week_part
from .asked import understand
from .embedding import snippet
from .forms import FIRST_YEAR, LAST_YEAR
from .frame import base_url, canonical, context_below, holds_until_next_turn
from .span import Span, known_span
from .structured_data import item_list
from .view_models import CalendarView

TEMPLATE = "events/calendar_page.html"


def upcoming(page: EventCalendarPage, request: HttpRequest) -> HttpResponse:
    """Show what runs and what comes."""
    now = timezone.now()
    asked = understand(request.path, request.GET)
    view = lists.upcoming(page.title, asked, page_path(page), now)
    view.lead = page.lead
    view.office = office(request)
    view.actions = _actions()
    view.snippet = snippet(asked, page_path(page), page.title, base_url(request)) if view.total else ""
    context = page.get_context(request)
    before = (asked.page - 1) * lists.PAGE_SIZE
    if entity := item_list(lists.json_rows(view), base_url(request), before, view.total):
        context["meta"] = with_entity(context["meta"], entity)
    holds_until_next_turn(request, now)
    return render(request, TEMPLATE, {**context, "view": view})


def _actions() -> tuple[Link, ...]:
    """Return what can be done with the calendar, as far as a part of the portal answers it."""
    found = (
        Link(_("Subscribe to this calendar"), f"#{SUBSCRIBE}", icon="calendar"),
        Link(_("Propose a date"), route("propose_event"), icon="plus"),
    )
    return tuple(link for link in found if link.url)


def archive(page: EventCalendarPage, request: HttpRequest) -> HttpResponse:
    """Show what is past."""
    now = timezone.now()
    title = _("Past events")
    view = lists.archive(title, understand(request.path, request.GET), page_path(page), now)
    view.office = office(request)
    robots = "noindex" if view.is_narrowed or not view.total else ""
    context = context_below(
        page, request, title, canonical_url=canonical(request, f"{ARCHIVE}/"), robots=robots
    )
    holds_until_next_turn(request, now)
    return render(request, TEMPLATE, {**context, "view": view})


def month(page: EventCalendarPage, request: HttpRequest, year: str, number: str) -> HttpResponse:
    """Show a month as a table; months without dates around them are not there, so that no crawler gets lost."""
    first = _day_or_404(int(year), int(number), 1)
    known = _known_or_404(first, months.next_month(first) - timedelta(days=1))
    now = timezone.now()
    view = months.month(understand(request.path, request.GET), page_path(page), first, known, now)
    return _answer(page, request, view, now, f"{month_part(first)}/")


def week(page: EventCalendarPage, request: HttpRequest, year: str, number: str) -> HttpResponse:
    """Show a week by day."""
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError as error:
        raise Http404 from error
    _day_or_404(monday.year, monday.month, monday.day)
    known, now = _known_or_404(monday, monday + timedelta(days=6)), timezone.now()
    view = weeks.week(understand(request.path, request.GET), page_path(page), monday, known, now)
    return _answer(page, request, view, now, f"{week_part(monday)}/", is_listed=False)


def day(page: EventCalendarPage, request: HttpRequest, year: str, number: str, of_month: str) -> HttpResponse:
    """Show a day."""
    shown = _day_or_404(int(year), int(number), int(of_month))
    known, now = _known_or_404(shown, shown), timezone.now()
    view = weeks.day(understand(request.path, request.GET), page_path(page), shown, known, now)
    return _answer(page, request, view, now, f"{shown.isoformat()}/", is_listed=False)


def _day_or_404(year: int, number: int, of_month: int) -> date:
    """Return a day within the years that anybody plans for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    try:
        return date(year, number, of_month)
    except ValueError as error:
        raise Http404 from error


def _known_or_404(first: date, last: date) -> Span:
    """Return the span of the calendar if some days belong to it."""
    known = known_span(first, last)
    if known is None:
        raise Http404
    return known


def _answer(  # noqa: PLR0913, PLR0917 - what an answer is made of
    page: EventCalendarPage,
    request: HttpRequest,
    view: CalendarView,
    now: datetime,
    part: str,
    is_listed: bool = True,
) -> HttpResponse:
    """Return a month, week or day; search engines are shown unfiltered months that have dates, nothing else."""
    view.office = office(request)
    robots = "" if is_listed and view.total and not view.is_narrowed else "noindex"
    url = canonical(request, part)
    context = context_below(page, request, view.heading, canonical_url=url, robots=robots)
    holds_until_next_turn(request, now)
    return render(request, TEMPLATE, {**context, "view": view})
