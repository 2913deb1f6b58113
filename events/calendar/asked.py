"""A question to the calendar as understood: what the query string asks for, and what it gets wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from network.place_finding import Point, find_point
from network.region_table import RegionTable, region_table
from portal.query_forms import some
from portal.search_url import SearchUrl

from .filter_kinds import FILTER_KINDS
from .forms import CalendarForm

DEFAULT_RADIUS_KM = 25
PLAIN = ("q", "ort", "umkreis", "kostenfrei", "seite")


@dataclass(frozen=True)
class Near:
    """A point with what it is called and how far around it somebody would go."""

    lat: float
    lon: float
    label: str
    radius_km: int


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see: `notes` say what could not be meant; `url` has everything that could."""

    url: SearchUrl
    words: str = ""
    regions: tuple[str, ...] = ()
    near: Near | None = None
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_free: bool = False
    first_day: date | None = None
    last_day: date | None = None
    page: int = 1
    place: str = ""
    place_region: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Return whether not everything is wanted."""
        days = self.first_day or self.last_day
        return bool(self.words or self.regions or self.near or self.chosen or self.is_free or days)


def understand(path: str, query: QueryDict) -> Asked:
    """Return what a query string asks of the calendar at an address; no query without a place."""
    form = CalendarForm(query)
    values, notes, table = form.cleaned_data, list(form.notes), region_table()
    regions, chosen = _regions(values["region"], table, notes), _chosen(values, notes)
    point, place_region = _place(values["ort"], table, notes)
    if place_region:
        regions = tuple(dict.fromkeys([*regions, place_region]))
    near = Near(point.lat, point.lon, point.label, values["umkreis"] or DEFAULT_RADIUS_KM) if point else None
    first, last = _days(values, notes)
    kept: dict[str, Any] = {name: values[name] for name in PLAIN}
    kept |= {"von": first and first.isoformat(), "bis": last and last.isoformat()}
    kept["umkreis"] = values["umkreis"] if near else None
    kept["region"] = tuple(sorted(table.rows[key].url_key for key in regions if key != place_region))
    kept |= {name: tuple(sorted(words)) for name, words in chosen.items()}
    return Asked(
        SearchUrl(path, kept),
        values["q"],
        regions,
        near,
        chosen,
        bool(values["kostenfrei"]),
        first,
        last,
        values["seite"] or 1,
        values["ort"],
        place_region,
        (*notes, *form.hints),
    )


def _regions(words: Sequence[str], table: RegionTable, notes: list[str]) -> tuple[str, ...]:
    """Return the keys of regions that exist; unknown ones are noted, never silently dropped."""
    found = {word: table.find(word) for word in words}
    if unknown := [word for word, key in found.items() if key is None]:
        notes.append(
            _("We do not know the area “%(word)s”; this filter was left out.") % {"word": some(unknown)}
        )
    return tuple(dict.fromkeys(key for key in found.values() if key))


def _chosen(values: Mapping[str, Any], notes: list[str]) -> dict[str, frozenset[str]]:
    """Return the values of filters that exist, by parameter; unknown ones are noted."""
    chosen = {}
    for kind in FILTER_KINDS:
        words = values[kind.parameter]
        labels = kind.labels() if words else {}
        if unknown := [word for word in words if word not in labels]:
            notes.append(
                _("%(filter)s: there is no “%(word)s”; this filter was left out.")
                % {"filter": kind.heading, "word": some(unknown)}
            )
        if known := frozenset(word for word in words if word in labels):
            chosen[kind.parameter] = known
    return chosen


def _place(word: str, table: RegionTable, notes: list[str]) -> tuple[Point | None, str]:
    """Return the point of a town or postcode, or the key of a district or state, which is too large for a point."""
    if not word:
        return None, ""
    point = find_point(word)
    region = point.region if point else table.find(word)
    if region and (point is None or region.startswith(("state:", "district:"))):
        return None, region
    if point is None:
        notes.append(
            _("We do not know the place “%(place)s”. Try the postcode or the nearest larger town.")
            % {"place": word}
        )
    return point, ""


def _days(values: Mapping[str, Any], notes: list[str]) -> tuple[date | None, date | None]:
    """Return the first and the last day; in the wrong order they are turned around and that is noted."""
    first, last = values["von"], values["bis"]
    if first and last and last < first:
        notes.append(_("The last day lay before the first one; we turned them around."))
        return last, first
    return first, last
