"""The form of the filters: what can be chosen, how many dates each choice finds, and what is chosen."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from network.region_table import RegionRow, RegionTable, region_table
from portal.list_models import Facet, FacetValue, HiddenField

from .asked import DEFAULT_RADIUS_KM, Asked
from .counts import Stretch, counts_of
from .facet_bits import FREE_OF_CHARGE, REGION
from .filter_kinds import FILTER_KINDS, FilterKind
from .forms import RADII
from .view_models import Filters

SHOWN = 8
# Found by links of pages; a list of everybody would be longer than the calendar.
ONLY_CHOSEN = {"veranstalter"}
ORDER_OF_LABELS = {"art", "teilnahme", "zugang"}
OWN_FIELDS = ("q", "ort", "umkreis", "von", "bis", "kostenfrei", "region")
Counts = Mapping[str, int]


def filters_of(asked: Asked, stretch: Stretch, active_count: int) -> Filters:
    """Return the form; parameters that are no filters travel along."""
    left_out = (*OWN_FIELDS, *(kind.parameter for kind in FILTER_KINDS))
    return Filters(
        action=asked.url.path,
        hidden=[HiddenField(*pair) for pair in asked.url.hidden(left_out)],
        facets=[facet for facet in _facets(asked, stretch) if facet.values],
        words=asked.words,
        place=asked.place,
        radius=asked.near.radius_km if asked.near else DEFAULT_RADIUS_KM,
        radii=RADII,
        first_day=asked.first_day.isoformat() if asked.first_day else "",
        last_day=asked.last_day.isoformat() if asked.last_day else "",
        active_count=active_count,
    )


def _facets(asked: Asked, stretch: Stretch) -> Iterable[Facet]:
    """Yield the filters with their values."""
    counts = counts_of(asked, stretch)
    yield _regions(asked, counts.of(REGION))
    for kind in FILTER_KINDS:
        yield _facet(kind, counts.of(kind.parameter), asked.chosen.get(kind.parameter, frozenset()))
    yield _cost(asked, counts.of(FREE_OF_CHARGE))


def _facet(kind: FilterKind, counts: Counts, chosen: frozenset[str]) -> Facet:
    """Return a filter; values that find nothing are left out, except chosen ones; frequent ones stand first."""
    shown = chosen if kind.parameter in ONLY_CHOSEN else chosen | counts.keys()
    labels = kind.labels() if shown else {}
    keys = [key for key in labels if key in shown]
    if kind.parameter not in ORDER_OF_LABELS:
        keys.sort(key=lambda key: (key not in chosen, -counts.get(key, 0), labels[key].casefold()))
    values = [FacetValue(key, labels[key], counts.get(key, 0), key in chosen, disabled=False) for key in keys]
    cut = max(SHOWN, len(chosen))
    return Facet(kind.parameter, str(kind.heading), values[:cut], values[cut:])


def _cost(asked: Asked, counts: Counts) -> Facet:
    """Return the one box for what costs nothing."""
    number = counts.get("1", 0)
    value = FacetValue("1", _("Free of charge"), number, asked.is_free, disabled=False)
    return Facet(FREE_OF_CHARGE, _("Cost"), (value,) if number or asked.is_free else ())


def _regions(asked: Asked, counts: Counts) -> Facet:
    """Return the districts with dates, and the towns with dates below chosen ones."""
    table, chosen = region_table(), set(asked.regions)
    opened = chosen | {above for key in chosen for above in table.ancestors(key)}
    rows = _of_kind("district", table, counts, opened)
    rows.sort(key=lambda row: (row.key not in opened, -counts.get(row.key, 0), row.label))
    values = [_value(row, counts, chosen, _towns(row, table, counts, opened)) for row in rows]
    cut = max(SHOWN, sum(row.key in opened for row in rows))
    return Facet(REGION, _("Area"), values[:cut], values[cut:])


def _of_kind(kind: str, table: RegionTable, counts: Counts, opened: set[str]) -> list[RegionRow]:
    """Return the regions of a kind that find something, or lead to a chosen one."""
    found = (table.rows[key] for key in opened | counts.keys() if key in table.rows)
    return [row for row in found if row.kind == kind]


def _towns(row: RegionRow, table: RegionTable, counts: Counts, opened: set[str]) -> list[RegionRow]:
    """Return the towns with dates below an opened district; a city that is its district has none."""
    if row.key not in opened:
        return []
    towns = [town for town in _of_kind("municipality", table, counts, opened) if town.parent == row.key]
    shown = (town for town in towns if town.name != row.name or len(towns) > 1)
    return sorted(shown, key=lambda town: (-counts.get(town.key, 0), town.label))


def _value(row: RegionRow, counts: Counts, chosen: set[str], towns: Sequence[RegionRow]) -> FacetValue:
    """Return an area with the towns below it."""
    below = tuple(_value(town, counts, chosen, ()) for town in towns)
    label, number = row.official or row.label, counts.get(row.key, 0)
    return FacetValue(row.url_key, label, number, row.key in chosen, disabled=False, children=below)
