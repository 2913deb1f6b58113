"""The order of hits in the memory index, and the page of it a plan asks for."""

from itertools import compress, islice

from search.engines import bitsets
from search.engines.agreement import CONTAINED, REGION, SEATED, effective_sort, facet_field, region_keys
from search.engines.geodesy import distance_m
from search.engines.memory_index import MemoryIndex
from search.engines.scores import Scores
from search.types import Near, Plan, RawHit


def page(index: MemoryIndex, plan: Plan, hits: int, scores: Scores) -> tuple[RawHit, ...]:
    """Return the hits from `plan.offset` on, at most `plan.limit`, in the plan's order."""
    sort = effective_sort(plan)
    relevance = relevances(index, plan, scores) if sort == "relevance" else Scores()
    flags = bitsets.to_flags(relevance.best(plan.offset + plan.limit, hits), index.size)
    titled = compress(index.by_title, map(flags.__getitem__, index.by_title))
    # Sorting is stable, so everything below only has to put first what differs from the order of titles.
    if relevance.planes:
        titled = sorted(titled, key=relevance.of, reverse=True)
    elif sort == "confirmed":
        titled = sorted(titled, key=lambda one: index.cards[one].confirmed_on, reverse=True)
    elif sort == "distance":
        distances = all_distances(index, plan.near)
        titled = sorted(titled, key=lambda one: distances.get(one, float("inf")))
    shown = islice(titled, plan.offset, plan.offset + plan.limit)
    return tuple(hit(index, ordinal, scores.of(ordinal), plan.near) for ordinal in shown)


def relevances(index: MemoryIndex, plan: Plan, scores: Scores) -> Scores:
    """Return the scores below the locality classes of the plan's regions: a closer class outdoes any text."""
    if not plan.region:
        return scores
    keys = region_keys(plan)
    close = index.values("areas").any_of(keys.close)
    seated = index.values(facet_field(REGION)).any_of(keys.selected)
    return scores.below(Scores.highest(((SEATED, seated), (CONTAINED, close))))


def all_distances(index: MemoryIndex, near: Near) -> dict[int, float]:
    """Return the distance in metres of every document that has a point."""
    distances: dict[int, float] = {}
    for point, ordinals in index.points.items():
        distances |= dict.fromkeys(ordinals, distance_m(near.lat, near.lon, point))
    return distances


def hit(index: MemoryIndex, ordinal: int, score: int, near: Near | None) -> RawHit:
    """Return one document as a hit, with its distance if there is a point to measure from."""
    card = index.cards[ordinal]
    measured = near is not None and card.point is not None
    _, register_id, key = card.title
    distance = distance_m(near.lat, near.lon, card.point) if measured else None
    return RawHit(key, register_id, score, distance)
