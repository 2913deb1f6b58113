"""Who fits a need at a place: one search, checked against the database, those reachable when asked for first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.conf import settings

from network.choices import Reach
from network.opening import minute_of_week
from network.region_table import RegionTable
from search.engine_room import NotReady, room
from search.models import SearchDocument
from search.open_days import hours_on
from search.service import Found, checked
from search.types import Near, Plan, RawHit

from .needs import Need
from .place import Place
from .plan import plan_of

FEW = 3  # with fewer than these, the search goes on around the place, then everywhere
AROUND_KM = 60.0
BANDS_M = (10_000, 25_000, 50_000)  # within a band, what fits better comes first
ONLINE_BAND = 2.5  # who works online is nearer than whoever sits beyond the last band
FAR = 3  # of those far away who can be reached now, so many are named

Scope = Literal["here", "around", "everywhere"]


@dataclass(frozen=True)
class Fitting:
    """Somebody who fits, and whether they can be reached now, or on the day asked for."""

    found: Found
    is_open: bool


@dataclass(frozen=True)
class Findings:
    """Those who fit in order, how far was looked, and whether the search was ready.

    `nobody_now`: somebody needs help at once, and nobody near can be reached; `far` are then those elsewhere who can.
    """

    fitting: Sequence[Fitting] = ()
    scope: Scope = "everywhere"
    is_complete: bool = True
    far: Sequence[Fitting] = ()
    nobody_now: bool = False


def find(  # noqa: PLR0913 - what was asked
    need: Need,
    place: Place | None,
    table: RegionTable,
    now: datetime,
    embedded: bool,
    *,
    day: int | None = None,
) -> Findings:
    """Return who fits; queries: one to check the hits and one for their hours, however many there are.

    Where an urgent need finds nobody who can be reached now, one more for those further away.
    """
    engine = "embedded" if embedded else None
    try:
        hits, scope = _hits(need, place, table, now, engine)
        keys = [hit.key for hit in hits]
        reachable = open_now(keys, minute_of_week(now)) if day is None else set(hours_on(keys, day))
        inside = [_inside(found, place, table) for found in checked(hits)]
        fitting = [Fitting(found, found.key in reachable) for found in inside]
        is_urgent = need.is_urgent and day is None and place is not None and not place.is_state
        if not is_urgent or any(one.is_open for one in fitting):
            return Findings(sorted(fitting, key=_order), scope)
        far = _reachable_far(need, place, now, engine)
    except NotReady:
        return Findings(is_complete=False)
    return Findings(sorted(fitting, key=_order), scope, far=far, nobody_now=True)


def _inside(found: Found, place: Place | None, table: RegionTable) -> Found:
    """Return what was found with no distance from a district that it sits in: that would be one to its middle."""
    if place is None or not place.region.startswith("district:"):
        return found
    sits = table.district_of(found.shown.get("place", "")) == place.region
    return replace(found, distance_m=0.0) if sits else found


def _reachable_far(need: Need, place: Place, now: datetime, engine: str | None) -> Sequence[Fitting]:
    """Return the nearest of all who can be reached now, wherever they are; raises NotReady."""
    near = Near(place.lat, place.lon) if place.lat is not None and place.lon is not None else None
    plan = replace(plan_of(need, None, near, now), open_at=minute_of_week(now))
    found = [Fitting(one, is_open=True) for one in checked(room.search(plan, engine).hits)]
    return sorted(found, key=_order)[:FAR]


def _hits(
    need: Need, place: Place | None, table: RegionTable, now: datetime, engine: str | None
) -> tuple[Sequence[RawHit], Scope]:
    """Return the hits of the nearest scope that has enough of them; raises NotReady.

    Whoever serves the place from elsewhere, or online, stays among them when the search goes further; those online do
    not count, because a room nearby is what the search goes on for.
    """
    hits: dict[str, RawHit] = {}
    online = 0
    reached: Scope = "everywhere"
    for reached, plan in _plans(need, place, table, now):  # noqa: B007 - the last one is told
        result = room.search(replace(plan, count_facets=("reach",)), engine)
        hits |= {hit.key: hit for hit in result.hits if hit.key not in hits}
        online = max(online, result.facets["reach"].get(Reach.ONLINE, 0))
        if len(hits) - online >= FEW:
            break
    return tuple(hits.values()), reached


def _plans(
    need: Need, place: Place | None, table: RegionTable, now: datetime
) -> Sequence[tuple[Scope, Plan]]:
    """Return the searches from near to far."""
    if place is None or place.region == f"state:{settings.HOME_STATE}":
        return [("everywhere", plan_of(need, None, None, now))]
    plans: list[tuple[Scope, Plan]] = []
    is_measured = place.lat is not None and place.lon is not None and not place.is_state
    near = Near(place.lat, place.lon) if is_measured else None
    if place.region:
        key = place.area(table)
        plans.append(("here", plan_of(need, (key, table.ancestors(key)), near, now)))
    if near is not None:
        plans.append(("around", plan_of(need, None, Near(near.lat, near.lon, AROUND_KM), now)))
    plans.append(("everywhere", plan_of(need, None, near, now)))
    return plans


def open_now(keys: Sequence[str], minute: int) -> set[str]:
    """Return those documents whose people can be reached in this minute of the week; one query."""
    rows = SearchDocument.objects.filter(key__in=keys, deleted=False).order_by()
    return {
        key
        for key, ranges in rows.values_list("key", "data__open")
        if any(start <= minute < end for start, end in ranges or ())
    }


def _order(one: Fitting) -> tuple[bool, float, int, float, str, str]:
    """Return what comes first: reachable, then near, then online, then what fits better."""
    distance = one.found.distance_m if one.found.distance_m is not None else float("inf")
    band: float = sum(distance >= limit for limit in BANDS_M)
    if Reach.ONLINE in one.found.shown.get("reach", ()):
        band = min(band, ONLINE_BAND)
    return (not one.is_open, band, -one.found.score, distance, one.found.title, one.found.register_id)
