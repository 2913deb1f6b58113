"""Which documents of the memory index match a plan, and how well."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from search.engines import bitsets
from search.engines.agreement import REGION, cut, facet_field, radius_m, region_keys
from search.engines.memory_index import MemoryIndex
from search.engines.scores import Scores
from search.types import Group, Plan


@dataclass(frozen=True)
class Matches:
    """What a plan finds before selections (`found`), each selection by facet, and the scores of all."""

    found: int
    selections: dict[str, int]
    scores: Scores

    @property
    def hits(self) -> int:
        """Return the documents that obey every selection."""
        return reduce(and_, self.selections.values(), self.found)

    def without(self, facet: str) -> int:
        """Return the documents that obey every selection but the facet's own."""
        others = (bits for name, bits in self.selections.items() if name != facet)
        return reduce(and_, others, self.found)


def match(index: MemoryIndex, plan: Plan) -> Matches:
    """Return the documents a plan finds; filters and text decide `found`, selections come after."""
    found = eligible(index, plan.types, plan.locale, plan.now)
    if (radius := radius_m(plan)) is not None:
        found &= within(index, plan, radius)
    if plan.open_at is not None:
        found &= index.open_at(plan.open_at)
    scores = score(index, plan.groups)
    if plan.groups:
        found = scores.reaching(cut(plan), found)
    return Matches(found, selections(index, plan), scores + lifted(index, plan))


def lifted(index: MemoryIndex, plan: Plan) -> Scores:
    """Return what documents gain that have none of the plan's sinking terms."""
    if not plan.lift:
        return Scores()
    everything = (1 << index.size) - 1
    return Scores.highest([(plan.lift, everything & ~index.postings.holders(plan.sinking))])


def eligible(index: MemoryIndex, types: frozenset[str], locale: str, now: int) -> int:
    """Return the living documents of a locale and of one of the types (none: any) that are visible at a time."""
    bits = index.visible(now) & index.values("locale").any_of((locale,))
    return bits & index.values("type").any_of(types) if types else bits


def within(index: MemoryIndex, plan: Plan, radius: float) -> int:
    """Return the documents within so many metres of the plan's point."""
    distances = index.distances(plan.near.lat, plan.near.lon)
    inside = (
        ordinal
        for point, distance in distances.items()
        if distance <= radius
        for ordinal in index.points[point]
    )
    return bitsets.from_numbers(inside, index.size)


def selections(index: MemoryIndex, plan: Plan) -> dict[str, int]:
    """Return for each facet with a selection the documents that obey it."""
    selected = {
        name: index.values(facet_field(name)).any_of(values) for name, values in plan.facets.items() if values
    }
    if plan.region:
        keys = region_keys(plan)
        bits = index.values(facet_field(REGION)).any_of(keys.selected)
        bits |= index.values("areas").any_of(keys.containing)
        selected[REGION] = bits & selected.get(REGION, bits)
    return selected


def score(index: MemoryIndex, groups: Iterable[Group]) -> Scores:
    """Return the text score of every document, dead ones included."""
    return sum((score_group(index, group) for group in groups), Scores())


def score_group(index: MemoryIndex, group: Group) -> Scores:
    """Return the highest weight of each document that matches one of the group's alternatives."""
    return Scores.highest(
        (
            alternative.weight,
            reduce(and_, (index.postings.holders(part.terms) for part in alternative.all_of)),
        )
        for alternative in group.alternatives
        if alternative.all_of
    )
