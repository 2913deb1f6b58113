"""The calendar as files: of a list with its filters, of an event, of one of its dates."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.addresses import calendar_path, calendar_ref, event_path
from events.calendar.asked import Asked
from events.calendar.frame import base_url
from events.calendar.rows import url_of
from events.calendar.shown import dates_named, record_of
from events.ical.writing import write
from events.records import EventRecord
from portal.addresses import prefix_of
from portal.atom import CONTENT_TYPE as ATOM
from portal.restrictions import is_restricted
from portal.search_url import SearchUrl
from portal.sites import settings_for

from . import question
from .answers import File, answer, refusal
from .budget import OF_ONE
from .choosing import chosen
from .dates_data import dates_data
from .entries import calendar_event, date_event
from .naming import cut_words, event_file, feed_file, name_of, news_name
from .news import Frame, news

FILE = "termin.ics"
JSON = "application/json"
View = Callable[..., HttpResponse]


def below_calendar(view: View) -> View:
    """Return a view for a file below the calendar's address; there is none below other pages or a hidden calendar."""

    @require_safe
    @wraps(view)
    def found(request: HttpRequest, calendar: str, **parts: str) -> HttpResponse:
        ref = calendar_ref()
        here = f"{prefix_of(get_language() or 'de')}{calendar}"
        if ref is None or is_restricted(ref.path) or here != calendar_path():
            raise Http404
        return view(request, **parts)

    return found


def of_list(view: Callable[[HttpRequest, Asked, datetime], HttpResponse]) -> View:
    """Return a view for a file of what a list shows; query strings that mean nothing are refused in words."""

    @below_calendar
    @wraps(view)
    def understood(request: HttpRequest) -> HttpResponse:
        try:
            asked = question.read(request.path, request.GET)
        except question.NotUnderstood as refused:
            return refusal(refused.notes, f"{base_url(request)}{request.path}")
        return view(request, asked, timezone.now())

    return understood


@of_list
def feed(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    """Return the dates of a list as a calendar to subscribe to."""
    host = base_url(request)
    address = f"{host}{asked.url}"

    def make() -> bytes:
        found = chosen(asked, now)
        events = [calendar_event(record, host) for record in found.records]
        page = f"{host}{SearchUrl(calendar_path(), asked.url.values)}"
        about = cut_words() if found.is_cut else ""
        return write(events, name=name_of(request, asked), about=about, url=address, page_url=page)

    return answer(request, File(address, feed_file(asked)), make, now)


@of_list
def news_feed(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    """Return what was announced or changed lately among the dates of a list."""
    host = base_url(request)
    frame = Frame(news_name(request, asked), settings_for(request).full_name, host, localdate(now))
    file = File(f"{host}{asked.url.page(asked.page)}", feed_file(asked, "atom"), ATOM)
    return answer(request, file, lambda: news(asked, frame, now), now)


@of_list
def data(request: HttpRequest, asked: Asked, now: datetime) -> HttpResponse:
    """Return the dates of a list as data."""
    host, terms, today = base_url(request), settings_for(request), localdate(now)
    file = File(f"{host}{asked.url.page(asked.page)}", feed_file(asked, "json"), JSON)
    return answer(request, file, lambda: dates_data(asked, host, terms, today), now)


@below_calendar
def event(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Return an event with all its dates; drafts, withdrawn and unknown ones answer alike."""
    record = _record_or_404(short_id)
    page = event_path(record.slug, record.short_id)
    if record.slug != slug:
        return HttpResponsePermanentRedirect(f"{page}{FILE}")
    host = base_url(request)
    address = f"{host}{request.path}"

    def make() -> bytes:
        return write([calendar_event(record, host)], name=record.title, url=address, page_url=f"{host}{page}")

    file = File(address, event_file(record), cost=OF_ONE)
    return answer(request, file, make, timezone.now())


@below_calendar
def date(request: HttpRequest, slug: str, short_id: str, part: str) -> HttpResponse:
    """Return one date of a series at the address it keeps when it is moved; of a single event, the event."""
    record = _record_or_404(short_id)
    found = dates_named(record, part)
    if not found:
        raise Http404
    page = url_of(record, found[0].key)
    if request.path != f"{page}{FILE}":
        return HttpResponsePermanentRedirect(f"{page}{FILE}")
    host = base_url(request)

    def make() -> bytes:
        one = date_event(record, found[0].key, host)
        return write([one], name=one.words.summary, page_url=f"{host}{page}")

    file = File(f"{host}{request.path}", event_file(record, found[0].key), cost=OF_ONE)
    return answer(request, file, make, timezone.now())


def _record_or_404(short_id: str) -> EventRecord:
    """Return the record of a published event."""
    record = record_of(short_id)
    if record is None:
        raise Http404
    return record
