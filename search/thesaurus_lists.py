"""Reading the thesaurus from its lists in analysis/data.

Lines of `<language>_concepts_*.txt`: `a, b` are equals, `x > a, b` leads one way, `x ~ a, b` leads one way and
weakly. A word left or right of a sign stands for its whole line of equals; nothing else is chained.
`*_glosses_<language>.txt` translates foreign words, `<language>_faint.txt` lists words that say little.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from .analysis.base import Analyser
from .analysis.wordlists import DATA, lines, words
from .thesaurus import Phrase, Related, Thesaurus

_VERB_ENDINGS = ("en", "e", "st", "t", "te", "ten", "est", "et", "ete", "eten")
_NOUN_ENDINGS = ("", "n", "en", "s", "e", "es", "er", "ern")
_OTHER_ENDINGS = ("", "e", "en", "er", "es", "em", "ere", "eren", "eres")


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
