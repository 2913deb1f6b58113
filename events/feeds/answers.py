"""The answers of feeds: what programs are told beside the bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from portal.http.conditional import compressed, etag_of
from portal.validity import next_midnight

from . import budget
from .kept import KeptFile, kept
from .standing import unchanged_since

ICALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class File:
    """A file under an address: the whole one, with host and filters in their one form; its type, name and price."""

    address: str
    name: str
    content_type: str = ICALENDAR
    cost: float = budget.OF_LIST


def answer(request: HttpRequest, file: File, make: Callable[[], bytes], now: datetime) -> HttpResponse:
    """Return a file, kept or made now; 429 to a network that had too many made."""

    def build() -> KeptFile:
        budget.spend(request, file.cost)
        body = make()
        headers = {
            "Content-Type": file.content_type,
            "Content-Disposition": f'inline; filename="{file.name}"',
            "Last-Modified": http_date(unchanged_since(file.address, body, now).timestamp()),
            # Calendars in web pages may read what everybody may.
            "Access-Control-Allow-Origin": "*",
            "X-Robots-Tag": "noindex",
        }
        return KeptFile(headers, compressed(body), etag_of(body), next_midnight(now))

    try:
        found = kept(file.address, build, now)
    except budget.TooMany as refused:
        return budget.too_many(refused)
    response = HttpResponse(found.body, headers={**found.headers, "ETag": found.etag})
    response.page_entry = found  # holds the compressed form
    return response


def refusal(notes: Sequence[str], whole: str) -> HttpResponse:
    """Return in plain words why a feed has no such filter, with the address of the whole calendar."""
    lines = [
        _("This calendar cannot be put together like this:"),
        *(f"- {note}" for note in notes),
        _("The calendar with all dates: %(address)s") % {"address": whole},
    ]
    return HttpResponse("\n".join(lines) + "\n", status=400, content_type=budget.PLAIN)
