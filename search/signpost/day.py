"""The day of the week on which somebody has time: chosen, or said with the place ("dienstags in Görlitz")."""

from django.conf import settings

from search.analysis import analyser
from search.weekdays import KEYS, sight_days
from search.words import query_words

# What is left before a place when the day is taken out.
_BEFORE_PLACES = frozenset({"in", "bei", "um", "near"})


def day_of(key: str) -> int | None:
    """Return the day that an address names, Monday 0, None for none."""
    return KEYS.index(key) if key in KEYS else None


def key_of(day: int | None) -> str:
    """Return what stands for a day in addresses, "" for none."""
    return "" if day is None else KEYS[day]


def without_day(text: str) -> tuple[str, int | None]:
    """Return a place as it was typed without the day said with it, and the first day that is."""
    words = query_words(text, analyser(settings.LANGUAGE_CODE))
    days = list(sight_days([word.folded for word in words]))
    if not days:
        return text, None
    taken = {index for day in days for index in range(day.first, day.last)}
    left = [word for index, word in enumerate(words) if index not in taken]
    if left and left[0].folded in _BEFORE_PLACES:
        left = left[1:]
    return " ".join(word.text for word in left), days[0].day
