"""The thesaurus: what else texts may say for a word or phrase of the query.

Lines of the lists: `a, b` are equals, `x > a, b` leads one way, `x ~ a, b` leads one way and weakly. A word left
or right of a sign stands for its whole line of equals; nothing else is chained.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise, product

from .analysis.base import Analyser
from .analysis.wordlists import DATA, lines, words

Phrase = tuple[str, ...]  # stems of adjacent words, stop words left out
_MAX_GAP = 2  # words that may stand between those of a phrase
_VERB_ENDINGS = ("en", "e", "st", "t", "te", "ten", "est", "et", "ete", "eten")
_NOUN_ENDINGS = ("", "n", "en", "s", "e", "es", "er", "ern")
_OTHER_ENDINGS = ("", "e", "en", "er", "es", "em", "ere", "eren", "eres")
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


def stems_of(text: str, analysis: Analyser) -> tuple[Phrase, Phrase]:
    """Return the stems of a text, all of them and without stop words (with them if it has no other)."""
    said = [analysis.word(token) for token in analysis.tokens(text)]
    telling = [word for word in said if not analysis.is_stop(word)]
    stem = analysis.stem
    return tuple(map(stem, said)), tuple(map(stem, telling or said))


@dataclass
class _Reader:
    """Collects what keys lead to; a key is a phrase, fixed if it needs its stop words."""

    analysis: Analyser
    equal: dict[Phrase, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    close: dict[Phrase, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    weak: dict[Phrase, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    fixed: set[Phrase] = field(default_factory=set)

    def keys(self, side: str) -> list[Phrase]:
        """Return the phrases of one side as they are looked up."""
        found = []
        for entry in side.split(","):
            said, telling = stems_of(entry, self.analysis)
            if len(telling) == 1 < len(said):
                self.fixed.add(said)
                found.append(said)
            elif telling:
                found.append(telling)
        return found

    def targets(self, side: str) -> list[Phrase]:
        """Return the phrases of one side as texts say them."""
        found = (stems_of(entry, self.analysis)[1] for entry in side.split(","))
        return list(dict.fromkeys(filter(None, found)))

    def read(self, source: Iterable[str]) -> None:
        """Take in all lines, equals first, because the others stand for them too."""
        leads = []
        for line in source:
            sign = ">" if ">" in line else "~" if "~" in line else ""
            if sign:
                leads.append((*line.split(sign, 1), self.weak if sign == "~" else self.close))
                continue
            for key in self.keys(line):
                self.equal[key].extend(self.targets(line))
        for left, right, leading in leads:
            meant = [other for one in self.targets(right) for other in (one, *self.equal.get(one, ()))]
            for key in self.keys(left):
                for other in (key, *(self.equal.get(key, ()))):
                    leading[other].extend(meant)

    def related(self, key: Phrase) -> Related:
        """Return what a key leads to, every phrase once and in the strongest of its roles."""
        seen = {key}
        roles: list[Phrase | tuple[Phrase, ...]] = []
        for role in (self.equal, self.close, self.weak):
            fresh = tuple(dict.fromkeys(one for one in role.get(key, ()) if one not in seen))
            seen.update(fresh)
            roles.append(fresh)
        return Related(*roles)


def parse(source: Iterable[str], analysis: Analyser) -> Thesaurus:
    """Return the thesaurus of lines; words are compared by their stems."""
    reader = _Reader(analysis)
    reader.read(source)
    keys = {*reader.equal, *reader.close, *reader.weak}
    return Thesaurus(
        {key: reader.related(key) for key in keys - reader.fixed},
        {key: reader.related(key) for key in keys & reader.fixed},
    )


def parse_glosses(source: Iterable[str], analysis: Analyser) -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases that foreign words stand for, by the folded word and its English plural."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    reader = _Reader(analysis)
    for line in source:
        left, _, right = line.partition(">")
        for word in map(analysis.fold, left.replace(",", " ").split()):
            for form in (word, word + "s", word + "es", word.removesuffix("y") + "ies"):
                found[form].extend(reader.targets(right))
    return {form: tuple(dict.fromkeys(meanings)) for form, meanings in found.items()}


def _forms(word: str) -> Iterator[str]:
    """Yield the forms of a listed noun (with a capital), verb (ending in -en) or other word.

    Stems will not do for faint words: "wohnen" says little, "Wohnung" does not.
    """
    if word.endswith("en") and word.islower():
        root = word.removesuffix("en")
        yield from (root + ending for ending in _VERB_ENDINGS)
    else:
        yield from (word + ending for ending in (_NOUN_ENDINGS if word[0].isupper() else _OTHER_ENDINGS))


@lru_cache(maxsize=8)
def thesaurus(analysis: Analyser) -> Thesaurus:
    """Return the thesaurus of the analyser's language, an empty one if there are no lists."""
    language = analysis.locale.partition("-")[0]

    def read(pattern: str) -> list[str]:
        return [line for path in sorted(DATA.glob(pattern)) for line in lines(path.name)]

    faint = f"{language}_faint.txt"
    little = words(faint) if (DATA / faint).exists() else ()
    return replace(
        parse(read(f"{language}_concepts_*.txt"), analysis),
        glosses=parse_glosses(read(f"*_glosses_{language}.txt"), analysis),
        faint=frozenset(analysis.fold(form) for word in little for form in _forms(word)),
    )
