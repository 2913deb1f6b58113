"""The order of hits in the memory index, and the page of it a plan asks for."""

import math
from itertools import compress, islice

from search.engines import bitsets
from search.engines.agreement import CONTAINED, REGION, SEATED, effective_sort, facet_field, region_keys
from search.engines.memory_index import Card, MemoryIndex
from search.engines.scores import Scores
from search.types import Plan, RawHit


def page(index: MemoryIndex, plan: Plan, hits: int, scores: Scores) -> tuple[RawHit, ...]:
    """Return the hits from `plan.offset` on, at most `plan.limit`, in the plan's order."""
    sort = effective_sort(plan)
    relevance = relevances(index, plan, scores) if sort == "relevance" else Scores()
    flags = bitsets.to_flags(relevance.best(plan.offset + plan.limit, hits), index.size)
    titled = compress(index.by_title, map(flags.__getitem__, index.by_title))
    distances = index.distances(plan.near.lat, plan.near.lon) if plan.near else {}
    # Sorting is stable, so everything below only has to put first what differs from the order of titles.
    if relevance.planes:
        titled = sorted(titled, key=relevance.of, reverse=True)
    elif sort == "confirmed":
        titled = sorted(titled, key=lambda one: index.cards[one].confirmed_on, reverse=True)
    elif sort == "distance":
        titled = sorted(titled, key=lambda one: distances.get(index.cards[one].point, math.inf))
    shown = islice(titled, plan.offset, plan.offset + plan.limit)
    return tuple(
        hit(index.cards[one], scores.of(one), distances.get(index.cards[one].point)) for one in shown
    )


def relevances(index: MemoryIndex, plan: Plan, scores: Scores) -> Scores:
    """Return the scores below the locality classes of the plan's regions: a closer class outdoes any text."""
    if not plan.region:
        return scores
    keys = region_keys(plan)
    close = index.values("areas").any_of(keys.close)
    seated = index.values(facet_field(REGION)).any_of(keys.selected)
    return scores.below(Scores.highest(((SEATED, seated), (CONTAINED, close))))


def hit(card: Card, score: int = 0, distance: float | None = None) -> RawHit:
    """Return one document as a hit."""
    _title, register_id, key = card.title
    return RawHit(key, register_id, score, distance)
