"""A question to a list as understood: what the query string asks for, and what it gets wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.labels import Labels, topic_labels
from network.place_finding import find_point
from network.region_table import RegionTable, region_table
from portal.query_forms import some
from portal.search_url import SearchUrl

from .forms import form_class
from .index import ORGANISATION, TOPIC, index_of
from .kinds import NEAREST, FilterKind, ListKind

DEFAULT_RADIUS_KM = 25
PLAIN = ("q", "ort", "ansicht", "seite")


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
    sort: str = ""
    view: str = "liste"
    page: int = 1
    place: str = ""
    place_region: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_narrowed(self) -> bool:
        """Return whether not everything is wanted."""
        return bool(self.words or self.regions or self.near or self.chosen)


def filters_of(kind: ListKind) -> tuple[FilterKind, ...]:
    """Return the filters of a kind beside that of areas: its own, then topics and organisations."""
    topics = FilterKind(TOPIC, gettext_lazy("Topic"), topic_labels, keeps_order=False)
    organisations = FilterKind(
        ORGANISATION, gettext_lazy("Organisation"), lambda: organisation_labels(kind), keeps_order=False
    )
    return (*kind.filters, topics, organisations)


def organisation_labels(kind: ListKind) -> Labels:
    """Return the names of the organisations behind the rows of a kind, by register id."""
    rows = index_of(kind).rows
    named = {row.organisation: row.organisation_name for row in rows if row.organisation}
    return {**{register_id: name for row in rows for register_id, name in row.also}, **named}


def understand(kind: ListKind, path: str, query: QueryDict) -> Asked:
    """Return what a query string asks of a list at an address; no query without a place."""
    own = tuple(one.parameter for one in kind.filters)
    form = form_class(own, (*kind.sorts, NEAREST))(query)
    values, notes, table = form.cleaned_data, list(form.notes), region_table()
    regions = _regions(values["region"], table, notes)
    chosen = dict(_chosen(kind, values, notes))
    near, place_region = _near(values["ort"], values["umkreis"], table, notes)
    if place_region:
        regions = tuple(dict.fromkeys([*regions, place_region]))
    sort = _sort(values["sortierung"], kind, near, notes)
    kept: dict[str, Any] = {name: values[name] for name in PLAIN}
    kept["umkreis"] = values["umkreis"] if near else None
    kept["sortierung"] = sort if sort != kind.sorts[0] else None
    kept["region"] = tuple(sorted(table.rows[key].url_key for key in regions if key != place_region))
    kept |= {name: tuple(sorted(words)) for name, words in chosen.items()}
    return Asked(
        SearchUrl(path, kept),
        values["q"],
        regions,
        near,
        chosen,
        sort,
        values["ansicht"] if kind.has_map else "liste",
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


def _chosen(
    kind: ListKind, values: Mapping[str, Any], notes: list[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the values of filters that exist, by parameter; unknown ones are noted."""
    for one in filters_of(kind):
        words = values[one.parameter]
        labels = one.labels() if words else {}
        if unknown := [word for word in words if word not in labels]:
            notes.append(
                _("%(filter)s: there is no “%(word)s”; this filter was left out.")
                % {"filter": one.heading, "word": some(unknown)}
            )
        if known := frozenset(word for word in words if word in labels):
            yield one.parameter, known


def _near(word: str, radius: int | None, table: RegionTable, notes: list[str]) -> tuple[Near | None, str]:
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
        return None, ""
    return Near(point.lat, point.lon, point.label, radius or DEFAULT_RADIUS_KM), ""


def _sort(word: str, kind: ListKind, near: Near | None, notes: list[str]) -> str:
    """Return the order; distance without a place is noted and means the first one."""
    if word == NEAREST and near is None:
        notes.append(_("To sort by distance, say from where."))
        return kind.sorts[0]
    return word
