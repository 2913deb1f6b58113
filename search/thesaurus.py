"""The thesaurus: what else texts may say for a word or phrase of the query.

Lines of the lists: `a, b` are equals, `x > a, b` leads one way, `x ~ a, b` leads one way and weakly. A word left
or right of a sign stands for its whole line of equals; nothing else is chained.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise, product

from .analysis.base import Analyser
from .analysis.wordlists import DATA, lines, words

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
    """A listed phrase found in a query: the positions of its words there, ascending."""

    positions: tuple[int, ...]
    phrase: Phrase
    related: Related


@dataclass(frozen=True)
class Thesaurus:
    """What every phrase leads to, what foreign words mean (`glosses`), which words say little (`faint`)."""

    related: Mapping[Phrase, Related] = field(default_factory=dict)
    glosses: Mapping[str, tuple[Phrase, ...]] = field(default_factory=dict)
    faint: frozenset[str] = frozenset()

    def get(self, phrase: Phrase) -> Related | None:
        """Return what a phrase leads to, None if it is not listed."""
        return self.related.get(phrase)

    @cached_property
    def _by_stem(self) -> dict[str, list[Phrase]]:
        """Return the phrases of several words by their alphabetically first stem."""
        found: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.related:
            if len(phrase) > 1:
                found[min(phrase)].append(phrase)
        return dict(found)

    def spans(self, stems: Sequence[str]) -> list[Span]:
        """Return the listed phrases of several words whose words stand near each other, in any order.

        Longer ones come first; a phrase inside a longer one is left out.
        """
        places: dict[str, list[int]] = defaultdict(list)
        for index, stem in enumerate(stems):
            places[stem].append(index)
        found = [
            Span(positions, phrase, self.related[phrase])
            for stem in places
            for phrase in self._by_stem.get(stem, ())
            if all(other in places for other in phrase) and (positions := _nearest(phrase, places))
        ]
        kept: list[Span] = []
        for span in sorted(found, key=lambda one: (-len(one.positions), one.positions)):
            inside = set(span.positions)
            if not any(inside < set(other.positions) for other in kept):
                kept.append(span)
        return kept

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Return the pairs of adjacent stems that phrases are made of, as the index writes them."""
        return frozenset(
            f"{one} {other}"
            for key, related in self.related.items()
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


def stems_of(text: str, analysis: Analyser) -> Phrase:
    """Return the stems of a text without stop words; with them if it has no other."""
    said = [analysis.word(token) for token in analysis.tokens(text)]
    telling = [word for word in said if not analysis.is_stop(word)]
    return tuple(analysis.stem(word) for word in telling or said)


def parse(source: Iterable[str], analysis: Analyser) -> dict[Phrase, Related]:
    """Return what every phrase of the lines leads to; words are compared by their stems."""
    equals: dict[Phrase, tuple[Phrase, ...]] = {}
    leads: list[tuple[list[Phrase], list[Phrase], bool]] = []
    for line in source:
        sign = ">" if ">" in line else "~" if "~" in line else ""
        left, _, right = line.partition(sign) if sign else (line, "", "")
        keys = _phrases(left, analysis)
        if sign:
            leads.append((keys, _phrases(right, analysis), sign == "~"))
            continue
        for key in keys:
            equals[key] = tuple(dict.fromkeys([*equals.get(key, ()), *keys]))
    close: dict[Phrase, list[Phrase]] = defaultdict(list)
    weak: dict[Phrase, list[Phrase]] = defaultdict(list)
    for keys, targets, is_weak in leads:
        meant = [other for target in targets for other in equals.get(target, (target,))]
        for key in keys:
            for one in equals.get(key, (key,)):
                (weak if is_weak else close)[one].extend(meant)
    return {
        key: _related(key, equals.get(key, ()), close.get(key, ()), weak.get(key, ()))
        for key in {*equals, *close, *weak}
    }


def _phrases(side: str, analysis: Analyser) -> list[Phrase]:
    """Return the phrases of one side of a line."""
    found = (stems_of(entry, analysis) for entry in side.split(","))
    return list(dict.fromkeys(one for one in found if one))


def _related(
    key: Phrase, equal: Iterable[Phrase], close: Iterable[Phrase], weak: Iterable[Phrase]
) -> Related:
    """Return what a key leads to, every phrase once and in the strongest of its roles."""
    seen = {key}
    kept: list[tuple[Phrase, ...]] = []
    for role in (equal, close, weak):
        kept.append(tuple(dict.fromkeys(one for one in role if one not in seen)))
        seen.update(kept[-1])
    return Related(*kept)


def parse_glosses(source: Iterable[str], analysis: Analyser) -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases that foreign words stand for, by the stem the analyser gives the foreign word."""
    found: dict[str, tuple[Phrase, ...]] = {}
    for line in source:
        left, _, right = line.partition(">")
        meanings = tuple(_phrases(right, analysis))
        for key in _phrases(left, analysis):
            found[key[0]] = tuple(dict.fromkeys([*found.get(key[0], ()), *meanings]))
    return found


@lru_cache(maxsize=8)
def thesaurus(analysis: Analyser) -> Thesaurus:
    """Return the thesaurus of the analyser's language, an empty one if there are no lists."""
    language = analysis.locale.partition("-")[0]

    def read(pattern: str) -> list[str]:
        return [line for path in sorted(DATA.glob(pattern)) for line in lines(path.name)]

    faint = f"{language}_faint.txt"
    return Thesaurus(
        parse(read(f"{language}_concepts_*.txt"), analysis),
        parse_glosses(read(f"*_glosses_{language}.txt"), analysis),
        frozenset(analysis.stem(analysis.fold(word)) for word in words(faint))
        if (DATA / faint).exists()
        else frozenset(),
    )
