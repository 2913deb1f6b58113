"""Completions of the embedded engine: every beginning of a phrase or of a word in it, sorted for bisection."""

import bisect
from array import array
from collections.abc import Iterable, Sequence

from search.engines.agreement import completion_rank, word_starts

LAST_CHARACTER = "\U0010ffff"
FEW = 50
SHORT_PREFIX = 2
OWNER_BITS, OFFSET_BITS = 32, 16


class CompletionTable:
    """Two aligned arrays: where each beginning is found, sorted by its text, and how it ranks, with its owner."""

    def __init__(self) -> None:
        self._phrases: list[str] = []
        self._owners = array("I")
        self._places = array("Q")
        self._ranks = array("Q")
        self._short: dict[str, list[int]] = {}

    def add(self, completions: Iterable[tuple[int, str]]) -> None:
        """Take in phrases with the ordinal of the document they complete to."""
        self._short.clear()
        places = []
        for owner, phrase in completions:
            if not phrase or len(phrase) >> OFFSET_BITS:
                continue
            self._phrases.append(phrase)
            self._owners.append(owner)
            number = len(self._phrases) - 1
            places += [number << OFFSET_BITS | offset for offset in word_starts(phrase)]
        if len(places) < FEW:
            for place in places:
                at = bisect.bisect_right(self._places, self._text(place), key=self._text)
                self._places.insert(at, place)
                self._ranks.insert(at, self._rank(place))
        else:
            self._places = array("Q", sorted([*self._places, *places], key=self._text))
            self._ranks = array("Q", map(self._rank, self._places))

    def ranked(self, prefix: str) -> Iterable[tuple[int, int]]:
        """Return (rank, owner) of all that begins with the prefix, best first; equal ranks are equally good."""
        ranks = self._short.get(prefix)
        if ranks is None:
            low = bisect.bisect_left(self._places, prefix, key=self._text)
            high = bisect.bisect_right(self._places, prefix + LAST_CHARACTER, key=self._text)
            ranks = sorted(self._ranks[low:high])
            # Of the first letters typed there are few, and each begins thousands of words.
            if ranks and len(prefix) <= SHORT_PREFIX:
                self._short[prefix] = ranks
        owner = (1 << OWNER_BITS) - 1
        return ((packed >> OWNER_BITS, packed & owner) for packed in ranks)

    def moved(self, numbers: Sequence[int]) -> "CompletionTable":
        """Return a table with each owner's new number; owners renumbered below 0 are left out."""
        table = CompletionTable()
        pairs = zip(self._owners, self._phrases, strict=True)
        table.add((new, phrase) for owner, phrase in pairs if (new := numbers[owner]) >= 0)
        return table

    def _text(self, place: int) -> str:
        number, offset = place >> OFFSET_BITS, place & ((1 << OFFSET_BITS) - 1)
        return self._phrases[number][offset:]

    def _rank(self, place: int) -> int:
        number, offset = place >> OFFSET_BITS, place & ((1 << OFFSET_BITS) - 1)
        return completion_rank(len(self._phrases[number]), offset) << OWNER_BITS | self._owners[number]
