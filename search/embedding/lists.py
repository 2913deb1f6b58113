"""The embedded list and map: the directory's own answer, cut to what fits into a frame."""

from dataclasses import replace

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from network.directory_urls import directory_path
from network.opening import all_turns, next_turn
from network.region_table import RegionTable, region_table
from network.shapes import district_map
from portal.embedding.appearance import MAP, NAMES, Appearance
from portal.pagination import paginate
from portal.search_url import SearchUrl
from portal.sites import stale_months
from portal.validity import holds_until
from portal.view_models import Message
from portal.visitors import is_anonymous

from ..area_counts import area_counts, area_words
from ..conditions import describe
from ..directory_request import PAGE_SIZE, Asked, understand_query
from ..entries import entry_of
from ..service import SearchResult, search
from ..wording import count_words, messages
from .view_models import EmbeddedList


def asked_in(query: QueryDict, table: RegionTable) -> Asked:
    """Return the filters of an embedded page's address, without its look; never more than a page of entries."""
    filters = query.copy()
    for name in NAMES:
        filters.pop(name, None)
    asked = understand_query("", filters, table)
    return replace(asked, request=replace(asked.request, page_size=PAGE_SIZE))


def embed_url(asked: Asked, look: Appearance) -> SearchUrl:
    """Return the address of the embedded page with these filters and this look."""
    return SearchUrl(reverse("embed"), {**asked.url.values, **look.parameters})


def directory_url(asked: Asked) -> SearchUrl:
    """Return the address of the same filters in the directory."""
    return asked.url.at(directory_path(), without=NAMES)


def heading_of(asked: Asked, table: RegionTable) -> str:
    """Return what a list is called: what it is about, and for everything just that."""
    conditions = describe(asked, table)
    return (
        _("Initiatives: %(conditions)s") % {"conditions": " · ".join(conditions)}
        if conditions
        else _("Initiatives")
    )


def embedded_list(request: HttpRequest, look: Appearance) -> EmbeddedList:
    """Return a page of the list, or the map, with what was not understood said above it."""
    table = region_table()
    asked = asked_in(request.GET, table)
    asked = replace(asked, url=embed_url(asked, look), notes=(*look.notes, *asked.notes))
    result = search(asked.request, prefer_embedded=not is_anonymous(request))
    now = asked.request.now
    holds_until(request, now if result.incomplete else next_turn(all_turns(), now))
    pages = paginate(asked.request.page, result.total, PAGE_SIZE, asked.url.page)
    conditions = describe(asked, table)
    return EmbeddedList(
        heading=_("Initiatives"),
        conditions=conditions,
        count_label=count_words(result.total, has_query=bool(conditions)),
        entries=[entry_of(found, result, stale_months(request), "") for found in result.found],
        map=_map(asked, result) if look.view == MAP else None,
        messages=_messages(asked, result, table),
        all_url=str(directory_url(asked)),
        previous_url=pages.previous_url if pages else "",
        next_url=pages.next_url if pages else "",
        area_words=area_words(area_counts(result, table)),
        page_label=_("Page %(n)s of %(pages)s") % {"n": pages.number, "pages": pages.pages} if pages else "",
    )


def _map(asked: Asked, result: SearchResult) -> object:
    """Return the map of the districts; each leads to the same filters there, in the portal."""
    url = directory_url(asked)
    return district_map(
        result.facets.get("region", {}),
        lambda key: url.having(region=key.rpartition(":")[2], ort=None, umkreis=None),
        selected=[key for key in asked.request.regions if key.startswith("district:")],
        label=_("Map: initiatives by district and city"),
    )


def _messages(asked: Asked, result: SearchResult, table: RegionTable) -> list[Message]:
    """Return what the reader should know; without the links, which would leave the frame for half of the page."""
    found = [replace(message, links=()) for message in messages(asked, result, table)]
    if result.reading.corrected:
        text = _("Showing results for “%(words)s”.") % {"words": result.reading.corrected}
        found.append(Message("info", text))
    return found
