"""The thesaurus: what else texts may say for a word or phrase of the query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, product

Phrase = tuple[str, ...]  # stems of adjacent words, stop words left out
_MAX_GAP = 2  # words that may stand between those of a phrase
_MAX_PLACES = 3  # a word said more often in one query is not followed further


@dataclass(frozen=True, slots=True)
class Related:
    """What a phrase leads to: equals, what one way serves it well, what serves if nothing better is found."""

    equal: tuple[Phrase, ...] = ()
    close: tuple[Phrase, ...] = ()
    weak: tuple[Phrase, ...] = ()

    @property
    def good(self) -> tuple[Phrase, ...]:
        """Return everything but the weak."""
        return self.equal + self.close


@dataclass(frozen=True, slots=True)
class Span:
    """A listed phrase found in a query: the positions of its words there, ascending, and what it leads to."""

    positions: tuple[int, ...]
    related: Related


@dataclass(frozen=True)
class Thesaurus:
    """What every phrase leads to, what foreign words mean (`glosses`), which words say little (`faint`).

    Glosses and faint words are looked up folded, phrases by their stems.

    `fixed` are phrases with only one telling word ("keine Wohnung"): they are matched with their stop words, as
    they stand.
    """

    related: Mapping[Phrase, Related] = field(default_factory=dict)
    fixed: Mapping[Phrase, Related] = field(default_factory=dict)
    glosses: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    faint: frozenset[str] = frozenset()

    def get(self, phrase: Phrase) -> Related | None:
        """Return what a phrase leads to, None if it is not listed."""
        return self.related.get(phrase)

    @cached_property
    def _alike(self) -> dict[str, str]:
        """Return one stem for each set of single words that are equals; phrases are compared with these."""
        found: dict[str, str] = {}
        for phrase, related in self.related.items():
            if len(phrase) == 1:
                singles = [other[0] for other in related.equal if len(other) == 1]
                found[phrase[0]] = min([phrase[0], *singles])
        return found

    def _as_alike(self, stems: Iterable[str]) -> Phrase:
        return tuple(self._alike.get(stem, stem) for stem in stems)

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[Phrase, Related]]]:
        """Return the phrases of several words, with equals in one form, by their alphabetically first stem."""
        found: dict[str, list[tuple[Phrase, Related]]] = defaultdict(list)
        for phrase, related in self.related.items():
            if len(phrase) > 1:
                alike = self._as_alike(phrase)
                found[min(alike)].append((alike, related))
        return dict(found)

    @cached_property
    def _longest_fixed(self) -> int:
        return max(map(len, self.fixed), default=0)

    def spans(self, stems: Sequence[str]) -> list[Span]:
        """Return the listed phrases of several words whose words stand near each other, in any order.

        Longer ones come first; a phrase inside a longer one is left out.
        """
        places: dict[str, list[int]] = defaultdict(list)
        for index, stem in enumerate(self._as_alike(stems)):
            places[stem].append(index)
        found = [
            Span(positions, related)
            for stem in places
            for phrase, related in self._by_stem.get(stem, ())
            if all(other in places for other in phrase) and (positions := _nearest(phrase, places))
        ]
        kept: list[Span] = []
        for span in sorted(found, key=lambda one: (-len(one.positions), one.positions)):
            inside = set(span.positions)
            if not any(inside < set(other.positions) for other in kept):
                kept.append(span)
        return kept

    def fixed_spans(self, stems: Sequence[str]) -> list[Span]:
        """Return the fixed phrases that stand in the stems of a whole query, stop words included."""
        return [
            Span(tuple(range(start, end)), related)
            for start in range(len(stems))
            for end in range(start + 2, min(start + self._longest_fixed, len(stems)) + 1)
            if (related := self.fixed.get(tuple(stems[start:end])))
        ]

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Return the pairs of adjacent stems that phrases are made of, as the index writes them."""
        return frozenset(
            f"{one} {other}"
            for key, related in (*self.related.items(), *(((), related) for related in self.fixed.values()))
            for phrase in (key, *related.good, *related.weak)
            for one, other in pairwise(phrase)
        )


def _nearest(phrase: Phrase, places: Mapping[str, list[int]]) -> tuple[int, ...]:
    """Return the ascending positions at which the words of a phrase stand nearest, () if too far apart."""
    chosen = min(
        (tuple(sorted(spots)) for spots in product(*(places[stem][:_MAX_PLACES] for stem in phrase))),
        key=lambda spots: spots[-1] - spots[0] if len(set(spots)) == len(phrase) else 1_000,
    )
    is_near = chosen[-1] - chosen[0] < len(phrase) + _MAX_GAP and len(set(chosen)) == len(phrase)
    return chosen if is_near else ()
