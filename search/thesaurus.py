"""The thesaurus: what else texts may say for a word or phrase of the query.

Lines of the lists: `a, b` are equals, `x > a, b` leads one way, `x ~ a, b` leads one way and weakly. A word left
or right of a sign stands for its whole line of equals; nothing else is chained.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from .analysis.base import Analyser
from .analysis.wordlists import DATA, lines

Phrase = tuple[str, ...]  # stems of adjacent words, stop words left out


@dataclass(frozen=True, slots=True)
class Related:
    """What a phrase leads to: equals, what one way serves it well, what serves if nothing better is found."""

    equal: tuple[Phrase, ...] = ()
    close: tuple[Phrase, ...] = ()
    weak: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Thesaurus:
    """What every phrase leads to; immutable."""

    related: dict[Phrase, Related] = field(default_factory=dict)
    longest: int = 1

    def get(self, phrase: Phrase) -> Related | None:
        """Return what a phrase leads to, None if it is not listed."""
        return self.related.get(phrase)

    def spans(self, stems: Sequence[str]) -> list[tuple[int, int]]:
        """Return start and end of the listed phrases of two and more stems, longest first, without overlaps."""
        found: list[tuple[int, int]] = []
        for size in range(min(self.longest, len(stems)), 1, -1):
            for start in range(len(stems) - size + 1):
                end = start + size
                is_free = all(end <= first or last <= start for first, last in found)
                if is_free and tuple(stems[start:end]) in self.related:
                    found.append((start, end))
        return found

    def pairs(self) -> frozenset[str]:
        """Return the pairs of adjacent stems that phrases are made of, as the index writes them."""
        phrases = {
            phrase
            for related in self.related.values()
            for phrase in (*related.equal, *related.close, *related.weak)
        } | set(self.related)
        return frozenset(
            f"{one} {other}"
            for phrase in phrases
            for one, other in zip(phrase, phrase[1:], strict=False)
        )


def phrase(text: str, analysis: Analyser) -> Phrase:
    """Return the stems of a text without stop words; with them if it has no other."""
    words = [analysis.word(token) for token in analysis.tokens(text)]
    said = [word for word in words if not analysis.is_stop(word)]
    return tuple(analysis.stem(word) for word in said or words)


def parse(source: Iterable[str], analysis: Analyser) -> Thesaurus:
    """Return the thesaurus of lines; words are compared by their stems."""
    equals: dict[Phrase, tuple[Phrase, ...]] = {}
    leads: list[tuple[list[Phrase], list[Phrase], bool]] = []
    for line in source:
        sign = ">" if ">" in line else "~" if "~" in line else ""
        left, _, right = line.partition(sign) if sign else (line, "", "")
        keys = _phrases(left, analysis)
        if sign:
            leads.append((keys, _phrases(right, analysis), sign == "~"))
        else:
            for key in keys:
                equals[key] = tuple(dict.fromkeys([*equals.get(key, ()), *keys]))
    close: dict[Phrase, list[Phrase]] = defaultdict(list)
    weak: dict[Phrase, list[Phrase]] = defaultdict(list)
    for keys, targets, is_weak in leads:
        for target in (one for target in targets for one in equals.get(target, (target,))):
            for key in (one for key in keys for one in equals.get(key, (key,))):
                (weak if is_weak else close)[key].append(target)
    related = {
        key: _related(key, equals.get(key, ()), close.get(key, ()), weak.get(key, ()))
        for key in {*equals, *close, *weak}
    }
    return Thesaurus(related, max(map(len, related), default=1))


def _phrases(side: str, analysis: Analyser) -> list[Phrase]:
    """Return the phrases of one side of a line."""
    found = (phrase(entry, analysis) for entry in side.split(","))
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


@lru_cache(maxsize=8)
def thesaurus(analysis: Analyser) -> Thesaurus:
    """Return the thesaurus of the analyser's language, an empty one if there are no lists."""
    language = analysis.locale.partition("-")[0]
    names = sorted(path.name for path in DATA.glob(f"{language}_concepts_*.txt"))
    return parse((line for name in names for line in lines(name)), analysis)
