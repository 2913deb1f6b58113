"""The files beside a list: what is new as Atom, what ends as iCalendar, with the same filters as the list."""

from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.addresses import prefix_of
from portal.atom import CONTENT_TYPE as ATOM
from portal.search_url import SearchUrl
from portal.sites import portal_settings, site_facts
from portal.validity import holds_until

from .addresses import below, list_path
from .asked import Asked, understand
from .feeds import PAGE_SIZE, Frame, feed
from .index import index_of
from .kinds import NEWEST, ListKind, list_kinds
from .selecting import select

PLAIN = "text/plain; charset=utf-8"
ICALENDAR = "text/calendar; charset=utf-8"
# More than anybody's calendar wants to hold; the earliest ends come first.
MOST_DATES = 500


@require_safe
def list_file(request: HttpRequest, above: str, file: str, ending: str) -> HttpResponse:
    """Return a file of a list; there is none below other pages, nor of a list that is not for everybody."""
    kind = next((one for one in list_kinds if one.file == file), None)
    here = f"{prefix_of(get_language() or 'de')}{above}"
    facts = site_facts(request)
    if kind is None or facts is None or here != list_path(kind) or (ending == "ics" and not kind.calendar):
        raise Http404
    asked = understand(kind, request.path, request.GET)
    if asked.notes:
        return _refused(asked, f"{facts.base_url}{request.path}")
    now = timezone.now()
    holds_until(request, index_of(kind).next_end(now))
    make = _atom if ending == "atom" else _calendar
    return make(request, kind, asked, now)


def _atom(request: HttpRequest, kind: ListKind, asked: Asked, now: datetime) -> HttpResponse:
    """Return what was published last."""
    facts = site_facts(request)
    publisher = portal_settings(facts.site).full_name
    chosen = select(kind, replace(asked, sort=NEWEST), now).ids[:PAGE_SIZE]
    kept = {name: value for name, value in asked.url.values.items() if name != "seite"}
    links = {
        "self": f"{facts.base_url}{below(kind, 'atom', asked.url)}",
        "alternate": f"{facts.base_url}{SearchUrl(list_path(kind), kept)}",
    }
    frame = Frame(f"{kind.words.feed_title} – {publisher}", publisher, links)
    return _file(feed(kind.told(chosen), frame), ATOM, f"{kind.file}.atom")


def _calendar(request: HttpRequest, kind: ListKind, asked: Asked, now: datetime) -> HttpResponse:
    """Return the ends that are to come."""
    ids = select(kind, replace(asked, sort=kind.sorts[0]), now).ids[:MOST_DATES]
    return _file(kind.calendar(ids, request), ICALENDAR, f"{kind.file}.ics")


def _file(body: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file that programs ask for; pages of others may read it."""
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Access-Control-Allow-Origin": "*",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(body, content_type=content_type, headers=headers)


def _refused(asked: Asked, whole: str) -> HttpResponse:
    """Return in plain words why there is no such feed: nobody looks at one, so nothing may be left out silently."""
    lines = [
        _("This feed cannot be put together like this:"),
        *(f"- {note}" for note in asked.notes),
        _("Without filters: %(address)s") % {"address": whole},
    ]
    return HttpResponse("\n".join(lines) + "\n", status=400, content_type=PLAIN)
