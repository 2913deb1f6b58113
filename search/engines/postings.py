"""Which documents hold a term: a bitset for a common one, a few numbers for one of the many rare ones."""

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import or_

from search.engines import bitsets
from search.engines.value_sets import ValueSets

COMMON = 64  # documents; fewer numbers take less memory than a bitset of some thousands


class Postings:
    """Documents by term; they are added in the order of their ordinals."""

    def __init__(self) -> None:
        self._rare: dict[str, tuple[int, ...]] = {}
        self._common = ValueSets()

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self._rare) + len(self._common)

    def add(self, holders: Mapping[str, Sequence[int]]) -> None:
        """Add documents by term, later ones than are known."""
        for term, ordinals in holders.items():
            if term in self._common:
                self._common[term] |= bitsets.from_numbers(ordinals, ordinals[-1] + 1)
                continue
            together = self._rare.pop(term, ()) + tuple(ordinals)
            if len(together) < COMMON:
                self._rare[term] = together
            else:
                self._common[term] = bitsets.from_numbers(together, together[-1] + 1)

    def holders(self, terms: Sequence[str]) -> int:
        """Return the documents that hold at least one of the terms."""
        # Most of the terms asked for stand in no document: `map` and `filter` pass over them in C.
        bits = reduce(or_, filter(None, map(self._common.get, terms)), 0)
        for number in chain.from_iterable(filter(None, map(self._rare.get, terms))):
            bits |= 1 << number
        return bits

    def moved(self, alive: int, numbers: Sequence[int]) -> "Postings":
        """Return the living documents under their new numbers; those that die have numbers below 0."""
        copy = Postings()
        copy._common = self._common.moved(alive, numbers)
        for term, old in self._rare.items():
            if new := tuple(number for one in old if (number := numbers[one]) >= 0):
                copy._rare[term] = new
        return copy
