"""The answers of feeds: what programs are told beside the bytes."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from portal.http.conditional import etag_of
from portal.http.page_store import PageEntry
from portal.validity import next_midnight

from .kept import kept
from .standing import unchanged_since

ICALENDAR = "text/calendar; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"


def answer(
    request: HttpRequest, address: str, make: Callable[[], bytes], now: datetime, content_type: str, name: str
) -> HttpResponse:
    """Return the file of an address, kept or made now; `name` is what it is saved as."""

    def build() -> PageEntry:
        body = make()
        headers = {
            "Content-Type": content_type,
            "Content-Disposition": f'inline; filename="{name}"',
            "Last-Modified": http_date(unchanged_since(address, body, now).timestamp()),
            # Calendars in web pages may read what everybody may.
            "Access-Control-Allow-Origin": "*",
            "X-Robots-Tag": "noindex",
        }
        return PageEntry(headers, body, etag_of(body), "", next_midnight(now))

    entry = kept(address, build, now)
    response = HttpResponse(entry.body, headers={**entry.headers, "ETag": entry.etag})
    response.page_entry = entry
    return response


def refusal(notes: Sequence[str], whole: str) -> HttpResponse:
    """Return in plain words why a feed has no such filter, with the address of the whole calendar."""
    lines = [
        _("This calendar cannot be put together like this:"),
        *(f"- {note}" for note in notes),
        _("The calendar with all dates: %(address)s") % {"address": whole},
    ]
    return HttpResponse("\n".join(lines) + "\n", status=400, content_type=PLAIN)
