"""Which documents have a value of a field: a bitset for each value."""

from collections.abc import Iterable, Sequence
from itertools import compress

from search.engines import bitsets


class ValueSets(dict[str, int]):
    """Values of one field, each with the bitset of the documents that have it."""

    def note(self, value: str, ordinal: int) -> None:
        """Add a document to a value."""
        self[value] = self.get(value, 0) | 1 << ordinal

    def any_of(self, values: Iterable[str]) -> int:
        """Return the documents that have at least one of the values."""
        bits = 0
        for value in values:
            bits |= self.get(value, 0)
        return bits

    def moved(self, alive: int, numbers: Sequence[int]) -> "ValueSets":
        """Return the sets of the living documents under their new numbers, empty sets left out."""
        found = ValueSets()
        for value, bits in self.items():
            flags = bitsets.to_flags(bits & alive, len(numbers))
            if new := bitsets.from_numbers(compress(numbers, flags), alive.bit_count()):
                found[value] = new
        return found
