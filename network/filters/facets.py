"""Filters as their form shows them: what can be chosen, how much each choice finds, and what is chosen."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from network.region_table import RegionRow, RegionTable, region_table
from portal.list_models import Facet, FacetValue

from .kinds import FilterKind

REGION = "region"
SHOWN = 8
Counts = Mapping[str, int]


def facet_of(kind: FilterKind, counts: Counts, chosen: frozenset[str]) -> Facet:
    """Return a filter; values that find nothing are left out, except chosen ones."""
    shown = chosen if kind.only_chosen else chosen | counts.keys()
    labels = kind.labels() if shown else {}
    keys = [key for key in labels if key in shown]
    if not kind.keeps_order:
        keys.sort(key=lambda key: (key not in chosen, -counts.get(key, 0), labels[key].casefold()))
    values = [FacetValue(key, labels[key], counts.get(key, 0), key in chosen, disabled=False) for key in keys]
    cut = max(SHOWN, len(chosen))
    return Facet(kind.parameter, str(kind.heading), tuple(values[:cut]), tuple(values[cut:]))


def region_facet(counts: Counts, chosen: Collection[str]) -> Facet:
    """Return the districts in which there is something, and the towns below chosen ones."""
    table, wanted = region_table(), set(chosen)
    opened = wanted | {above for key in wanted for above in table.ancestors(key)}
    rows = _of_kind("district", table, counts, opened)
    rows.sort(key=lambda row: (row.key not in opened, -counts.get(row.key, 0), row.label))
    values = [_value(row, counts, wanted, _towns(row, table, counts, opened)) for row in rows]
    cut = max(SHOWN, sum(row.key in opened for row in rows))
    return Facet(REGION, _("Area"), tuple(values[:cut]), tuple(values[cut:]))


def _of_kind(kind: str, table: RegionTable, counts: Counts, opened: set[str]) -> list[RegionRow]:
    """Return the regions of a kind that find something, or lead to a chosen one."""
    found = (table.rows[key] for key in opened | counts.keys() if key in table.rows)
    return [row for row in found if row.kind == kind]


def _towns(row: RegionRow, table: RegionTable, counts: Counts, opened: set[str]) -> list[RegionRow]:
    """Return the towns with something below an opened district; a city that is its district has none."""
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
