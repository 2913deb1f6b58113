"""The members' directory: the question, the hits and the counts are the public directory's, the rows its reader's."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from network.circles import Circle
from network.region_table import region_table
from portal.list_models import Pagination
from portal.sites import office, stale_months
from search.directory_request import understand_query
from search.listing import build
from search.service import search
from search.view_models import Listing

from .rows import MemberRow, rows


@dataclass(frozen=True)
class Answer:
    """A listing without rows of its own, the members' rows, and the way to further ones."""

    listing: Listing
    rows: list[MemberRow]
    pagination: Pagination | None


def answer(request: HttpRequest, circle: Circle, engine: str | None = None) -> Answer:
    """Return the answer to a member's question; `engine` names one by force, for comparing.

    Signed-in people are answered from memory, like everywhere in the search.
    """
    table = region_table()
    asked = understand_query(request.path, _without_paper(request.GET), table)
    result = search(asked.request, prefer_embedded=engine is None, engine=engine)
    listing = build(_("Find members"), asked, result, table, stale_months(request))
    found = rows(listing.entries, result.found, circle)
    listing.entries, pagination, listing.pagination = (), listing.pagination, None
    # What leads out of here: files, mails and other people's pages hold what everybody sees.
    listing.exports, listing.subscribe_url, listing.embed_url = (), "", ""
    # Suggestions lead to public pages.
    listing.search = replace(listing.search, suggest_url="")
    listing.office = office(request)
    return Answer(listing, found, pagination)


def _without_paper(query: QueryDict) -> QueryDict:
    """Return the question in a list: the one for paper is the public's."""
    if query.get("ansicht") != "druck":
        return query
    query = query.copy()
    del query["ansicht"]
    return query
