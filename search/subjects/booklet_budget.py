"""How many booklets are made: filters that somebody makes up cost as much as a file of the directory, each time.

What the page cache has already never comes here, and costs nothing.
"""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from network.directory_urls import directory_path
from portal.http.rate_limit import RateLimit
from portal.page_context import view_context

# A booklet has up to 500 entries with their records, like a list of dates in a file.
COST = 5.0
limit = RateLimit(settings.DATA_REQUESTS_AT_ONCE, settings.DATA_REQUESTS_PER_SECOND)
# How many threads of a worker may make one at once: the others serve pages meanwhile.
AT_ONCE = 1
AGAIN = 5  # seconds
_threads = threading.BoundedSemaphore(AT_ONCE)


def made_in_turn(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `make` gives; a page that says when to come back where a network or all together want too many."""
    budget = limit.take(request, COST)
    if not budget.allowed:
        return _later(request, 429, budget.wait)
    if not _threads.acquire(blocking=False):
        limit.give_back(request, COST)
        return _later(request, 503, AGAIN)
    try:
        return make()
    finally:
        _threads.release()


def _later(request: HttpRequest, status: int, wait: int) -> HttpResponse:
    """Return when to come back, in words and for programs (RFC 6585 §4)."""
    title = _("The booklet has to wait a moment")
    context = view_context(request, title, robots="noindex")
    context |= {
        "title": title,
        "wait": wait,
        "is_too_often": status == 429,
        "again_url": request.get_full_path(),
        "directory_url": directory_path(),
    }
    answer = render(request, "search/booklet_later.html", context, status=status)
    answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "no-store"
    return answer
