"""The alternatives of one need: terms and conjunctions of terms, each with the weight of its best reason."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .types import Alternative, AnyOf, Group
from .weights import ECHOING, IN_COMPOUND, NOT_ADJACENT, SCATTERED, ZONES, echo, worth

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

    def groups(self) -> tuple[Group, ...]:
        """Return one group of all alternatives, and one for each zone that adds to it: what is said twice counts more."""
        found = [(Alternative((AnyOf((term,)),), weight)) for term, weight in self._terms.items()]
        found += [Alternative(parts, weight) for parts, weight in self._joint.items()]
        echoes = [
            Group(_merged(Alternative(one.all_of, echo(one.weight)) for one in found if _zone(one) == zone))
            for zone in ECHOING
        ]
        return (Group(_merged(found)), *(group for group in echoes if group.alternatives))


def _zone(alternative: Alternative) -> str:
    """Return the zone of an alternative, "" if its words may stand in several."""
    zones = {term[0] for part in alternative.all_of for term in part.terms}
    return zones.pop() if len(zones) == 1 else ""


def _merged(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Return the alternatives, single terms of one weight together, the heaviest first."""
    by_weight: dict[int, list[str]] = defaultdict(list)
    joint = []
    for one in alternatives:
        if len(one.all_of) == 1 and len(one.all_of[0].terms) == 1:
            by_weight[one.weight].append(one.all_of[0].terms[0])
        else:
            joint.append(one)
    found = [Alternative((AnyOf(tuple(terms)),), weight) for weight, terms in by_weight.items()]
    return tuple(sorted([*found, *joint], key=lambda one: -one.weight))
