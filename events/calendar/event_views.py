"""Answers about one event: its page, all of its dates, and a page for each date of a series."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.addresses import event_part, event_path
from events.curation.survivors import survivor_of
from events.models import EventCalendarPage, Occurrence
from events.organiser_pages import organiser_pages
from events.records import EventRecord
from events.structured_data import date_node, reference, series_node
from portal.page_meta import description_of, picture_for_sharing
from portal.pagination import paginate
from portal.registries import event_sections
from portal.search_url import SearchUrl
from portal.sites import site_facts
from portal.view_models import Link

from . import wording
from .event_view import ALL_DATES, view_of
from .forms import PageForm
from .frame import base_url, canonical, context_below, holds_until_next_turn
from .reading import Dated
from .rows import row_of, title_of, url_of
from .shown import Shown, dates_named, dates_of, neighbours, next_dates, record_of

DATES_IN_DATA = 10
DATES_ON_A_PAGE = 50
TEMPLATE = "events/event.html"


def event(page: EventCalendarPage, request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Show an event; drafts, withdrawn and unknown ones answer alike, so that nobody learns which it is."""
    record = record_of(short_id)
    if record is None:
        return _leading_on(short_id)
    if record.slug != slug:
        return HttpResponsePermanentRedirect(event_path(record.slug, record.short_id))
    now = timezone.now()
    upcoming = next_dates(record, now)
    if not upcoming:
        raise Http404
    shown = Shown(record, upcoming[0], now)
    url = _canonical(request, record)
    entity = _entity(request, shown, url)
    view = view_of(shown, upcoming, base_url(request))
    return _page(page, request, shown, {"view": view}, entity, url)


def all_dates(page: EventCalendarPage, request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Show every date of a series, page by page."""
    record = record_of(short_id)
    if record is None:
        return _leading_on(short_id)
    own = f"{event_path(record.slug, record.short_id)}{ALL_DATES}/"
    if record.slug != slug or not record.schedule.is_series:
        return HttpResponsePermanentRedirect(own if record.schedule.is_series else own[: -len(ALL_DATES) - 1])
    now, form = timezone.now(), PageForm(request.GET)
    rows, number = dates_of(record), form.cleaned_data["seite"] or 1
    total, start = rows.count(), (number - 1) * DATES_ON_A_PAGE
    found = [
        row_of(Dated(date, record), now, with_day=True) for date in rows[start : start + DATES_ON_A_PAGE]
    ]
    title = _("All dates: %(title)s") % {"title": record.title}
    trail = (Link(record.title, event_path(record.slug, record.short_id)),)
    context = context_below(page, request, title, trail, robots="noindex")
    holds_until_next_turn(request, now)
    return render(
        request,
        "events/all_dates.html",
        {
            **context,
            "title": title,
            "rows": found,
            "pagination": paginate(number, total, DATES_ON_A_PAGE, SearchUrl(own, {}).page),
            "notes": [*form.notes, *form.hints],
        },
    )


def date(page: EventCalendarPage, request: HttpRequest, slug: str, short_id: str, part: str) -> HttpResponse:
    """Show one date of a series at the address it keeps when it is moved; of a single event, the event."""
    record = record_of(short_id)
    if record is None:
        return _leading_on(short_id)
    found = dates_named(record, part)
    if not found:
        return _no_such_date(page, request, record)
    own = url_of(record, found[0].key)
    if own != request.path:
        return HttpResponsePermanentRedirect(own)
    now = timezone.now()
    shown = Shown(record, found[0], now, is_date_page=True)
    before, after = (_neighbour(record, one) for one in neighbours(record, found[0]))
    view = view_of(shown, next_dates(record, now), base_url(request), previous=before, following=after)
    with override(settings.LANGUAGE_CODE):
        url = f"{base_url(request)}{url_of(record, found[0].key)}"
    series = reference(record.title, _canonical(request, record))
    entity = date_node(record, found[0], url, series, pages=organiser_pages(record.organisers))
    trail = (Link(record.title, event_path(record.slug, record.short_id)),)
    return _page(page, request, shown, {"view": view}, entity, url, trail)


def _leading_on(short_id: str) -> HttpResponse:
    """Lead from an event that became part of another one to that; a merge can be undone, so nobody may keep it."""
    survivor = survivor_of(short_id)
    if survivor is None:
        raise Http404
    to = event_path(survivor.slug, survivor.short_id)
    return HttpResponseRedirect(to, headers={"Cache-Control": "no-cache"})


def _canonical(request: HttpRequest, record: EventRecord) -> str:
    """Return the absolute address of an event in the default language."""
    return canonical(request, f"{event_part(record.slug, record.short_id)}/")


def _page(  # noqa: PLR0913, PLR0917 - what a page is made of
    page: EventCalendarPage,
    request: HttpRequest,
    shown: Shown,
    context: dict[str, Any],
    entity: dict[str, Any],
    url: str,
    trail: Sequence[Link] = (),
) -> HttpResponse:
    """Return the page of an event or a date with what other apps add to it."""
    title = title_of(shown.record, shown.fact if shown.is_date_page else None)
    if shown.is_date_page:
        title = _("%(title)s, %(day)s") % {"title": title, "day": wording.short_day(shown.date.first_day)}
    image = picture_for_sharing(shown.record.image_id, site_facts(request))
    meta = {"canonical_url": url, "description": description_of(shown.record.summary), "image": image}
    frame = context_below(page, request, title, trail, entity, og_type="article", **meta)
    sections = event_sections.for_page(shown, request)
    parts = {
        "sections": [part for part in sections if not part.is_aside],
        "aside_sections": [part for part in sections if part.is_aside],
    }
    holds_until_next_turn(request, shown.now)
    return render(request, TEMPLATE, {**frame, **context, **parts})


def _entity(request: HttpRequest, shown: Shown, url: str) -> dict[str, Any]:
    """Return what machines read of a whole event: a series with its next dates, or its only date."""
    record, pages = shown.record, organiser_pages(shown.record.organisers)
    if record.schedule.is_series:
        upcoming = dates_of(record).not_over(shown.now)[:DATES_IN_DATA]
        with override(settings.LANGUAGE_CODE):
            own = [(one, f"{base_url(request)}{url_of(record, one.key)}") for one in upcoming]
        return series_node(record, url, own, pages)
    part_of = record.part_of
    programme = None
    if part_of:
        address = canonical(request, f"{event_part(part_of.slug, part_of.short_id)}/")
        programme = reference(part_of.title, address)
    return date_node(record, shown.date, url, programme, pages)


def _neighbour(record: EventRecord, one: Occurrence | None) -> Link | None:
    """Return the way to another date of a series."""
    return Link(wording.short_day(one.first_day), url_of(record, one.key)) if one else None


def _no_such_date(page: EventCalendarPage, request: HttpRequest, record: EventRecord) -> HttpResponse:
    """Say that an event has no such date, with the way to those it has."""
    title = _("There is no such date")
    trail = (Link(record.title, event_path(record.slug, record.short_id)),)
    context = context_below(page, request, title, trail, robots="noindex")
    link = Link(record.title, event_path(record.slug, record.short_id))
    return render(request, "events/no_such_date.html", {**context, "title": title, "link": link}, status=404)
