"""How alike two dates are, from what stands in them alone; no Django, no database."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from network.care.likeness import folded

TITLE, PLACE, TOWN, URL, UID = "title", "place", "town", "url", "uid"
NEAR = timedelta(minutes=30)
ENOUGH = 0.6
# Courses of one organiser at one time have like titles; only nearly equal ones are the same.
ENOUGH_OF_ONE = 0.85
# So many that follow within the half hour are compared with each date, at most.
MOST_NEIGHBOURS = 100
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Sighting:
    """One date of an event as duplicates are recognised by it."""

    event: int
    day: date
    start: datetime
    title: str
    place_key: str = ""
    town: str = ""
    organiser: int | None = None
    url: str = ""
    uids: frozenset[str] = frozenset()
    feeds: frozenset[int] = frozenset()

    @cached_property
    def grams(self) -> frozenset[str]:
        """Return the threes of letters of the title's words, as PostgreSQL's pg_trgm makes them."""
        return trigrams(self.title)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return the numbers in the title."""
        return frozenset(word for word in _WORD.findall(folded(self.title)) if word.isdigit())


@dataclass(frozen=True)
class Match:
    """Two events that may be one, the smaller key first, how alike they are (0 to 100), and why."""

    first: int
    second: int
    score: int
    reasons: tuple[str, ...]


def trigrams(text: str) -> frozenset[str]:
    """Return the threes of letters of a text's words, with two blanks before and one behind."""
    words = (f"  {word} " for word in _WORD.findall(folded(text)))
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))


def title_likeness(one: Sighting, other: Sighting) -> float:
    """Return the share of common threes, 0 to 1; different numbers mean different courses."""
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return 0.0
    union = len(one.grams | other.grams)
    return len(one.grams & other.grams) / union if union else 0.0


def match(one: Sighting, other: Sighting) -> Match | None:
    """Return that two dates may be one event, None where they are not: another day, time, place or title."""
    if one.event == other.event or one.day != other.day or abs(one.start - other.start) > NEAR:
        return None
    if one.feeds & other.feeds:
        return None  # whoever wrote both into one calendar meant two
    reasons = [URL] if one.url and one.url == other.url else []
    reasons += [UID] if one.uids & other.uids else []
    likeness = title_likeness(one, other)
    is_one_organiser = one.organiser is not None and one.organiser == other.organiser
    enough = ENOUGH_OF_ONE if is_one_organiser else ENOUGH
    where = _where(one, other)
    if where and likeness >= enough:
        reasons = [TITLE, where, *reasons]
    elif not reasons or is_one_organiser:
        return None
    first, second = sorted((one.event, other.event))
    return Match(first, second, max(round(likeness * 100), 60), tuple(reasons))


def _where(one: Sighting, other: Sighting) -> str:
    """Return what two dates share of their place, "" where nothing."""
    if one.place_key and one.place_key == other.place_key:
        return PLACE
    return TOWN if one.town and folded(one.town) == folded(other.town) else ""


def matches(sightings: Iterable[Sighting]) -> Iterator[Match]:
    """Yield every pair of events that may be one, once; compared are those that share day and place, link or UID."""
    blocks: dict[tuple[str, str, date], list[Sighting]] = defaultdict(list)
    for one in sightings:
        for kind, key in _keys(one):
            blocks[kind, key, one.day].append(one)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        members.sort(key=lambda one: (one.start, one.event))
        for at, one in enumerate(members):
            for other in members[at + 1 : at + 1 + MOST_NEIGHBOURS]:
                if other.start - one.start > NEAR:
                    break
                pair = (min(one.event, other.event), max(one.event, other.event))
                if pair not in seen and (found := match(one, other)):
                    seen.add(pair)
                    yield found


def _keys(one: Sighting) -> Iterator[tuple[str, str]]:
    """Yield what two dates must share one of."""
    if one.place_key:
        yield PLACE, one.place_key
    if one.town:
        yield TOWN, folded(one.town)
    if one.url:
        yield URL, one.url
    for uid in one.uids:
        yield UID, uid
