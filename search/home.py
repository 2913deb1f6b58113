"""What the home page shows of the network: the map, topics, who is new, alliances."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.directory_urls import directory_path
from network.models import AlliancesPage
from network.page_contexts import alliances
from network.subject_urls import SubjectUrls
from portal.addresses import page_path
from portal.content_cache import cached, cached_per_language
from portal.registries import Section
from portal.search_url import SearchUrl
from portal.sites import stale_months
from portal.tiles import Tile, as_tile, tile_for
from portal.validity import holds_until
from portal.view_models import Link

from .entries import entry_of
from .listing import region_map
from .models import SearchDocument
from .overview import overview, topic_links
from .query import TYPES
from .service import checked
from .types import RawHit
from .view_models import SearchBox

HERO_TILES = 30
NEWEST = 3
TOPICS = 18


def kept(
    name: str, block: Callable[[Any, HttpRequest], Section | None]
) -> Callable[[Any, HttpRequest], Section | None]:
    """Return a block that is built once a day and language as long as no content changes."""

    def build(page: Any, request: HttpRequest) -> Section | None:
        if overview().incomplete:
            holds_until(request, timezone.now())
            return block(page, request)
        return cached_per_language(
            f"home-{name}:{page.pk}:{timezone.localdate()}", lambda: block(page, request)
        )

    return build


def headline(page: Any, request: HttpRequest) -> str:
    """Return the promise of the first line."""
    total = overview().total
    if not total:
        return page.title
    return ngettext("%(n)s initiative. One network.", "%(n)s initiatives. One network.", total) % {"n": total}


def search_box(page: Any, request: HttpRequest) -> SearchBox:
    """Return the search of the first screen."""
    return SearchBox(
        action=directory_path(),
        suggest_url=reverse("suggest"),
        place_suggest_url=reverse("suggest_places"),
        q_placeholder=_("e.g. language café, advice"),
        place_placeholder=_("Town or postcode"),
    )


def cloth(page: Any, request: HttpRequest) -> tuple[Tile, ...]:
    """Return thirty tiles of organisations, others every day."""
    tiles = cached("home-tiles", _all_tiles)
    if len(tiles) < HERO_TILES:
        return tuple([*tiles, *(tile_for(f"hero-{n}") for n in range(HERO_TILES))][:HERO_TILES])
    start = timezone.localdate().toordinal() * 7 % len(tiles)
    return tuple((tiles + tiles)[start : start + HERO_TILES])


def _all_tiles() -> tuple[Tile, ...]:
    """Read the tiles of everything that is listed."""
    rows = SearchDocument.objects.filter(deleted=False, type__in=TYPES).order_by("register_id")
    return tuple(as_tile(tile) for tile in rows.values_list("shown__tile", flat=True) if tile)


def map_section(page: Any, request: HttpRequest) -> Section | None:
    """Return the map of the districts with a list of equal power."""
    directory = directory_path()
    if not directory or not overview().total:
        return None
    tilemap = region_map(overview(), SearchUrl(directory, {}), (), SubjectUrls().region)
    lead = _(
        "Tap an area or choose from the list. Each number counts the initiatives that are at home or active there."
    )
    return Section(
        "components/sections/tilemap.html",
        {"map": tilemap, "lead": lead, "more": Link(_("All towns"), reverse("regions"))},
        10,
        "regionen",
        _("Around your corner"),
    )


def topics(page: Any, request: HttpRequest) -> Section | None:
    """Return the topics that most work on as large words with counts, and the way to all of them."""
    links = topic_links(to_pages=True) if directory_path() else ()
    if not links:
        return None
    least = sorted((link.count for link in links), reverse=True)[:TOPICS][-1]
    often = [link for link in links if link.count >= least][:TOPICS]
    context = {"topics": often, "more": Link(_("All topics"), reverse("topics"))}
    return Section("components/sections/topics.html", context, 20, "themen", _("What it is about"))


def newest(page: Any, request: HttpRequest) -> Section | None:
    """Return who came last."""
    directory = directory_path()
    if not directory:
        return None
    rows = SearchDocument.objects.filter(deleted=False, type__in=TYPES, page__live=True)
    by_age = rows.order_by(F("page__first_published_at").desc(nulls_last=True), "register_id")
    keys = list(by_age.values_list("key", flat=True)[:NEWEST])
    found = checked([RawHit(key, "") for key in keys])
    entries = [entry_of(one, overview(), stale_months(request), directory).brief() for one in found]
    more = Link(_("All initiatives"), f"{directory}?sortierung=stand")
    return (
        Section(
            "components/sections/entries.html",
            {"entries": entries, "more": more},
            40,
            "neu",
            _("New in the network"),
        )
        if entries
        else None
    )


def alliance_cards(page: Any, request: HttpRequest) -> Section | None:
    """Return some alliances."""
    own = AlliancesPage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    listing = own.select_related("locale").first()
    if listing is None:
        return None
    cards = [replace(card, inner=(), inner_more=0) for card in alliances(listing, request)["cards"][:3]]
    more = Link(_("All alliances"), page_path(listing))
    return (
        Section(
            "components/sections/alliances.html",
            {"cards": cards, "more": more},
            50,
            "buendnisse",
            _("Alliances"),
        )
        if cards
        else None
    )
