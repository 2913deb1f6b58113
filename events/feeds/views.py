"""Calendars as files: of a list with its filters, of an event, of one of its dates."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from events.addresses import calendar_path, calendar_ref, event_path
from events.calendar.frame import base_url
from events.calendar.rows import url_of
from events.calendar.shown import dates_named, record_of
from events.ical.writing import write
from events.records import EventRecord
from portal.addresses import prefix_of
from portal.restrictions import is_restricted
from portal.search_url import SearchUrl

from . import question
from .answers import File, answer, refusal
from .choosing import chosen
from .entries import calendar_event, date_event
from .naming import event_file, feed_file, name_of

FEED, FILE = "feed.ics", "termin.ics"
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


@below_calendar
def feed(request: HttpRequest) -> HttpResponse:
    """Return the dates of a list as a calendar to subscribe to."""
    host, now = base_url(request), timezone.now()
    try:
        asked = question.read(request.path, request.GET)
    except question.NotUnderstood as refused:
        return refusal(refused.notes, f"{host}{request.path}")
    address = f"{host}{asked.url}"

    def make() -> bytes:
        events = [calendar_event(record, host) for record in chosen(asked, now)]
        page = f"{host}{SearchUrl(calendar_path(), asked.url.values)}"
        return write(events, name=name_of(request, asked), url=address, page_url=page)

    return answer(File(address, feed_file(asked)), make, now)


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

    return answer(File(address, event_file(record)), make, timezone.now())


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

    file = File(f"{host}{request.path}", event_file(record, found[0].key))
    return answer(file, make, timezone.now())


def _record_or_404(short_id: str) -> EventRecord:
    """Return the record of a published event."""
    record = record_of(short_id)
    if record is None:
        raise Http404
    return record
