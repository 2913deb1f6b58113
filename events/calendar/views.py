"""Answers below the calendar's address: functions of the page and the request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import EventCalendarPage
from portal.addresses import page_path
from portal.page_meta import with_entity
from portal.sites import office

from . import lists
from .addresses import ARCHIVE
from .asked import understand
from .frame import base_url, canonical, context_below, holds_until_next_turn
from .structured_data import item_list

TEMPLATE = "events/calendar_page.html"


def upcoming(page: EventCalendarPage, request: HttpRequest) -> HttpResponse:
    """Show what runs and what comes."""
    now = timezone.now()
    asked = understand(request.path, request.GET)
    view = lists.upcoming(page.title, asked, page_path(page), now)
    view.lead = page.lead
    view.office = office(request)
    context = page.get_context(request)
    before = (asked.page - 1) * lists.PAGE_SIZE
    if entity := item_list(lists.json_rows(view), base_url(request), before, view.total):
        context["meta"] = with_entity(context["meta"], entity)
    holds_until_next_turn(request, now)
    return render(request, TEMPLATE, {**context, "view": view})


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
