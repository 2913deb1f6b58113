"""How much work one file may make: dates written out, repetitions counted."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from events.ical import bounds


class Allowance:
    """How many dates may be written out for one file, so that no feed costs more than its share."""

    def __init__(self) -> None:
        """Begin with everything."""
        self.left = bounds.EXPANDED_IN_ALL
        self.repetitions_left = bounds.REPETITIONS_IN_ALL
        self.counting_left = bounds.COUNTED_AGAIN

    def take(self, starts: Iterator[datetime]) -> tuple[list[datetime], bool]:
        """Return as many of the starts as one component may have, and whether these are all."""
        found = list(islice(starts, min(bounds.EXPANDED, self.left)))
        self.left -= len(found)
        return found, next(starts, None) is None

    def may_repeat(self, rule: str) -> bool:
        """Return whether the file may hold one more series with this rule."""
        self.repetitions_left -= _count(rule)
        return self.repetitions_left >= 0

    def may_look(self, rule: str) -> bool:
        """Return whether the dates of a series may be looked through once more."""
        self.counting_left -= max(_count(rule), 100)
        return self.counting_left >= 0


def _count(rule: str) -> int:
    """Return the COUNT of a rule, or 0."""
    return int(rule.partition("COUNT=")[2].partition(";")[0] or 0)
