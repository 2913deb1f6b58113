"""The cache of anonymous pages: one query tells whether a kept answer still holds."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from portal import changes
from portal.http import areas
from portal.http.conditional import etag_of
from portal.http.page_store import PageEntry, PageStore
from portal.logs import route_of
from portal.validity import end_of_validity
from portal.visitors import is_anonymous

# Never kept: the admin, files, what must ask the database itself, what tells each client its own budget.
NOT_KEPT = (areas.ADMIN, areas.API, areas.MONITORING, *areas.FILES)

store = PageStore(settings.PAGE_CACHE_BYTES)


class PageCacheMiddleware:
    """Answers anonymous GET requests from the store while no content changed.

    Keys are digests, so that postcodes and words people looked for cannot be read from memory dumps or logs.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return a kept answer, else that of the view, which is kept if it is for everybody."""
        with changes.reading_once():
            if not _may_be_kept(request):
                return self.get_response(request)
            generation, key = changes.generation(), key_of(request)
            entry = store.get(generation, key, timezone.now())
            if entry is not None:
                return _answer(request, entry)
            response = self.get_response(request)
            if request.method == "GET" and is_for_everybody(request, response):
                store.put(generation, key, _entry(request, response))
            return response


def key_of(request: HttpRequest) -> bytes:
    """Return the digest of scheme, host, path and query."""
    address = f"{request.scheme}://{request.get_host()}{request.path}?{request.META.get('QUERY_STRING', '')}"
    return hashlib.blake2b(address.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def is_for_everybody(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether an answer is the same for every visitor, whole, and of the newest state."""
    said = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not changes.shows_earlier_state()
        and not response.cookies
        and "no-store" not in said
        and "private" not in said
        and "cookie" not in response.headers.get("Vary", "").lower()
        and not getattr(request, "is_preview", False)
    )


def _may_be_kept(request: HttpRequest) -> bool:
    """Return whether the answer to a request may come from the store; never for Wagtail's preview requests."""
    return (
        store.max_bytes > 0
        and request.method in {"GET", "HEAD"}
        and not request.path_info.startswith(NOT_KEPT)
        and not getattr(request, "is_dummy", False)
        and is_anonymous(request)
    )


def _entry(request: HttpRequest, response: HttpResponse) -> PageEntry:
    """Return what to keep of an answer."""
    etag = response.headers.get("ETag") or etag_of(response.content)
    response.headers["ETag"] = etag
    ends = end_of_validity(request, response, timezone.now())
    return PageEntry(dict(response.headers), response.content, etag, route_of(request), ends)


def _answer(request: HttpRequest, entry: PageEntry) -> HttpResponse:
    """Return a kept answer."""
    request.route_label = f"{entry.route} kept"
    response = HttpResponse(entry.body, headers=entry.headers)
    response.page_entry = entry
    return response
