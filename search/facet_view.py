"""Filters as the template shows them: values with counts, the chosen ones and the most frequent first."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from network.region_table import RegionTable
from portal.list_models import Facet, FacetValue

from .facet_labels import FACET_KINDS, FacetKind
from .service import SearchResult


def facets_of(result: SearchResult, selected: Mapping[str, frozenset[str]], open_now: bool) -> list[Facet]:
    """Return every filter but the regions'."""
    found = [_reachable_now(result, open_now)]
    found += [
        _facet(kind, result.facets.get(kind.name, {}), selected.get(kind.name, frozenset()))
        for kind in FACET_KINDS
    ]
    return [facet for facet in found if facet.values]


def _reachable_now(result: SearchResult, open_now: bool) -> Facet:
    """Return the one-box filter for who can be reached at this moment."""
    count = result.open_count or 0
    value = FacetValue("1", _("Reachable now"), count, open_now, count == 0 and not open_now)
    return Facet("jetzt", _("Opening hours"), (value,))


def _facet(kind: FacetKind, counts: Mapping[str, int], selected: frozenset[str]) -> Facet:
    """Return a filter; values nobody has are left out, except chosen ones; frequent ones stand first."""
    labels = kind.labels()
    keys = [key for key in labels if counts.get(key) or key in selected]
    keys.sort(key=lambda key: (key not in selected, -counts.get(key, 0), labels[key].casefold()))
    values = tuple(
        FacetValue(
            key, labels[key], counts.get(key, 0), key in selected, not counts.get(key) and key not in selected
        )
        for key in keys
    )
    cut = max(kind.shown, len(selected))
    return Facet(kind.parameter, str(kind.heading), values[:cut], values[cut:], is_open=True)


def region_facet(result: SearchResult, selected: Sequence[str], table: RegionTable) -> Facet:
    """Return the filter of areas: districts, and the municipalities of chosen ones below them."""
    counts = result.facets.get("region", {})
    chosen = set(selected)
    opened = chosen | {parent for key in chosen for parent in table.ancestors(key)}
    states = {parent for key in counts for parent in table.ancestors(key) if parent.startswith("state:")}
    districts = [
        row for row in table.rows.values()
        if row.kind == "district" and (row.parent in states or row.key in opened or counts.get(row.key))
    ]  # fmt: skip
    districts.sort(key=lambda row: (row.key not in opened, -counts.get(row.key, 0), row.label))
    children = _children(table, counts, opened)
    values = tuple(_value(row.key, table, counts, chosen, children.get(row.key, ())) for row in districts)
    cut = max(7, sum(row.key in opened for row in districts))
    return Facet("region", _("Area"), values[:cut], values[cut:])


def _children(table: RegionTable, counts: Mapping[str, int], opened: set[str]) -> dict[str, list[str]]:
    """Return the municipalities with results below opened districts; a city that is its district has none."""
    found: dict[str, list[str]] = {}
    for key in {*counts, *opened}:
        row = table.get(key)
        if row is None or row.kind != "municipality" or row.parent not in opened:
            continue
        parent = table.get(row.parent)
        if parent is not None and parent.name == row.name and parent.label.startswith("Stadt"):
            continue
        found.setdefault(row.parent, []).append(key)
    for keys in found.values():
        keys.sort(key=lambda key: (-counts.get(key, 0), table.rows[key].label))
    return found


def _value(
    key: str, table: RegionTable, counts: Mapping[str, int], chosen: set[str], children: Sequence[str]
) -> FacetValue:
    """Return an area with the areas below it."""
    row = table.rows[key]
    below = tuple(_value(child, table, counts, chosen, ()) for child in children)
    count = counts.get(key, 0)
    label = row.official or row.label  # it stands below its district
    return FacetValue(row.url_key, label, count, key in chosen, not count and key not in chosen, below)
