"""A directory request as understood: what the query string asks for, and what it gets wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from network.filters.given import DEFAULT_RADIUS_KM, known_choices, known_place, known_regions
from network.place_finding import Point
from network.region_table import RegionTable
from portal.search_url import SearchUrl

from .facet_labels import FACET_KINDS
from .forms import DirectoryForm
from .place_spelling import similar_places
from .query import TYPES, SearchRequest
from .types import Near

PAGE_SIZE = 20
PRINTED_PAGE_SIZE = 200  # entries on the list for paper
SORTS = {"passend": "relevance", "nah": "distance", "name": "title", "stand": "confirmed"}


@dataclass(frozen=True)
class Asked:
    """A directory request as understood: the form's values, the place, the search request, its address.

    `notes` say what of it could not be meant, `hints` which parameters asked for nothing.
    `namesakes` are the regions that the place given under "Where?" may mean, if there are several; `similar` the
    labels of places written almost like one that is unknown.
    """

    values: Mapping[str, Any]
    request: SearchRequest
    point: Point | None
    url: SearchUrl
    notes: tuple[str, ...]
    hints: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()


def understand(request: HttpRequest, table: RegionTable) -> Asked:
    """Return what a request asks for."""
    return understand_query(request.path, request.GET, table)


def understand_query(path: str, query: QueryDict, table: RegionTable) -> Asked:
    """Return what a query string asks for; what it gets wrong becomes notes."""
    form = DirectoryForm(query)
    values, notes = form.cleaned_data, list(form.notes)
    regions = list(known_regions(values["region"], table, notes))
    facets = {kind.name: known for kind, known in known_choices(FACET_KINDS, values, notes)}
    point, place_region = known_place(values["ort"], table, notes)
    if place_region and place_region not in regions:
        regions.append(place_region)
    near = _near(values, point, regions)
    asked = SearchRequest(
        now=timezone.now(),
        q=values["q"],
        types=TYPES,
        regions=tuple(regions),
        facets=facets,
        near=near,
        open_now=bool(values["jetzt"]),
        local_only=bool(values["nur_hier"]),
        sort=_sort(values, near, regions),
        page=values["seite"] or 1,
        page_size=PRINTED_PAGE_SIZE if values["ansicht"] == "druck" else PAGE_SIZE,
        recognise_places=not values["woertlich"],
        correct_spelling=not values["woertlich"],
    )
    url = SearchUrl(path, _known_values(values, asked, table))
    return Asked(
        values,
        asked,
        point,
        url,
        tuple(notes),
        hints=tuple(form.hints),
        namesakes=table.namesakes(values["ort"]),
        similar=tuple(row.label for row in similar_places(values["ort"], table)) if not point else (),
    )


def _near(values: Mapping[str, Any], point: Point | None, regions: Sequence[str]) -> Near | None:
    """Return point and radius; with areas chosen the point only measures distances."""
    if point is None:
        return None
    radius = values["umkreis"] or (None if regions else DEFAULT_RADIUS_KM)
    return Near(point.lat, point.lon, float(radius) if radius else None)


def _sort(values: Mapping[str, Any], near: Near | None, regions: Sequence[str]) -> Any:
    """Return the order: as chosen, else by distance where only a place was given, what is local first in an area."""
    if values["sortierung"]:
        chosen = SORTS[values["sortierung"]]
        return chosen if chosen != "distance" or near else "relevance"
    if near and not values["q"]:
        return "distance"
    return "relevance" if values["q"] or regions else "title"


def _known_values(values: Mapping[str, Any], asked: SearchRequest, table: RegionTable) -> dict[str, Any]:
    """Return the parameters that meant something, for every address on the page."""
    kept = {
        name: values[name]
        for name in (
            "q",
            "ort",
            "umkreis",
            "nur_hier",
            "jetzt",
            "sortierung",
            "ansicht",
            "woertlich",
            "seite",
        )
    }
    if asked.near is None:
        kept["umkreis"] = None
        kept["sortierung"] = None if values["sortierung"] == "nah" else values["sortierung"]
    of_place = table.find(values["ort"])
    kept["region"] = tuple(sorted(table.rows[key].url_key for key in asked.regions if key != of_place))
    for kind in FACET_KINDS:
        kept[kind.parameter] = tuple(sorted(asked.facets.get(kind.name, ())))
    return kept
