"""From a question to rows: every condition in one place, as bits; and how many each value of a filter finds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from operator import or_

from network.filters.given import Near
from network.geodesy import distance_km
from network.region_table import region_table
from portal.slugs import german_slug

from .asked import Asked
from .index import REGION, Index, index_of, places_in
from .kinds import BY_END, BY_TITLE, NEAREST, ListKind
from .rows import EVERYWHERE, Row

WORDS, NEAR = "q", "ort"
# Larger areas have no point that says how far it is.
POINTED = ("municipality:", "district:")


@dataclass(frozen=True)
class Selection:
    """The rows that a question asks for at a moment, and what each filter would find."""

    index: Index
    asked: Asked
    conditions: Mapping[str, int]
    open: int

    @cached_property
    def mask(self) -> int:
        """Return the bits of what was asked for."""
        return self._under(self.conditions)

    @property
    def total(self) -> int:
        """Return how many rows there are."""
        return self.mask.bit_count()

    @cached_property
    def ids(self) -> tuple[int, ...]:
        """Return the ids of the rows, in the order asked for."""
        return tuple(self.index.rows[at].pk for at in places_in(self.mask, self._order()))

    def counts(self, parameter: str) -> dict[str, int]:
        """Return how many rows each value of a filter finds under all other conditions."""
        mask = self._under({name: bits for name, bits in self.conditions.items() if name != parameter})
        found: Mapping[str, int] = self.index.values.get(parameter, {})
        if parameter == REGION:
            found = {key: self.index.in_region(key) for key in self._areas(found)}
        return {key: count for key, bits in found.items() if (count := (bits & mask).bit_count())}

    @staticmethod
    def _areas(found: Mapping[str, int]) -> Iterable[str]:
        """Return the regions to count: those with something of their own, and every district of their states."""
        table = region_table()
        states = {
            above for key in found for above in (key, *table.ancestors(key)) if above.startswith("state:")
        }
        districts = (
            row.key for row in table.rows.values() if row.kind == "district" and row.parent in states
        )
        return dict.fromkeys([*(key for key in found if key in table.rows), *districts])

    def _under(self, conditions: Mapping[str, int]) -> int:
        """Return what is open and meets conditions."""
        mask = self.open
        for bits in conditions.values():
            mask &= bits
        return mask

    def _order(self) -> Sequence[int]:
        """Return the places of all rows in the order asked for."""
        places = range(len(self.index.rows))
        if self.asked.sort == NEAREST and self.asked.near:
            near = self.asked.near
            return sorted(places, key=lambda at: _distance(self.index.rows[at], near))
        return places if self.asked.sort in {BY_END, BY_TITLE} else self.index.newest


def select(kind: ListKind, asked: Asked, now: datetime) -> Selection:
    """Return the rows of a kind that meet every condition; values of one filter are alternatives, filters add up."""
    index = index_of(kind)
    conditions: dict[str, int] = {}
    if asked.words:
        conditions[WORDS] = index.where(_matching(index.rows, asked.words))
    if asked.regions:
        conditions[REGION] = reduce(or_, map(index.in_region, asked.regions))
    if asked.near:
        within = (at for at, row in enumerate(index.rows) if _is_within(row, asked.near))
        conditions[NEAR] = index.where(within)
    conditions |= {name: index.any_of(name, keys) for name, keys in asked.chosen.items()}
    return Selection(index, asked, conditions, index.open(now))


def _matching(rows: Iterable[Row], words: str) -> Iterable[int]:
    """Yield the places of rows with all words, each at least as the start of one."""
    wanted = [f"-{part}" for part in german_slug(words, "").split("-") if part]
    return (at for at, row in enumerate(rows) if wanted and all(word in row.words for word in wanted))


def _is_within(row: Row, near: Near) -> bool:
    """Return whether one of a row's places lies in a circle, or it is bound to none."""
    return EVERYWHERE in row.regions or _distance(row, near) <= near.radius_km


def _distance(row: Row, near: Near) -> float:
    """Return how far the nearest of a row's places is, in kilometres; endless without one."""
    table = region_table()
    points = (table.get(key) for key in row.regions if key.startswith(POINTED))
    found = (
        distance_km(point.lat, point.lon, (near.lat, near.lon))
        for point in points
        if point is not None and point.lat is not None and point.lon is not None
    )
    return min(found, default=float("inf"))
