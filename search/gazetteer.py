"""Places named in the words of a query: towns, districts, landscapes and postcodes, in the forms people type."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .analysis.fold import fold
from .reading import RecognisedPlace
from .spelling import edits

QUALIFIERS = {
    "landkreis": "district",
    "landkreises": "district",
    "kreis": "district",
    "lk": "district",
    "stadt": "municipality",
    "gemeinde": "municipality",
    "ort": "municipality",
    "region": "",
    "raum": "",
    "umland": "",
    "grossraum": "",
}
_SHORTEST_TYPO = 5
_LONG = 9
_SHORTEST_PIECE = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A region by the names it has; of equal names the larger `weight` is meant."""

    key: str
    label: str
    names: tuple[str, ...]
    weight: int = 0

    @property
    def kind(self) -> str:
        """Return what kind of region it is."""
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Area:
    """A postcode: the regions it lies in and its point in degrees."""

    code: str
    label: str
    keys: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Gazetteer:
    """Recognises places; immutable."""

    places: tuple[Place, ...] = ()
    postcodes: Mapping[str, Area] = field(default_factory=dict)

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], list[Place]]:
        """Return the places of every name and form of it, as folded words."""
        found: dict[tuple[str, ...], list[Place]] = {}
        for make in (_exact_forms, _derived_forms):
            fresh: dict[tuple[str, ...], list[Place]] = {}
            for place in self.places:
                for form in make(place):
                    if form and form not in found and place not in fresh.setdefault(form, []):
                        fresh[form].append(place)
            found |= fresh
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_name), default=1)

    @cached_property
    def _single(self) -> dict[str, list[str]]:
        """Return the names of one word by their first letter, for typing errors."""
        found: dict[str, list[str]] = {}
        for form in self._by_name:
            if len(form) == 1 and len(form[0]) >= _SHORTEST_TYPO:
                found.setdefault(form[0][0], []).append(form[0])
        return found

    def at(self, words: Sequence[str], start: int) -> tuple[int, tuple[Place, ...]]:
        """Return how many words from `start` on name a place, and which; (0, ()) for none."""
        for size in range(min(self._longest, len(words) - start), 0, -1):
            places = self._by_name.get(tuple(words[start : start + size]))
            if places:
                return size, tuple(places)
        return 0, ()

    def misspelt(self, word: str) -> tuple[Place, ...]:
        """Return the places whose name is a typing error away from a folded word that nothing else knows."""
        if len(word) < _SHORTEST_TYPO:
            return ()
        limit = 2 if len(word) >= _LONG else 1
        near = [
            (distance, name)
            for name in self._single.get(word[0], ())
            if (distance := edits(word, name, limit)) is not None
        ]
        return tuple(self._by_name[(min(near)[1],)]) if near else ()

    def postcode(self, word: str) -> Area | None:
        """Return the area of a postcode; of an unknown one what those share that begin alike."""
        if len(word) != 5 or not (word.isascii() and word.isdigit()):
            return None
        if known := self.postcodes.get(word):
            return known
        for length in (4, 3):
            near = [area for code, area in self.postcodes.items() if code.startswith(word[:length])]
            keys = set.intersection(*(set(area.keys) for area in near)) if near else set()
            if keys:
                return Area(word, word, tuple(sorted(keys)))
        return None


def choose(places: Iterable[Place], kind: str = "") -> list[Place]:
    """Return the places that are meant by one name: of the kind asked for, else towns before districts."""
    found = list(places)
    for wanted in filter(None, (kind, "municipality", "district")):
        if of_kind := [place for place in found if place.kind == wanted]:
            return of_kind
    return found


def _words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, parted at hyphens too."""
    return tuple(fold(name.replace("-", " ").replace("/", " ").replace(".", " ")).split())


def _exact_forms(place: Place) -> Iterable[tuple[str, ...]]:
    """Yield the names as they are."""
    for name in place.names:
        if len(name) > _SHORTEST_PIECE:
            yield _words(name)


def _derived_forms(place: Place) -> Iterable[tuple[str, ...]]:
    """Yield the genitive, the adjective, and the first piece of a double name or of one with an addition."""
    for name in place.names:
        words = _words(name)
        if len(name) <= _SHORTEST_PIECE:
            continue
        if len(words) == 1:
            yield from ((form,) for form in _inflected(words[0]))
        elif place.kind == "municipality":
            first = _words(name.replace("/", " ").replace("-", " ").split()[0])
            if len(first[0]) >= _SHORTEST_PIECE and first[0] not in ("bad", "neu", "alt"):
                yield first
                yield from ((form,) for form in _inflected(first[0]))


def _inflected(word: str) -> Iterable[str]:
    """Yield "Zwickaus", "Zwickauer", "Dresdner", "Bautzener", "vogtlandisch", "erzgebirgisch" of a folded name."""
    yield word + "s"
    adjectives = [word + "er"]
    if word.endswith("en"):
        adjectives.append(word[:-2] + "ner")
    if word.endswith("e"):
        adjectives = [word + "r", word[:-1] + "er"]
        adjectives.append(word[:-1] + "isch")
    if word.endswith(("land", "lausitz")):
        adjectives.append(word + "isch")
    for adjective in adjectives:
        yield adjective
        if adjective.endswith("isch"):
            yield from (adjective + ending for ending in ("e", "en", "er", "es", "em"))


Known = Callable[[str], bool]


@dataclass(frozen=True)
class Sighting:
    """Words `first` to `last` (exclusive) of a query that name a place."""

    first: int
    last: int
    places: tuple[RecognisedPlace, ...]


def sight(
    gazetteer: Gazetteer, words: Sequence[str], texts: Sequence[str], is_known: Known
) -> list[Sighting]:
    """Return the places among folded words; `is_known` tells words that mean something else, typing errors aside.

    Offsets of the places are left to the caller.
    """
    found: list[Sighting] = []
    index = 0
    while index < len(words):
        kind = QUALIFIERS.get(words[index])
        start = index + 1 if kind is not None else index
        size, places = _named(gazetteer, words, start, is_known) if start < len(words) else (0, ())
        if size:
            found.append(Sighting(index, start + size, _recognised(choose(places, kind or ""))))
            index = start + size
            continue
        if area := gazetteer.postcode(texts[index]):
            found.append(Sighting(index, index + 1, _of_postcode(area)))
        index += 1
    return found


def _named(
    gazetteer: Gazetteer, words: Sequence[str], start: int, is_known: Known
) -> tuple[int, tuple[Place, ...]]:
    """Return how many words from `start` on name which places, typing errors forgiven."""
    size, places = gazetteer.at(words, start)
    if not size and not is_known(words[start]):
        places = gazetteer.misspelt(words[start])
        size = 1 if places else 0
    return size, places


def _recognised(places: Iterable[Place]) -> tuple[RecognisedPlace, ...]:
    return tuple(RecognisedPlace(place.key, place.label, 0, 0) for place in places)


def _of_postcode(area: Area) -> tuple[RecognisedPlace, ...]:
    keys = choose([Place(key, area.label, ()) for key in area.keys])
    return tuple(RecognisedPlace(place.key, area.label, 0, 0, area.lat, area.lon) for place in keys)
