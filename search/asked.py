"""A directory request as understood: what the query string asks for, and what it gets wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from .addressing import SearchUrl
from .facet_labels import FACET_KINDS
from .forms import DirectoryForm
from .places import Point, find_point
from .query import SearchRequest
from .regions import RegionTable
from .types import Near

TYPES = frozenset({"organisation", "alliance"})
PAGE_SIZE = 20
DEFAULT_RADIUS_KM = 25
SORTS = {"passend": "relevance", "nah": "distance", "name": "title", "stand": "confirmed"}


@dataclass(frozen=True)
class Asked:
    """A directory request as understood: the form's values, the place, the search request, its address."""

    values: Mapping[str, Any]
    request: SearchRequest
    point: Point | None
    url: SearchUrl
    notes: tuple[str, ...]


def understand(request: HttpRequest, table: RegionTable) -> Asked:
    """Return what a query string asks for; what it gets wrong becomes notes."""
    form = DirectoryForm(request.GET)
    values, notes = form.cleaned_data, list(form.notes)
    regions, facets = _filters(values, table, notes)
    point = _point(values, regions, notes)
    near = _near(values, point, regions)
    asked = SearchRequest(
        now=timezone.now(),
        q=values["q"],
        types=TYPES,
        regions=tuple(regions),
        facets=facets,
        near=near,
        open_now=bool(values["jetzt"]),
        sort=_sort(values, near),
        page=values["seite"] or 1,
        page_size=PAGE_SIZE,
        recognise_places=not values["woertlich"],
    )
    url = SearchUrl(request.path, _known_values(values, regions, facets, table))
    return Asked(values, asked, point, url, tuple(notes))


def _filters(
    values: Mapping[str, Any], table: RegionTable, notes: list[str]
) -> tuple[list[str], dict[str, frozenset[str]]]:
    """Return region keys and facet values that exist; unknown ones are noted, never silently dropped."""
    regions = []
    for word in values["region"]:
        key = table.find(word)
        if key:
            regions.append(key)
        else:
            notes.append(_("We do not know the area “%(word)s”; this filter was left out.") % {"word": word})
    facets = {}
    for kind in FACET_KINDS:
        labels = kind.labels()
        known = frozenset(word for word in values[kind.parameter] if word in labels)
        for word in values[kind.parameter]:
            if word not in labels:
                notes.append(
                    _("%(filter)s: there is no “%(word)s”; this filter was left out.")
                    % {"filter": kind.heading, "word": word}
                )
        if known:
            facets[kind.name] = known
    return regions, facets


def _point(values: Mapping[str, Any], regions: list[str], notes: list[str]) -> Point | None:
    """Return the place given under "Where?"; a state or district filters, an unknown place is noted."""
    if not values["ort"]:
        return None
    point = find_point(values["ort"])
    if point is None:
        notes.append(
            _("We do not know the place “%(place)s”. Try the postcode or the nearest larger town.")
            % {"place": values["ort"]}
        )
    elif point.region.startswith(("state:", "district:")):
        if point.region not in regions:
            regions.append(point.region)
        return None
    return point


def _near(values: Mapping[str, Any], point: Point | None, regions: Sequence[str]) -> Near | None:
    """Return point and radius; with areas chosen the point only measures distances."""
    if point is None:
        return None
    radius = values["umkreis"] or (None if regions else DEFAULT_RADIUS_KM)
    return Near(point.lat, point.lon, float(radius) if radius else None)


def _sort(values: Mapping[str, Any], near: Near | None) -> Any:
    """Return the order: as chosen, else by distance where only a place was given."""
    if values["sortierung"]:
        chosen = SORTS[values["sortierung"]]
        return chosen if chosen != "distance" or near else "relevance"
    return "distance" if near and not values["q"] else "relevance" if values["q"] or near else "title"


def _known_values(
    values: Mapping[str, Any],
    regions: Sequence[str],
    facets: Mapping[str, frozenset[str]],
    table: RegionTable,
) -> dict[str, Any]:
    """Return the parameters that meant something, for every address on the page."""
    kept = {
        name: values[name]
        for name in ("q", "ort", "umkreis", "jetzt", "sortierung", "ansicht", "woertlich", "seite")
    }
    kept["region"] = tuple(table.rows[key].url_key for key in regions if table.find(values["ort"]) != key)
    for kind in FACET_KINDS:
        kept[kind.parameter] = tuple(sorted(facets.get(kind.name, ())))
    return kept
