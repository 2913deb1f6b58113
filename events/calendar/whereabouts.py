"""Where events are as far as everybody may know it: the same cuts as in their records, for filters.

A filter must not tell by its hits what the record keeps back: whoever is told the district only is found by the
district, never by the town or a circle around it.
"""

from collections.abc import Iterable

from django.db.models import Q

from events.models import CoOrganiser, Venue
from network.geodesy import distance_km
from network.models import Region
from network.region_table import RegionTable, region_table
from portal.content_cache import cached
from portal.disclosure import Audience, Precision

COARSE = ("state:", "district:")
KM_PER_DEGREE = 111.0


def _unshielded() -> Q:
    """Return the condition of events where nobody involved is under the emergency switch."""
    others = CoOrganiser.objects.filter(organisation__is_shielded=True).values("event")
    return ~(Q(organiser__is_shielded=True) | Q(alliance__is_shielded=True) | Q(pk__in=others))


def told_exactly() -> Q:
    """Return the condition of events whose house everybody may know."""
    return Q(place_disclosure=Audience.PUBLIC, place_precision=Precision.EXACT) & _unshielded()


def told_by_town() -> Q:
    """Return the condition of events whose town everybody may know."""
    is_told = ~Q(place_disclosure=Audience.NOBODY) & ~Q(place_precision=Precision.DISTRICT)
    return is_told & _unshielded()


def told_at_all() -> Q:
    """Return the condition of events whose district everybody may know."""
    return ~Q(place_disclosure=Audience.NOBODY) | Q(venue=None)


def in_regions(keys: Iterable[str]) -> Q:
    """Return the condition of events in one of these regions, or below one of them."""
    table = region_table()
    found = Q(pk__in=())
    for key in keys:
        if key.startswith(COARSE):
            told = told_at_all()
        else:
            told = told_by_town() if key.startswith("municipality:") else told_exactly()
        found |= told & _lies_in(_at_or_below({key}, table))
    return found


def near(lat: float, lon: float, radius_km: float) -> Q:
    """Return the condition of events within a circle: by their house where it may be told, else by their region."""
    table = region_table()
    within = {
        key
        for key, row in table.rows.items()
        if row.lat is not None
        and row.lon is not None
        and distance_km(lat, lon, (row.lat, row.lon)) <= radius_km
    }
    towns = _at_or_below({key for key in within if not key.startswith(COARSE)}, table)
    districts = _at_or_below({key for key in within if key.startswith("district:")}, table)
    without_point = Q(venue=None) | Q(venue__lat=None) | Q(venue__lon=None) | ~told_exactly()
    by_house = told_exactly() & Q(venue_id__in=_houses_within(lat, lon, radius_km))
    by_town = told_by_town() & without_point & _lies_in(towns)
    by_district = told_at_all() & ~told_by_town() & _lies_in(districts)
    return by_house | by_town | by_district


def _houses_within(lat: float, lon: float, radius_km: float) -> list[int]:
    """Return the venues within a circle; one query, by the square around it."""
    high = radius_km / KM_PER_DEGREE
    wide = high * 2.5  # a degree of longitude is shorter; no place of ours lies beyond 66° north
    rows = Venue.objects.filter(lat__range=(lat - high, lat + high), lon__range=(lon - wide, lon + wide))
    return [
        pk
        for pk, its_lat, its_lon in rows.values_list("pk", "lat", "lon")
        if distance_km(lat, lon, (its_lat, its_lon)) <= radius_km
    ]


def _lies_in(regions: Iterable[int]) -> Q:
    """Return the condition of events whose venue, or whose own region without one, is among these."""
    ids = list(regions)
    return Q(venue__region_id__in=ids) | Q(venue=None, region_id__in=ids)


def _at_or_below(keys: set[str], table: RegionTable) -> list[int]:
    """Return the primary keys of regions and of all below them; one query after a change of content."""
    ids = region_ids()
    return [
        ids[key]
        for key in table.rows
        if key in ids and (key in keys or not keys.isdisjoint(table.ancestors(key)))
    ]


def region_ids() -> dict[str, int]:
    """Return the primary key of every region, by its key; one query after a change of content."""
    return cached("region-ids", _read_ids)


def _read_ids() -> dict[str, int]:
    """Read the primary key of every region."""
    return {f"{kind}:{code}": pk for kind, code, pk in Region.objects.values_list("kind", "code", "pk")}
