"""The order of hits in the memory index, and the page of it a plan asks for."""

from itertools import compress, islice

from search.engines import bitsets
from search.engines.agreement import CONTAINED, REGION, SEATED, WIDE, effective_sort, facet_field, region_keys
from search.engines.geodesy import distance_m
from search.engines.memory_index import MemoryIndex
from search.types import SCORE_LIMIT, Near, Plan, RawHit


def page(index: MemoryIndex, plan: Plan, hits: int, scores: dict[int, int]) -> tuple[RawHit, ...]:
    """Return the hits from `plan.offset` on, at most `plan.limit`, in the plan's order."""
    flags = bitsets.to_flags(hits, index.size)
    titled = compress(index.by_title, map(flags.__getitem__, index.by_title))
    # Sorting is stable, so everything below only has to put first what differs from the order of titles.
    sort = effective_sort(plan)
    if sort == "relevance" and plan.region:
        places = localities(index, plan)
        titled = sorted(titled, key=lambda one: places[one] * SCORE_LIMIT + scores.get(one, 0), reverse=True)
    elif sort == "relevance" and scores:
        titled = sorted(titled, key=scores.__getitem__, reverse=True)
    elif sort == "confirmed":
        titled = sorted(titled, key=lambda one: index.cards[one].confirmed_on, reverse=True)
    elif sort == "distance":
        distances = all_distances(index, plan.near)
        titled = sorted(titled, key=lambda one: distances.get(one, float("inf")))
    shown = islice(titled, plan.offset, plan.offset + plan.limit)
    return tuple(hit(index, ordinal, scores.get(ordinal, 0), plan.near) for ordinal in shown)


def localities(index: MemoryIndex, plan: Plan) -> bytearray:
    """Return the locality class of every document for the plan's regions."""
    keys = region_keys(plan)
    classes = bytearray([WIDE]) * index.size
    close = index.values("areas").any_of(keys.close)
    seated = index.values(facet_field(REGION)).any_of(keys.selected)
    for bits, locality in ((close, CONTAINED), (seated, SEATED)):
        for ordinal in compress(range(index.size), bitsets.to_flags(bits, index.size)):
            classes[ordinal] = locality
    return classes


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
