"""Who has a range of time that holds a moment: visible now, reachable at this minute of the week."""

import math

Ranges = tuple[tuple[float, float], ...]


class Timetable:
    """Bitsets of documents by their half-open ranges; the last answer is kept for as long as it stays right."""

    def __init__(self) -> None:
        self._holders: dict[Ranges, int] = {}
        self._forget_answer()

    def note(self, ranges: Ranges, ordinal: int) -> None:
        """Add a document with its ranges."""
        self._holders[ranges] = self._holders.get(ranges, 0) | 1 << ordinal
        self._forget_answer()

    def holding(self, moment: int) -> int:
        """Return the documents with a range that holds the moment."""
        if not self._since <= moment < self._until:
            self._answer(moment)
        return self._bits

    def _forget_answer(self) -> None:
        self._since, self._until, self._bits = math.inf, -math.inf, 0

    def _answer(self, moment: int) -> None:
        bits, since, until = 0, -math.inf, math.inf
        for ranges, holders in self._holders.items():
            for start, end in ranges:
                if start <= moment < end:
                    bits |= holders
                for boundary in (start, end):
                    if boundary <= moment:
                        since = max(since, boundary)
                    else:
                        until = min(until, boundary)
        self._since, self._until, self._bits = since, until, bits
