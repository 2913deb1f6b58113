"""Who fits a need at a place: one search, checked against the database, those reachable when asked for first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings

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

Scope = Literal["here", "around", "everywhere"]


@dataclass(frozen=True)
class Fitting:
    """Somebody who fits, and whether they can be reached now, or on the day asked for."""

    found: Found
    is_open: bool


@dataclass(frozen=True)
class Findings:
    """Those who fit in order, how far was looked, and whether the search was ready."""

    fitting: Sequence[Fitting] = ()
    scope: Scope = "everywhere"
    is_complete: bool = True


def find(  # noqa: PLR0913 - what was asked
    need: Need,
    place: Place | None,
    table: RegionTable,
    now: datetime,
    embedded: bool,
    *,
    day: int | None = None,
) -> Findings:
    """Return who fits; queries: one to check the hits and one for their hours, however many there are."""
    try:
        hits, scope = _hits(need, place, table, now, "embedded" if embedded else None)
    except NotReady:
        return Findings(is_complete=False)
    keys = [hit.key for hit in hits]
    reachable = open_now(keys, minute_of_week(now)) if day is None else set(hours_on(keys, day))
    fitting = [Fitting(found, found.key in reachable) for found in checked(hits)]
    return Findings(sorted(fitting, key=_order), scope)


def _hits(
    need: Need, place: Place | None, table: RegionTable, now: datetime, engine: str | None
) -> tuple[Sequence[RawHit], Scope]:
    """Return the hits of the nearest scope that has enough of them; raises NotReady."""
    *nearer, (last, everywhere) = _plans(need, place, table, now)
    for scope, plan in nearer:
        hits = room.search(plan, engine).hits
        if len(hits) >= FEW:
            return hits, scope
    return room.search(everywhere, engine).hits, last


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


def _order(one: Fitting) -> tuple[bool, int, int, float, str, str]:
    """Return what comes first: reachable, then near, then what fits better."""
    distance = one.found.distance_m if one.found.distance_m is not None else float("inf")
    band = sum(distance >= limit for limit in BANDS_M)
    return (not one.is_open, band, -one.found.score, distance, one.found.title, one.found.register_id)
