"""One organisation in its own pages: its entry as a card, and the alliances it takes part in as tiles."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from network.models import ActorPage
from network.models.memberships import TAKING_PART, MembershipKind
from network.page_contexts import addresses, record_of
from network.views import public_page
from portal.sites import stale_months
from portal.tiles import as_tile

from ..entries import entry_of
from ..models import SearchDocument
from ..query import SearchRequest
from ..service import Found, SearchResult, public_rows
from ..view_models import Entry
from .view_models import AllianceTile


@dataclass(frozen=True)
class Listed:
    """An entry of the directory that everybody may see, with its page."""

    page: ActorPage
    found: Found

    @property
    def name(self) -> str:
        """Return the title of its page."""
        return self.found.title


def listed(uuid: UUID) -> Listed:
    """Return the entry of a permanent id, of the one it was merged into if it was; raises Http404 unless listed."""
    page = public_page(uuid)
    keys = SearchDocument.objects.filter(page_id=page.pk).values_list("key", flat=True)
    rows = public_rows(list(keys))
    if not rows:
        raise Http404
    ((key, row),) = rows.items()
    return Listed(page, Found(key, *row, score=0, distance_m=None))


def card(one: Listed, request: HttpRequest) -> Entry:
    """Return an entry as the directory shows it."""
    nothing_asked = SearchResult.nothing(SearchRequest(timezone.now()))
    return entry_of(one.found, nothing_asked, stale_months(request), "")


def alliances(one: Listed, request: HttpRequest) -> tuple[AllianceTile, ...]:
    """Return the alliances an entry takes part in today, by name."""
    facts = [fact for fact in record_of(one.page, request).memberships if fact.status in TAKING_PART]
    to = addresses(fact.other_page_id for fact in facts)
    return tuple(
        AllianceTile(
            fact.other_name,
            to.page(fact.other_page_id),
            as_tile(fact.other_tile),
            str(MembershipKind(fact.kind).label),
        )
        for fact in sorted(facts, key=lambda fact: fact.other_name.casefold())
    )
