"""Addresses of pages that went lead on to those that took their place."""

from collections.abc import Callable

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect

from portal.addresses import page_path
from portal.http import areas
from portal.sites import site_facts

MISSING = 404
# No stored address is longer.
LONGEST = 255


class MovedMiddleware:
    """Sends on from an address without a page, in the language of the address; one query, for missing pages only.

    Wagtail's own middleware leads to the page in its own language, and to pages that are not published.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer, or the way on where there is none."""
        response = self.get_response(request)
        if response.status_code != MISSING or request.path_info.startswith(areas.ADMIN):
            return response
        if request.method not in {"GET", "HEAD"}:
            return response
        return _way_on(request) or response


def _way_on(request: HttpRequest) -> HttpResponse | None:
    """Return a redirect with the query of the request, None where no redirect leads to something published.

    A merge can be undone, so no browser may keep it for ever.
    """
    facts = site_facts(request)
    path = Redirect.normalise_path(uri_to_iri(request.path))
    if facts is None or "\0" in path or len(path) > LONGEST:
        return None
    found = Redirect.get_for_site(facts.site).filter(old_path=path).select_related("redirect_page")
    # One of this site goes before one of all sites.
    moved = found.order_by(F("site").asc(nulls_last=True)).first()
    if moved is None:
        return None
    page = moved.redirect_page
    to = (page_path(page) if page.live else "") if page is not None else moved.redirect_link
    if not to:
        return None
    query = request.META.get("QUERY_STRING", "")
    kind = HttpResponsePermanentRedirect if moved.is_permanent else HttpResponseRedirect
    return kind(f"{to}?{query}" if query and page is not None else to, headers={"Cache-Control": "no-cache"})
