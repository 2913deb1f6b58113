"""A list as its template reads it: entries, filters, chips, map, feeds and ways on."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.filters.chips import chips_of, place_line
from network.models import Organisation
from network.shapes import district_map
from portal.content_cache import cached
from portal.list_models import HiddenField, SearchBox
from portal.pagination import paginate
from portal.sites import office, site_facts
from portal.tiles import Tile, as_tile, tile_for
from portal.validity import holds_until
from portal.view_models import Link, Message

from .addresses import below, by_mail
from .asked import Asked, filters_of, understand
from .facets import facets_of
from .index import REGION, index_of
from .kinds import ListKind
from .selecting import Selection, select
from .view_models import Listing
from .ways import sorts_of, wider

CLOTH_TILES = 15
PAGE_SIZE = 20
VIEWS = {"liste": "list", "karte": "map"}


def list_context(kind: ListKind) -> Callable[[Any, HttpRequest], dict[str, Any]]:
    """Return the provider of a list page's context, for `registries.page_contexts`."""

    def provide(page: Any, request: HttpRequest) -> dict[str, Any]:
        now = timezone.now()
        asked = understand(kind, request.path, request.GET)
        selection = select(kind, asked, now)
        holds_until(request, selection.index.next_end(now))
        listing = build(kind, page.title, selection, now)
        listing.introduction = page.lead
        listing.office = office(request)
        robots = {"robots": "noindex"} if asked.is_narrowed or asked.page > 1 or not listing.total else {}
        return {"listing": listing, "json_ld_entity": _items(listing, asked, request), "meta_changes": robots}

    return provide


def build(kind: ListKind, heading: str, selection: Selection, now: datetime) -> Listing:
    """Return the listing of a selection; only the entries of the page that is shown are read."""
    asked, url = selection.asked, selection.asked.url
    listing = Listing(heading, kind.tint, cloth(kind), _search_box(asked), total=selection.total)
    listing.count_label = kind.words.count(selection.total)
    listing.view = VIEWS[asked.view]
    if kind.has_map:
        listing.views = (
            Link(_("List"), url.having(ansicht=None), listing.view == "list", icon="list"),
            Link(_("Map"), url.having(ansicht="karte"), listing.view == "map", icon="map"),
        )
    listing.facets = facets_of(kind, selection)
    listing.facet_action = url.path
    own = (REGION, *(one.parameter for one in filters_of(kind)))
    listing.facet_hidden = [HiddenField(*pair) for pair in url.hidden(own)]
    listing.chips = list(chips_of(asked, filters_of(kind)))
    listing.active_count = len(listing.chips)
    listing.clear_url = url.path if len(listing.chips) > 1 else ""
    listing.place = place_line(asked.near.label, asked.near.radius_km, url) if asked.near else None
    listing.sorts = sorts_of(kind, asked)
    start = (asked.page - 1) * PAGE_SIZE
    listing.entries = kind.entries(selection.ids[start : start + PAGE_SIZE], now)
    listing.pagination = paginate(asked.page, selection.total, PAGE_SIZE, url.page)
    listing.messages = list(_messages(asked, listing))
    listing.feeds = tuple(_feeds(kind, asked))
    listing.atom_url = below(kind, "atom", url)
    if listing.view == "map":
        listing.map = _map(selection)
    if not selection.total:
        if asked.is_narrowed:
            listing.empty_heading = _("Nothing meets all of these conditions.")
        else:
            listing.empty_heading = str(kind.words.empty_heading)
            listing.empty_text = str(kind.words.empty_text)
        listing.ways = tuple(wider(asked, url.path))
    return listing


def cloth(kind: ListKind) -> tuple[Tile, ...]:
    """Return fifteen tiles of those who publish, for the head; the same in every process."""

    def read() -> tuple[Tile, ...]:
        ids = sorted({row.organisation for row in index_of(kind).rows if row.organisation})
        codes = Organisation.objects.filter(register_id__in=ids[:CLOTH_TILES]).order_by("pk")
        tiles = [as_tile(code) for code in codes.values_list("tile", flat=True) if code]
        return tuple([*tiles, *(tile_for(f"{kind.name}-{n}") for n in range(CLOTH_TILES))][:CLOTH_TILES])

    return cached(f"list-cloth-{kind.name}", read)


def _search_box(asked: Asked) -> SearchBox:
    """Return the form with what was asked; filters travel along."""
    hidden = [HiddenField(*pair) for pair in asked.url.hidden(("q", "ort"))]
    return SearchBox(
        asked.url.path, asked.words, asked.place, hidden=hidden, place_placeholder=_("Town or postcode")
    )


def _messages(asked: Asked, listing: Listing) -> list[Message]:
    """Return what could not be meant, and that a page lies beyond the last one."""
    found = [Message("warn", note) for note in asked.notes]
    if listing.total and not listing.entries:
        first = Link(_("Go to the first page"), asked.url.page(1))
        found.append(Message("warn", _("There is no such page."), links=[first]))
    return found


def _feeds(kind: ListKind, asked: Asked) -> list[Link]:
    """Return the ways to follow what is shown."""
    found = [
        Link(_("New ones by mail"), by_mail(kind, asked.url), icon="mail"),
        Link(_("New ones as a feed (Atom)"), below(kind, "atom", asked.url), icon="link"),
    ]
    if kind.calendar:
        found.insert(
            1, Link(_("Into my calendar (iCalendar)"), below(kind, "ics", asked.url), icon="calendar")
        )
    return found


def _map(selection: Selection) -> Any:
    """Return the map of the districts with counts; a district leads to the list of what is there."""
    url = selection.asked.url
    return district_map(
        selection.counts(REGION),
        lambda key: url.having(region=key.rpartition(":")[2], ansicht=None),
        selected=[key for key in selection.asked.regions if key.startswith("district:")],
        label=_("Map: by district and city"),
    )


def _items(listing: Listing, asked: Asked, request: HttpRequest) -> dict[str, Any]:
    """Return the entries shown for machines (schema.org `ItemList`), nothing without any."""
    facts = site_facts(request)
    before = (asked.page - 1) * PAGE_SIZE
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "url": f"{facts.base_url}{entry.url}",
            "name": "".join(part.text for part in entry.title_segments),
        }
        for position, entry in enumerate(listing.entries if facts else (), before + 1)
    ]
    return {"@type": "ItemList", "numberOfItems": listing.total, "itemListElement": items} if items else {}
