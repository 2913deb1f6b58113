"""What both engines must read out of a plan in exactly the same way."""

from dataclasses import dataclass

from search.types import Plan, Sort

STATE = "state"
REGION = "region"
SHORTEST_RADIUS_M = 1.0
LONGEST_COMPLETION = 64

SEATED, CONTAINED, WIDE = 3, 2, 1


@dataclass(frozen=True)
class RegionKeys:
    """The selected regions as sets: a document matches by `selected` in its regions or `containing` in its areas.

    `close` are those of `containing` below a state: they lift a document above those that serve the whole state.
    """

    selected: frozenset[str]
    containing: frozenset[str]
    close: frozenset[str]


def region_keys(plan: Plan) -> RegionKeys:
    """Return the sets of region keys that filter a plan's hits and decide their locality class."""
    containing = {key for selected, ancestors in plan.region for key in (selected, *ancestors)}
    return RegionKeys(
        selected=frozenset(selected for selected, _ in plan.region),
        containing=frozenset(containing),
        close=frozenset(key for key in containing if key.partition(":")[0] != STATE),
    )


def cut(plan: Plan) -> int:
    """Return the score from which on a document is a hit of a plan with groups: a match scores at least 1."""
    return max(1, plan.min_score)


def effective_sort(plan: Plan) -> Sort:
    """Return the order to use: by title where distances are asked for without a point."""
    return "title" if plan.sort == "distance" and plan.near is None else plan.sort


def radius_m(plan: Plan) -> float | None:
    """Return the radius of the plan's circle in metres, None without one."""
    if plan.near is None or plan.near.radius_km is None:
        return None
    return max(SHORTEST_RADIUS_M, plan.near.radius_km * 1000)


def facet_field(name: str) -> str:
    """Return the field in which a facet's values are kept."""
    return f"f_{name}"


def word_starts(phrase: str) -> list[int]:
    """Return the positions in a folded phrase at which completion may begin: its start, then each further word."""
    inner = range(1, len(phrase))
    return [0, *(at for at in inner if phrase[at].isalnum() and not phrase[at - 1].isalnum())]


def completion_rank(length: int, offset: int) -> int:
    """Return the rank of a completion found at an offset of a phrase: whole before inner, then short before long.

    The best is 1. Beyond LONGEST_COMPLETION characters length makes no difference: twice as many ranks exist.
    """
    return min(length, LONGEST_COMPLETION) + (LONGEST_COMPLETION if offset else 0)
