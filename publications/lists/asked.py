"""A question to a list as understood: what the query string asks for, and what it gets wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.filters.given import Near, around, known_choices, known_place, known_regions
from network.filters.kinds import FilterKind
from network.labels import Labels, topic_labels
from network.region_table import region_table
from portal.search_url import SearchUrl

from .forms import form_class
from .index import ORGANISATION, TOPIC, index_of
from .kinds import NEAREST, ListKind

PLAIN = ("q", "ort", "ansicht", "seite")


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
    topics = FilterKind(TOPIC, gettext_lazy("Topic"), topic_labels)
    organisations = FilterKind(ORGANISATION, gettext_lazy("Organisation"), lambda: organisation_labels(kind))
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
    regions = known_regions(values["region"], table, notes)
    chosen = {one.parameter: known for one, known in known_choices(filters_of(kind), values, notes)}
    point, place_region = known_place(values["ort"], table, notes)
    near = around(point, values["umkreis"])
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


def _sort(word: str, kind: ListKind, near: Near | None, notes: list[str]) -> str:
    """Return the order; distance without a place is noted and means the first one."""
    if word == NEAREST and near is None:
        notes.append(_("To sort by distance, say from where."))
        return kind.sorts[0]
    return word
