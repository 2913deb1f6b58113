"""Days of the week among folded words: "dienstags", "am Dienstag", "Dienstagnachmittag", "on Tuesday afternoon"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .analysis.fold import fold

# As they stand in addresses, Monday first.
KEYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = {fold(name): day for names in (KEYS, _ENGLISH) for day, name in enumerate(names)} | {"sonnabend": 5}
_PARTS = tuple(map(fold, ("vormittag", "nachmittag", "mittag", "morgen", "früh", "abend", "nacht")))
_PARTS += ("morning", "afternoon", "evening", "night")
# What stands before a day and says nothing more than the day does.
_BEFORE = frozenset({"am", "an", "den", "jeden", "immer", "on", "every", "each"})
_DAY = re.compile(rf"(?P<day>{'|'.join(_DAYS)})s?(?:{'|'.join(_PARTS)})?s?")
_PART = re.compile(rf"(?:{'|'.join(_PARTS)})s?")


@dataclass(frozen=True)
class DaySighting:
    """Words `first` to `last` (exclusive) that name a day of the week, Monday 0; `name` is the day's own word."""

    first: int
    last: int
    name: int
    day: int


def sight_days(words: Sequence[str]) -> Iterator[DaySighting]:
    """Yield the days that folded words name, with the little words before and the time of day behind."""
    for index, word in enumerate(words):
        if match := _DAY.fullmatch(word):
            first = index - (index > 0 and words[index - 1] in _BEFORE)
            has_part = index + 1 < len(words) and _PART.fullmatch(words[index + 1])
            yield DaySighting(first, index + 1 + bool(has_part), index, _DAYS[match["day"]])
