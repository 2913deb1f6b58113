"""Scores of all documents at once, in binary: bit n of the i-th plane is bit i of the score of document n.

Adding, comparing and finding the best take a few operations on whole planes, however many documents there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest


@dataclass(frozen=True)
class Scores:
    """Non-negative whole numbers by document, as bitsets of documents; the least significant plane comes first."""

    planes: tuple[int, ...] = ()

    @classmethod
    def highest(cls, worths: Iterable[tuple[int, int]]) -> "Scores":
        """Return the highest weight of each document, of weights with the documents that have them."""
        planes: list[int] = []
        scored = 0
        for weight, holders in sorted(worths, reverse=True):
            unscored = (holders | scored) ^ scored
            if not unscored:
                continue
            scored |= holders
            planes += [0] * (weight.bit_length() - len(planes))
            for i in range(weight.bit_length()):
                if weight >> i & 1:
                    planes[i] |= unscored
        return cls(tuple(planes))

    def __add__(self, other: "Scores") -> "Scores":
        """Return the sum of both scores of each document."""
        sums, carry = [], 0
        for one, two in zip_longest(self.planes, other.planes, fillvalue=0):
            differing = one ^ two
            sums.append(differing ^ carry)
            carry = one & two | differing & carry
        return Scores((*sums, carry) if carry else tuple(sums))

    def below(self, classes: "Scores") -> "Scores":
        """Return scores by which a higher class comes first, then a higher score within it."""
        return Scores(self.planes + classes.planes)

    def reaching(self, least: int, among: int) -> int:
        """Return those of some documents that have at least the score."""
        above = 0
        for i in reversed(range(max(len(self.planes), least.bit_length()))):
            plane = self.planes[i] & among if i < len(self.planes) else 0
            if least >> i & 1:
                among = plane
            else:
                above |= plane
                among ^= plane
        return above | among

    def best(self, many: int, among: int) -> int:
        """Return the best so many of some documents, with all that equal the last of them."""
        better = 0
        for plane in reversed(self.planes):
            upper = among & plane
            if (better | upper).bit_count() >= many:
                among = upper
            else:
                better |= upper
                among ^= upper
        return better | among

    def of(self, number: int) -> int:
        """Return the score of one document."""
        return sum((plane >> number & 1) << i for i, plane in enumerate(self.planes))
