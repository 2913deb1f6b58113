"""Topics and a place that an event probably has, from its own words, with the word that says so.

A topic is suggested where one of its names begins a word of title, summary or description; a place where the venue's
postcode or town is known to be one municipality only. Nothing is set before an editor agrees.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from events.models import Venue
from network.care.likeness import folded
from network.models import Postcode, Region, Topic

_WORD = re.compile(r"[a-z0-9]+")
# Shorter names must be a whole word: “Ehe” is no beginning of “Ehemalige”.
SHORTEST_BEGINNING = 4
MOST_TOPICS = 5


@dataclass(frozen=True)
class Suggestion:
    """Something that may fit, and the word by which it was found."""

    pk: int
    label: str
    word: str


@dataclass(frozen=True)
class Vocabulary:
    """All topics with their names, folded; read once for many events."""

    topics: tuple[tuple[int, str, tuple[tuple[str, ...], ...]], ...]


def vocabulary() -> Vocabulary:
    """Return the topics."""
    rows = Topic.objects.order_by("name").values_list("pk", "name", "synonyms")
    return Vocabulary(tuple((pk, name, _phrases([name, *synonyms])) for pk, name, synonyms in rows))


def _phrases(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return names as sequences of folded words."""
    return tuple(filter(None, (tuple(_WORD.findall(folded(name))) for name in names)))


def topics_for(texts: Iterable[str], known: Vocabulary) -> list[Suggestion]:
    """Return topics named in the texts, those of the first text first."""
    found: dict[int, Suggestion] = {}
    for text in texts:
        original = re.findall(r"\w+", text)
        words = [word for one in original for word in _WORD.findall(folded(one))]
        for pk, name, phrases in known.topics:
            word = next((word for phrase in phrases if (word := _named(phrase, words))), "")
            if word and pk not in found:
                shown = next((one for one in original if word in folded(one)), word)
                found[pk] = Suggestion(pk, name, shown)
    return list(found.values())[:MOST_TOPICS]


def _named(phrase: tuple[str, ...], words: list[str]) -> str:
    """Return the word of a text with which a phrase begins there, "" where it is not named."""
    size = len(phrase)
    for at in range(len(words) - size + 1):
        part = words[at : at + size]
        if part[:-1] != list(phrase[:-1]):
            continue
        last, said = phrase[-1], part[-1]
        if said == last or (len(last) >= SHORTEST_BEGINNING and said.startswith(last)):
            return said
    return ""


def regions_for(venues: Iterable[Venue]) -> dict[int, Suggestion]:
    """Return the municipality of each venue without one, by the venue's key: two queries for all."""
    waiting = [venue for venue in venues if venue.region_id is None and (venue.postcode or venue.town)]
    if not waiting:
        return {}
    codes = Postcode.objects.filter(code__in={venue.postcode for venue in waiting}).prefetch_related(
        "regions"
    )
    by_code = {row.code: list(row.regions.all()) for row in codes}
    names = {venue.town for venue in waiting if venue.town}
    towns = list(Region.objects.filter(kind="municipality", name__in=names).defer("shape"))
    found = {}
    for venue in waiting:
        same_code = by_code.get(venue.postcode, [])
        same_name = [row for row in same_code or towns if row.name == venue.town]
        candidates = same_name or (same_code if not venue.town else [])
        if len(candidates) == 1:
            region = candidates[0]
            word = venue.town if same_name else venue.postcode
            found[venue.pk] = Suggestion(region.pk, str(region), word)
    return found
