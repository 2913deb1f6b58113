"""The alternatives of one need: terms and conjunctions of terms, each with the weight of its best reason."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .types import Alternative, AnyOf, Group
from .weights import IN_COMPOUND, NOT_ADJACENT, SCATTERED, ZONES, worth

PAIRED_ZONES = frozenset({"n", "k", "s"})


class Choices:
    """Collects what may match one need; the heaviest reason for the same match wins."""

    def __init__(self, importance: int) -> None:
        """Take how much the need counts."""
        self.importance = importance
        self._terms: dict[str, int] = {}
        self._joint: dict[tuple[AnyOf, ...], int] = {}

    def stem(self, stem: str, quality: int) -> None:
        """Add a stem as a word of the text or as a part of one."""
        for zone in ZONES:
            self._term(f"{zone}.s:{stem}", zone, quality)
            self._term(f"{zone}.p:{stem}", zone, quality * IN_COMPOUND // 100)

    def words(self, words: Iterable[str], quality: int) -> None:
        """Add words as they are written."""
        for word in words:
            for zone in ZONES:
                self._term(f"{zone}.w:{word}", zone, quality)

    def phrase(self, stems: Sequence[str], quality: int) -> None:
        """Add adjacent words; less, words of one zone."""
        if len(stems) == 1:
            self.stem(stems[0], quality)
            return
        for zone in ZONES:
            if zone in PAIRED_ZONES:
                pairs = zip(stems, stems[1:], strict=False)
                self._together(
                    tuple(AnyOf((f"{zone}.b:{one} {other}",)) for one, other in pairs), zone, quality
                )
            self.together(stems, zone, quality * NOT_ADJACENT // 100)

    def together(self, stems: Sequence[str], zone: str, quality: int) -> None:
        """Add words or parts of words in one zone."""
        self._together(
            tuple(AnyOf((f"{zone}.s:{stem}", f"{zone}.p:{stem}")) for stem in stems), zone, quality
        )

    def anywhere(self, stems: Sequence[str], quality: int = SCATTERED) -> None:
        """Add words or parts of words wherever they are."""
        self._together(
            tuple(AnyOf(tuple(f"{zone}.{kind}:{stem}" for zone in ZONES for kind in "sp")) for stem in stems),
            "b",
            quality,
        )

    def _term(self, term: str, zone: str, quality: int) -> None:
        weight = worth(self.importance, zone, quality)
        if weight > self._terms.get(term, 0):
            self._terms[term] = weight

    def _together(self, parts: tuple[AnyOf, ...], zone: str, quality: int) -> None:
        weight = worth(self.importance, zone, quality)
        if weight > self._joint.get(parts, 0):
            self._joint[parts] = weight

    def group(self) -> Group:
        """Return the alternatives, the heaviest first."""
        by_weight: dict[int, list[str]] = defaultdict(list)
        for term, weight in self._terms.items():
            by_weight[weight].append(term)
        found = [Alternative((AnyOf(tuple(terms)),), weight) for weight, terms in by_weight.items()]
        found += [Alternative(parts, weight) for parts, weight in self._joint.items()]
        return Group(tuple(sorted(found, key=lambda one: -one.weight)))
