"""A question to the calendar as understood: what the query string asks for, and what it gets wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from network.filters.given import Near, around, known_choices, known_place, known_regions
from network.region_table import region_table
from portal.search_url import SearchUrl

from .filter_kinds import FILTER_KINDS
from .forms import CalendarForm

PLAIN = ("q", "ort", "umkreis", "kostenfrei", "seite")


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
    regions = known_regions(values["region"], table, notes)
    chosen = {kind.parameter: known for kind, known in known_choices(FILTER_KINDS, values, notes)}
    point, place_region = known_place(values["ort"], table, notes)
    if place_region:
        regions = tuple(dict.fromkeys([*regions, place_region]))
    near = around(point, values["umkreis"])
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


def _days(values: Mapping[str, Any], notes: list[str]) -> tuple[date | None, date | None]:
    """Return the first and the last day; in the wrong order they are turned around and that is noted."""
    first, last = values["von"], values["bis"]
    if first and last and last < first:
        notes.append(_("The last day lay before the first one; we turned them around."))
        return last, first
    return first, last
