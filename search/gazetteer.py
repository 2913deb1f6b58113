"""Places named in the words of a query: towns, districts, landscapes and postcodes, in the forms people type."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .analysis.fold import fold
from .reading import RecognisedPlace
from .spelling import edits

# What may stand before a name, and the kind of place it asks for.
QUALIFIERS = {
    **dict.fromkeys(("landkreis", "landkreises", "kreis", "kreises", "lk"), "district"),
    **dict.fromkeys(("stadt", "gemeinde", "ort"), "municipality"),
    **dict.fromkeys(("region", "raum", "umland", "grossraum"), ""),
}
_BETWEEN = str.maketrans({"-": " ", "/": " ", "(": " ", ")": " ", ",": " ", ".": ""})
_LITTLE = frozenset({"im", "in", "der", "am", "an", "ad", "ob"})
_SHORTEST_TYPO = 5
_LONG = 9
_LONGEST_CODE = 4
_SHORTEST_NAME = 3
_NO_NAMES = frozenset({"bad", "neu", "alt", "gross", "klein", "ober", "nieder"})

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A region by the names it has."""

    key: str
    label: str
    names: tuple[str, ...]

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
class Sighting:
    """Words `first` to `last` (exclusive) of a query that name places."""

    first: int
    last: int
    places: tuple[RecognisedPlace, ...]


@dataclass(frozen=True)
class Gazetteer:
    """Recognises places; immutable."""

    places: tuple[Place, ...] = ()
    postcodes: Mapping[str, Area] = field(default_factory=dict)

    @cached_property
    def _by_name(self) -> dict[Words, list[Place]]:
        """Return the places of every form of a name; a form that is a name is nothing else."""
        found: dict[Words, list[Place]] = {}
        for make in (_names, _derived):
            fresh: dict[Words, list[Place]] = {}
            for place in self.places:
                for form in make(place):
                    if form not in found and place not in fresh.setdefault(form, []):
                        fresh[form].append(place)
            found |= {form: places for form, places in fresh.items() if form}
        return found

    @cached_property
    def _by_code(self) -> dict[str, Place]:
        """Return the places of abbreviations, which must be typed in capitals."""
        return {name: place for place in self.places for name in place.names if _is_code(name)}

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

    def at(self, words: Sequence[str], start: int) -> tuple[int, list[Place]]:
        """Return how many folded words from `start` on name places, as many as possible, and which; 0 for none."""
        for size in range(min(self._longest, len(words) - start), 0, -1):
            if places := self._by_name.get(tuple(words[start : start + size])):
                return size, places
        return 0, []

    def code(self, text: str) -> Place | None:
        """Return the place of an abbreviation as it was typed."""
        return self._by_code.get(text)

    def misspelt(self, word: str) -> list[Place]:
        """Return the places whose name is a typing error away from a folded word that nothing else knows."""
        if len(word) < _SHORTEST_TYPO:
            return []
        limit = 2 if len(word) >= _LONG else 1
        near = [
            (distance, name)
            for name in self._single.get(word[0], ())
            if (distance := edits(word, name, limit)) is not None
        ]
        return self._by_name[(min(near)[1],)] if near else []

    def postcode(self, word: str) -> Area | None:
        """Return the area of a postcode; of an unknown one what all those share that begin alike."""
        if len(word) != 5 or not (word.isascii() and word.isdigit()):
            return None
        if known := self.postcodes.get(word):
            return known
        for length in (4, 3):
            near = [set(area.keys) for code, area in self.postcodes.items() if code.startswith(word[:length])]
            if near and (keys := set.intersection(*near)):
                return Area(word, word, tuple(sorted(keys)))
        return None


def sight(
    gazetteer: Gazetteer, words: Sequence[str], texts: Sequence[str], is_known: Callable[[str], bool]
) -> Iterator[Sighting]:
    """Yield the places among folded words, which were typed as `texts`.

    `is_known` tells of words that mean something else: they are no misspelt places. The offsets of the places are
    left to the caller.
    """
    index = 0
    while index < len(words):
        last, places, area = index, [], None
        if place := gazetteer.code(texts[index]):
            last, places = index + 1, [place]
        elif area := gazetteer.postcode(words[index]):
            last = index + 1
        else:
            last, places = _named(gazetteer, words, index, is_known)
        if area:
            yield Sighting(index, last, _of_postcode(area))
        elif places:
            yield Sighting(index, last, _recognised(places))
        index = max(last, index + 1)


def _named(
    gazetteer: Gazetteer, words: Sequence[str], first: int, is_known: Callable[[str], bool]
) -> tuple[int, list[Place]]:
    """Return where the name that begins at `first` ends, and its places, typing errors forgiven."""
    kind = QUALIFIERS.get(words[first])
    if kind == "district":
        size, places = gazetteer.at(["landkreis", *words[first + 1 :]], 0)
        if size > 1:
            return first + size, choose(places, kind)
    start = first if kind is None else first + 1
    if start == len(words):
        return first, []
    size, places = gazetteer.at(words, start)
    if not size and start > first:  # the qualifier may belong to the name: Stadt Wehlen
        size, places = gazetteer.at(words, first)
        if size > 1:
            return first + size, choose(places)
    if not size and not is_known(words[start]):
        places = gazetteer.misspelt(words[start])
        size = 1
    return (start + size, choose(places, kind or "")) if places else (first, [])


def choose(places: Iterable[Place], kind: str = "") -> list[Place]:
    """Return the places that are meant by one name: of the kind asked for, else towns before districts."""
    found = list(places)
    for wanted in filter(None, (kind, "municipality", "district")):
        if of_kind := [place for place in found if place.kind == wanted]:
            return of_kind
    return found


def _recognised(places: Iterable[Place]) -> tuple[RecognisedPlace, ...]:
    return tuple(RecognisedPlace(place.key, place.label, 0, 0) for place in places)


def _of_postcode(area: Area) -> tuple[RecognisedPlace, ...]:
    chosen = choose(Place(key, area.label, ()) for key in area.keys)
    return tuple(RecognisedPlace(place.key, area.label, 0, 0, area.lat, area.lon) for place in chosen)


def _is_code(name: str) -> bool:
    """Return whether a name is an abbreviation, as on number plates."""
    return len(name) <= _LONGEST_CODE and name.isupper()


def _words(name: str) -> Words:
    """Return the folded words of a name, parted at hyphens, slashes and brackets too."""
    return tuple(fold(name.translate(_BETWEEN)).split())


def _names(place: Place) -> Iterator[Words]:
    """Yield the names as they are, and without their little words ("Reichenbach Vogtland")."""
    for name in place.names:
        if len(name) >= _SHORTEST_NAME and not _is_code(name):
            words = _words(name)
            yield words
            yield tuple(word for word in words if word not in _LITTLE)


def _derived(place: Place) -> Iterator[Words]:
    """Yield genitives and adjectives, of towns with a double name or an addition also of its chief word alone."""
    for name in place.names:
        words = _words(name)
        if not words or _is_code(name):
            continue
        if len(words) == 1:
            yield from ((form,) for form in _inflected(words[0]))
        elif place.kind == "municipality":
            alone = words[1] if words[0] in _NO_NAMES else words[0]
            if len(alone) >= _SHORTEST_NAME:
                yield (alone,)
                yield from ((form,) for form in _inflected(alone))


def _inflected(word: str) -> Iterator[str]:
    """Yield "zwickaus", "zwickauer", "dresdner", "bautzener", "vogtlandische", "erzgebirgisch" of a folded name."""
    yield word + "s"
    yield word + "er"
    if word.endswith("en"):
        yield word[:-2] + "ner"
    if word.endswith("e"):
        yield word + "r"
    if word.endswith(("e", "land", "lausitz")):
        adjective = word.removesuffix("e") + "isch"
        yield from (adjective + ending for ending in ("", "e", "en", "er", "es", "em"))
