"""The directory as its template reads it: results, filters, chips and ways on."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.choices import Weekday
from network.filters.chips import place_line
from network.opening import all_turns, next_turn
from network.region_table import RegionTable, region_table
from network.shapes import district_map
from portal.content_cache import cached
from portal.pagination import paginate
from portal.search_url import SearchUrl
from portal.sites import office, site_facts, stale_months
from portal.tiles import Tile, as_tile, tile_for
from portal.validity import holds_until
from portal.view_models import Link
from portal.visitors import is_anonymous

from .area_counts import area_counts, area_words, selected_regions
from .directory_request import SORTS, Asked, understand
from .embedding.addressing import make_snippet_path
from .entries import entry_of
from .facet_labels import FACET_KINDS, reach_labels
from .facet_view import facets_of, region_facet
from .models import SearchDocument
from .open_days import marked
from .opendata.links import export_links
from .overview import topic_links
from .paper import with_contacts
from .reading import Reading, RecognisedDay, RecognisedPlace
from .relaxing import relaxations
from .service import SearchResult, search
from .signpost.crisis import help_at_once
from .structured_data import item_list
from .subscriptions.addressing import subscribe_path
from .view_models import Chip, Correction, HiddenField, Listing, SearchBox
from .wording import count_words, distinct, empty_words, messages, naming

HEAD_TINT = Tile(6, 0, 0, 0)
CLOTH_TILES = 15
VIEWS = {"liste": "list", "karte": "map", "druck": "print"}
NOT_IN_FILTERS = ("region", *(kind.parameter for kind in FACET_KINDS), "jetzt")


def directory_listing(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the directory's template context."""
    table = region_table()
    asked = understand(request, table)
    result = search(asked.request, prefer_embedded=not is_anonymous(request))
    holds_until(
        request, asked.request.now if result.incomplete else next_turn(all_turns(), asked.request.now)
    )
    listing = build(page.title, asked, result, table, stale_months(request))
    listing.introduction = page.lead
    listing.help_at_once = help_at_once(asked.values["q"])
    listing.office = office(request)
    ways = (
        ("names", _("A to Z")),
        ("places", _("By place")),
        ("topics", _("Topics")),
        ("regions", _("Places")),
    )
    listing.ways = tuple(Link(label, reverse(name)) for name, label in ways)
    return {
        "listing": listing,
        "json_ld_entity": _items(asked, listing, request),
        "meta_changes": {} if page.lead or page.search_description else {"description": _description()},
    }


def _description() -> str:
    """Return what search engines show of a directory that nobody described."""
    return _("Associations, initiatives and alliances near you: search by words, place and topic.")


def _items(asked: Asked, listing: Listing, request: HttpRequest) -> dict[str, Any]:
    """Return the entries shown for machines; the list for paper is not for them."""
    facts = site_facts(request)
    if facts is None or listing.view == "print":
        return {}
    before = (asked.request.page - 1) * asked.request.page_size
    return item_list(listing.entries, facts.base_url, before, listing.total)


def build(heading: str, asked: Asked, result: SearchResult, table: RegionTable, stale: int) -> Listing:
    """Return the whole listing of an answer."""
    url = asked.url
    selected = selected_regions(result)
    chips = _chips(asked, result, table)
    listing = Listing(heading, HEAD_TINT, cloth(), search_box(asked), total=result.total)
    listing.has_query = bool(asked.values["q"] or asked.values["ort"] or chips)
    listing.count_label = count_words(result.total, listing.has_query)
    counts = area_counts(result, table)
    listing.area_words = area_words(counts)
    if counts and counts.here and listing.area_words:
        listing.local_link = Link(_("Only those in it"), url.having(nur_hier="1"))
    listing.view = VIEWS[asked.values["ansicht"]]
    listing.views = (
        Link(_("List"), url.having(ansicht=None), listing.view == "list", icon="list"),
        Link(_("Map"), url.having(ansicht="karte"), listing.view == "map", icon="map"),
    )
    listing.facets = (
        region_facet(result, selected, table),
        *facets_of(result, asked.request.facets, open_now=asked.request.open_now),
    )
    listing.facet_action = url.path
    listing.facet_hidden = [HiddenField(*pair) for pair in url.hidden(NOT_IN_FILTERS)]
    listing.chips = chips
    listing.active_count = len(chips)
    listing.clear_url = _clear_url(asked, result) if len(chips) > 1 else ""
    if asked.point and asked.request.near:
        listing.place = place_line(asked.point.label, asked.request.near.radius_km, asked.url)
    listing.sorts = sorts(asked)
    entries = [entry_of(found, result, stale, url.path) for found in result.found]
    listing.entries = marked(entries, result.found, dict.fromkeys(day.day for day in result.reading.days))
    listing.pagination = paginate(asked.request.page, result.total, asked.request.page_size, url.page)
    listing.messages = messages(asked, result, table)
    listing.corrected = correction(result.reading, asked.values["q"], asked.url)
    if listing.view == "print":
        listing.entries = with_contacts(listing.entries, result.found)
    else:
        booklet = url.at(reverse("booklet"), without=("ansicht",))
        listing.exports = (
            Link(_("List for printing"), url.having(ansicht="druck"), icon="print"),
            Link(_("Booklet with registers"), str(booklet), icon="print"),
            *export_links(url),
        )
    if listing.view == "map":
        listing.map = region_map(result, url, selected)
    if not result.reading.too_vague and listing.view != "print":
        listing.subscribe_url = subscribe_path(url)
        listing.embed_url = make_snippet_path(url)
    if result.total == 0:
        listing.relaxations = relaxations(asked, table)
        if result.reading.too_vague or not listing.relaxations:
            listing.ideas = topic_links()
        if result.reading.too_vague:
            listing.empty_heading = _("What are you looking for?")
        else:
            listing.empty_text = empty_words(asked, table)
    return listing


def _chips(asked: Asked, result: SearchResult, table: RegionTable) -> list[Chip]:
    """Return the active filters, each with the address without it."""
    url = asked.url
    chips = []
    for key in asked.request.regions:
        row = table.rows[key]
        from_place = table.find(asked.values["ort"]) == key
        remove = url.without("ort") if from_place else url.without("region", row.url_key)
        chips.append(Chip(row.label, remove, _("Area")))
    places = distinct(result.reading.places)
    for place in places:
        others = [other for other in places if other.start == place.start and other.label != place.label]
        left = naming(asked.values["q"], place, others)
        chips.append(Chip(place.label, url.having(q=left), _("Area")))
    for day in result.reading.days:
        label = str(Weekday(day.day).label)
        chips.append(Chip(label, url.having(q=words_without(asked.values["q"], [day])), _("Day")))
    for kind in FACET_KINDS:
        labels = kind.labels()
        for word in sorted(asked.request.facets.get(kind.name, ()), key=lambda word: labels[word]):
            chips.append(Chip(labels[word], url.without(kind.parameter, word), str(kind.heading)))
    if asked.request.local_only and selected_regions(result):
        chips.append(Chip(_("Nobody from elsewhere"), url.without("nur_hier")))
    if asked.request.open_now:
        chips.append(Chip(_("Reachable now"), url.without("jetzt")))
    if asked.point is not None and asked.request.near:
        radius = asked.request.near.radius_km
        words = _("up to %(km)s km around %(place)s") if radius else _("distance from %(place)s")
        label = words % {"km": int(radius or 0), "place": asked.point.label}
        chips.append(Chip(label, url.having(ort=None, umkreis=None)))
    return chips


def words_without(text: str, recognised: Iterable[RecognisedPlace | RecognisedDay]) -> str:
    """Return the words of a query without the places and days recognised in them."""
    for one in sorted(recognised, key=lambda one: -one.start):
        text = naming(text, one, [])
    return " ".join(text.split())


def _clear_url(asked: Asked, result: SearchResult) -> str:
    """Return the address of the same words without any filter, in the same view."""
    recognised = {one.start: one for one in (*result.reading.places, *result.reading.days)}
    words = words_without(asked.values["q"], recognised.values())
    return str(SearchUrl(asked.url.path, {"q": words, "ansicht": asked.values["ansicht"]}))


def sorts(asked: Asked) -> list[Link]:
    """Return the orders that make sense for this search."""
    possible = [("name", _("Name")), ("stand", _("Recently confirmed"))]
    if asked.request.near:
        possible.insert(0, ("nah", _("Distance")))
    if asked.values["q"] or asked.request.regions:
        possible.insert(0, ("passend", _("Best match first")))
    return [
        Link(label, asked.url.having(sortierung=word), current=SORTS[word] == asked.request.sort)
        for word, label in possible
    ]


def correction(reading: Reading, q: str, url: SearchUrl) -> Correction | None:
    """Return what was searched instead of a misspelt query; without words where their spelling is not certain."""
    if not reading.corrected:
        return None
    return Correction(q, reading.corrected if reading.is_written else "", url.having(woertlich="1"))


def region_map(
    result: SearchResult,
    url: SearchUrl,
    selected: Sequence[str],
    district_url: Callable[[str], str] | None = None,
) -> Any:
    """Return the map of the districts with counts and links that choose one, or lead elsewhere."""
    counts = result.facets.get("region", {})
    reach = result.facets.get("reach", {})
    elsewhere = [
        Link(label, url.having(reichweite=key), count=reach.get(key, 0))
        for key, label in reach_labels().items()
        if reach.get(key)
    ]
    return district_map(
        counts,
        district_url or (lambda key: url.having(region=key.rpartition(":")[2])),
        selected=[key for key in selected if key.startswith("district:")],
        label=_("Map: initiatives by district and city"),
        elsewhere=elsewhere,
    )


def search_box(asked: Asked) -> SearchBox:
    """Return the form with what was asked; filters travel along."""
    hidden = [HiddenField(*pair) for pair in asked.url.hidden(("q", "ort", "woertlich", "sortierung"))]
    return SearchBox(
        action=asked.url.path,
        q=asked.values["q"],
        place=asked.values["ort"],
        suggest_url=reverse("suggest"),
        place_suggest_url=reverse("suggest_places"),
        hidden=hidden,
        q_placeholder=_("e.g. language café, advice"),
        place_placeholder=_("Town or postcode"),
    )


def cloth() -> tuple[Tile, ...]:
    """Return fifteen tiles of organisations for the head; the same as long as content does not change."""

    def build_cloth() -> tuple[Tile, ...]:
        rows = SearchDocument.objects.filter(deleted=False, type="organisation").order_by("key")
        tiles = [as_tile(tile) for tile in rows.values_list("shown__tile", flat=True)[:CLOTH_TILES]]
        return tuple([*tiles, *(tile_for(f"cloth-{n}") for n in range(CLOTH_TILES))][:CLOTH_TILES])

    return cached("directory-cloth", build_cloth)
