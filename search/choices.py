"""The alternatives of one need: terms and conjunctions of terms, each with the weight of its best reason."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from .types import Alternative, AnyOf, Group
from .weights import (
    ECHO,
    ECHO_STEP,
    ECHOING,
    IN_COMPOUND,
    INITIALS,
    MARKED,
    NOT_ADJACENT,
    PROSE,
    SCATTERED,
    ZONES,
    worth,
)

Stems = tuple[str, ...]


class Choices:
    """Collects what may meet one need, in any zone; the best reason for the same match wins."""

    def __init__(self, importance: int, is_faint: bool = False) -> None:
        """Take how much the need counts, and whether it is one that says little."""
        self.importance = importance
        self.is_faint = is_faint
        self.is_lost = False  # no document can meet it
        self._initials = ""
        self._single: dict[str, int] = {}  # "<kind>:<text>" with its quality
        self._adjacent: dict[Stems, int] = {}
        self._together: dict[Stems, int] = {}
        self._anywhere: dict[Stems, int] = {}

    def stem(self, stem: str, quality: int) -> None:
        """Add a stem as a word of the text or as a part of one."""
        _raise(self._single, f"s:{stem}", quality)
        _raise(self._single, f"p:{stem}", quality * IN_COMPOUND // 100)

    def words(self, words: Iterable[str], quality: int) -> None:
        """Add words as they are written."""
        for word in words:
            _raise(self._single, f"w:{word}", quality)

    def initials(self, word: str) -> None:
        """Add a word as the initials of a name."""
        self._initials = word

    def phrase(self, stems: Sequence[str], quality: int) -> None:
        """Add adjacent words; less, words of one zone."""
        if len(stems) == 1:
            self.stem(stems[0], quality)
            return
        _raise(self._adjacent, tuple(stems), quality)
        self.together(stems, quality * NOT_ADJACENT // 100)

    def together(self, stems: Sequence[str], quality: int) -> None:
        """Add words or parts of words in one zone."""
        _raise(self._together, tuple(stems), quality)

    def anywhere(self, stems: Sequence[str]) -> None:
        """Add words or parts of words wherever they are."""
        _raise(self._anywhere, tuple(stems), SCATTERED)

    def groups(self) -> tuple[Group, ...]:
        """Return a group of all alternatives, then for each zone one that adds to it: saying it twice counts."""
        best = [one for zone in ZONES for one in self._in(zone, self._by_quality(1), 100)]
        for stems, quality in self._anywhere.items():
            parts = tuple(
                AnyOf(tuple(f"{z}.{kind}:{stem}" for z in ZONES for kind in "sp")) for stem in stems
            )
            best.append(Alternative(parts, worth(self.importance, "b", quality)))
        if self._initials:
            term = f"n.i:{self._initials}"
            best.append(Alternative((AnyOf((term,)),), worth(self.importance, "n", INITIALS)))
        coarse = self._by_quality(ECHO_STEP)
        echoes = (Group(tuple(self._in(zone, coarse, ECHO))) for zone in ECHOING)
        return (Group(tuple(sorted(best, key=lambda one: -one.weight))), *echoes)

    def marks(self) -> Iterator[str]:
        """Yield the stems, and pairs of adjacent stems, that are good enough to be marked in a text."""
        for term, quality in self._single.items():
            if quality >= MARKED and term[0] != "w":
                yield term[2:]
        for stems, quality in self._adjacent.items():
            if quality >= MARKED:
                yield from (f"{one} {other}" for one, other in pairwise(stems))

    def _by_quality(self, step: int) -> dict[int, list[str]]:
        """Return the single terms by their quality, rounded down to a multiple of `step`."""
        found: dict[int, list[str]] = defaultdict(list)
        for term, quality in self._single.items():
            found[max(quality // step * step, 1)].append(term)
        return found

    def _in(self, zone: str, by_quality: Mapping[int, Sequence[str]], percent: int) -> list[Alternative]:
        """Return the alternatives of one zone at so many percent of their weight."""
        ways: list[tuple[tuple[AnyOf, ...], int]] = [
            ((AnyOf(tuple(f"{zone}.{term}" for term in terms)),), quality)
            for quality, terms in by_quality.items()
        ]
        for stems, quality in self._together.items() if zone in PROSE else ():
            ways.append((tuple(AnyOf((f"{zone}.s:{stem}", f"{zone}.p:{stem}")) for stem in stems), quality))
        for stems, quality in self._adjacent.items() if zone != "p" else ():
            ways.append(
                (tuple(AnyOf((f"{zone}.b:{one} {other}",)) for one, other in pairwise(stems)), quality)
            )
        return [
            Alternative(parts, worth(self.importance, zone, quality * percent // 100))
            for parts, quality in ways
        ]


def _raise(qualities: dict, way: str | Stems, quality: int) -> None:
    """Note a way to meet the need unless a better reason for it is noted."""
    if quality > qualities.get(way, 0):
        qualities[way] = quality
