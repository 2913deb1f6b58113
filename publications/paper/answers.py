"""The answers with PDFs: which file, what browsers and search engines are told, what is said where there is none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from portal.http.rate_limit import RateLimit
from portal.page_context import view_context

from . import kept
from .press import CannotPrint, can_print, print_job
from .sheets import Sheet

log = logging.getLogger("portal.paper")

# What printing costs of the budget for data: 60 at once, and then one every ten seconds. What is printed already,
# and a 304 of it, costs nothing.
COST = 20.0
limit = RateLimit(settings.DATA_REQUESTS_AT_ONCE * int(COST), settings.DATA_REQUESTS_PER_SECOND)
AGAIN = 10  # seconds


@dataclass(frozen=True)
class Edition:
    """A sheet as far as it must be known to find its file: whose, how the file is called, and the state's digest."""

    subject: str
    name: str
    digest: str


def edition_of(sheet: Sheet) -> Edition:
    """Return what is remembered of a sheet while no content changes."""
    return Edition(sheet.subject, sheet.name, sheet.digest)


def paper(
    request: HttpRequest, edition: Edition, sheet: Callable[[], Sheet], page_url: str
) -> HttpResponseBase:
    """Return the file of an edition, kept or made now; a page with the way back where there is none."""
    if not can_print():
        return _not_now(request, 503, page_url)
    etag = f'"{edition.digest}"'
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return _told(unchanged, etag)
    file = kept.find(edition.subject, edition.digest)
    if file is None:
        budget = limit.take(request, COST)
        if not budget.allowed:
            return _not_now(request, 429, page_url, budget.wait)
        try:
            file = kept.make_once(edition.subject, edition.digest, lambda: print_job(sheet().job()))
        except kept.Busy:
            return _not_now(request, 503, page_url, AGAIN)
        except (CannotPrint, kept.Failed) as error:
            if isinstance(error, CannotPrint):
                log.exception("%s was not printed", edition.subject)
            return _not_now(request, 503, page_url, kept.FAILED_FOR)
    answer = FileResponse(file, as_attachment=True, filename=edition.name, content_type="application/pdf")
    return _told(answer, etag)


def _told(answer: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Return an answer with what is said of every PDF: its state, and that search engines shall show the page."""
    answer["ETag"] = etag
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _not_now(request: HttpRequest, status: int, page_url: str, wait: int = 0) -> HttpResponse:
    """Return why there is no file, with the way back to the page, which can be printed itself."""
    title = _("There is no PDF at the moment")
    context = view_context(request, title, robots="noindex")
    context |= {
        "title": title,
        "page_url": page_url,
        "wait": wait,
        "minutes": wait // 60,
        "again_url": request.path,
    }
    answer = render(request, "publications/paper/not_now.html", context, status=status)
    if wait:
        answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "no-store"
    return answer
