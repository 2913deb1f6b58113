"""The form of the filters: what can be chosen, without counts, and what is chosen."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from events.models import Event, EventTopic
from network.labels import topic_labels
from network.models import Region
from network.region_table import RegionRow, RegionTable, region_table
from portal.content_cache import cached
from portal.list_models import Facet, FacetValue, HiddenField

from . import whereabouts
from .asked import DEFAULT_RADIUS_KM, Asked
from .filter_kinds import FILTER_KINDS, FilterKind
from .forms import RADII
from .view_models import Filters

SHOWN = 8
# Found by links of pages; a list of everybody would be longer than the calendar.
ONLY_CHOSEN = {"veranstalter"}
ORDER_OF_LABELS = {"art", "teilnahme", "zugang"}
OWN_FIELDS = ("q", "ort", "umkreis", "von", "bis", "kostenfrei", "region")


def filters_of(asked: Asked, active_count: int) -> Filters:
    """Return the form; parameters that are no filters travel along."""
    left_out = (*OWN_FIELDS, *(kind.parameter for kind in FILTER_KINDS))
    return Filters(
        action=asked.url.path,
        hidden=[HiddenField(*pair) for pair in asked.url.hidden(left_out)],
        facets=[facet for facet in (_regions(asked), *_choices(asked), _cost(asked)) if facet.values],
        words=asked.words,
        place=asked.place,
        radius=asked.near.radius_km if asked.near else DEFAULT_RADIUS_KM,
        radii=RADII,
        first_day=asked.first_day.isoformat() if asked.first_day else "",
        last_day=asked.last_day.isoformat() if asked.last_day else "",
        active_count=active_count,
    )


def _choices(asked: Asked) -> Iterable[Facet]:
    """Yield the filters with a list of values."""
    used: Mapping[str, frozenset[str]] = cached("calendar-used", _used)
    for kind in FILTER_KINDS:
        yield _facet(kind, used.get(kind.parameter), asked.chosen.get(kind.parameter, frozenset()))


def _facet(kind: FilterKind, used: frozenset[str] | None, chosen: frozenset[str]) -> Facet:
    """Return a filter with the values that events have, the chosen ones first."""
    if kind.parameter in ONLY_CHOSEN:
        used = frozenset()
    labels = kind.labels() if chosen or used is None or used else {}
    keys = [key for key in labels if key in chosen or used is None or key in used]
    if kind.parameter not in ORDER_OF_LABELS:
        keys.sort(key=lambda key: (key not in chosen, labels[key].casefold()))
    values = [FacetValue(key, labels[key], None, key in chosen, disabled=False) for key in keys]
    cut = max(SHOWN, len(chosen))
    return Facet(kind.parameter, str(kind.heading), values[:cut], values[cut:])


def _cost(asked: Asked) -> Facet:
    """Return the one box for what costs nothing."""
    value = FacetValue("1", _("Free of charge"), None, asked.is_free, disabled=False)
    return Facet("kostenfrei", _("Cost"), (value,))


def _used() -> dict[str, frozenset[str]]:
    """Read which topics, languages and target groups published events have; two queries."""
    lists = Event.objects.filter(live=True).order_by().values_list("languages", "target_groups", "kind")
    rows = list(lists.distinct())
    topics = EventTopic.objects.filter(content_object__live=True).order_by()
    return {
        "thema": frozenset(topics.values_list("tag__slug", flat=True).distinct()) & topic_labels().keys(),
        "sprache": frozenset(code for languages, _groups, _kind in rows for code in languages),
        "zielgruppe": frozenset(group for _languages, groups, _kind in rows for group in groups),
        "art": frozenset(kind for _languages, _groups, kind in rows),
    }


def _regions(asked: Asked) -> Facet:
    """Return the districts with events, and the towns with events below chosen ones."""
    table = region_table()
    used: frozenset[str] = cached("calendar-regions", _used_regions)
    chosen = set(asked.regions)
    opened = chosen | {above for key in chosen for above in table.ancestors(key)}
    rows = [
        row
        for row in table.rows.values()
        if row.kind == "district" and (row.key in used or row.key in opened)
    ]
    rows.sort(key=lambda row: (row.key not in opened, row.label))
    values = [_value(row, chosen, _towns(row, table, used, opened)) for row in rows]
    cut = max(SHOWN, sum(row.key in opened for row in rows))
    return Facet("region", _("Area"), values[:cut], values[cut:])


def _towns(row: RegionRow, table: RegionTable, used: frozenset[str], opened: set[str]) -> list[RegionRow]:
    """Return the towns with events below an opened district; a city that is its district has none."""
    if row.key not in opened:
        return []
    towns = [
        town
        for town in table.rows.values()
        if town.parent == row.key and town.kind == "municipality" and (town.key in used or town.key in opened)
    ]
    return sorted((town for town in towns if town.name != row.name or len(towns) > 1), key=lambda t: t.label)


def _value(row: RegionRow, chosen: set[str], towns: Sequence[RegionRow]) -> FacetValue:
    """Return an area with the towns below it."""
    below = tuple(_value(town, chosen, ()) for town in towns)
    return FacetValue(
        row.url_key, row.official or row.label, None, row.key in chosen, disabled=False, children=below
    )


def _used_regions() -> frozenset[str]:
    """Read in which towns and districts published events are, as far as it may be told; three queries."""
    table = region_table()
    events = Event.objects.filter(live=True).order_by()
    pairs = set(
        events.filter(whereabouts.told_by_town()).values_list("venue__region_id", "region_id").distinct()
    )
    coarse = set(
        events.filter(whereabouts.told_at_all()).values_list("venue__region_id", "region_id").distinct()
    )
    keys = {pk: f"{kind}:{code}" for kind, code, pk in Region.objects.values_list("kind", "code", "pk")}
    towns = {keys[pk] for pair in pairs for pk in pair if pk}
    everywhere = {keys[pk] for pair in coarse for pk in pair if pk}
    above = {parent for key in towns for parent in table.ancestors(key)}
    districts = {table.district_of(key) for key in everywhere}
    return frozenset(key for key in (towns | above | districts) if key)
