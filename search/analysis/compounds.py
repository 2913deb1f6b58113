"""Compounds: a German word as the listed parts it is made of.

Words are split as a whole into a curated list of parts: nothing is found inside Gemeinschaft, Beratung or gesamt.
Only after a part marked as a strong end (-verein, -beratung) may the beginning be any word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from search.analysis.fold import fold
from search.analysis.stem import plurals, simple_stem
from search.analysis.wordlists import words

_LIST = "de_parts.txt"
_SHORTEST_PART = 3
_SHORTEST_WORD = 6
_SHORTEST_HEAD = 4
_LONGEST_WORD = 60
_VOWELS = tuple("aeiouy")


@dataclass(frozen=True, slots=True)
class Part:
    """A listed part in one of its forms: the readable pieces, their stems and their offsets in the form."""

    pieces: tuple[str, ...]
    stems: tuple[str, ...]
    offsets: tuple[int, ...]
    cost: int
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """A word in pieces: readable, as stems, where each begins, and which of them only change another's sense."""

    pieces: tuple[str, ...]
    stems: tuple[str, ...]
    offsets: tuple[int, ...]
    silent: frozenset[int]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The forms that parts may have inside (`inner`) and at the end (`final`) of a word.

    `strong` are the final forms that may follow an unlisted beginning, `whole` words are never split.
    """

    inner: Mapping[str, Part]
    final: Mapping[str, Part]
    strong: frozenset[str]
    whole: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the listed parts in all their forms."""
    inner: dict[str, Part] = {}
    final: dict[str, Part] = {}
    strong: set[str] = set()
    whole: set[str] = set()
    irregular = plurals()
    for entry in words(_LIST):
        pieces = tuple(fold(piece) for piece in entry.strip("!-~+").split("|"))
        before, last = "".join(pieces[:-1]), pieces[-1]
        others = {form: 1 for form in irregular.get(last, ())}
        ends = {before + form: cost for form, cost in (_final_forms(last) | others).items()}
        if entry.startswith("!"):
            whole.update(ends)
            continue
        is_silent = entry.endswith("~")
        if not entry.endswith(("-", "~")):
            _add(final, pieces, ends)
        if entry.endswith("+"):
            strong.update(ends)
        if not entry.startswith("-"):
            starts = {before + form: cost for form, cost in (_inner_forms(last) | others).items()}
            _add(inner, pieces, starts, is_silent)
    return Vocabulary(inner, final, frozenset(strong), frozenset(whole))


def _add(forms: dict[str, Part], pieces: tuple[str, ...], spelled: Mapping[str, int], is_silent: bool = False) -> None:
    """Put the forms of one part into the mapping unless a likelier part has that form already."""
    stems = tuple(simple_stem(piece) for piece in pieces)
    offsets = tuple(sum(map(len, pieces[:index])) for index in range(len(pieces)))
    for form, cost in spelled.items():
        if form not in forms or forms[form].cost > cost:
            forms[form] = Part(pieces, stems, offsets, cost, is_silent)


def _inner_forms(base: str) -> dict[str, int]:
    """Return the forms of a part before another one, with linking letters, and how unusual each is."""
    forms = {base: 0, base.removesuffix("e") + "innen": 1}
    if base.endswith("e"):
        forms |= {base + "n": 1, base[:-1] + "s": 2}
        if len(base) > 3:
            forms[base[:-1]] = 1
        return forms
    if base.endswith(("er", "el")):
        return forms | {base + "n": 2, base + "s": 1}
    if not base.endswith(_VOWELS):
        forms |= {base + "en": 2}
        if not base.endswith(("s", "z", "x")):
            forms[base + "s"] = 1
        if len(base) <= 5:
            forms |= {base + "er": 2, base + "e": 2, base + "es": 2}
    if base.endswith("u"):
        forms[base + "en"] = 1
    return forms


def _final_forms(base: str) -> dict[str, int]:
    """Return the forms of a part at the end of a word, with the endings of nouns and adjectives."""
    feminine = base.removesuffix("e")
    forms = {base: 0, feminine + "in": 1, feminine + "innen": 1}
    if base.endswith("e"):
        endings: tuple[str, ...] = ("n", "r", "s", "m")
    elif base.endswith("nis"):
        endings = ("se", "sen", "ses")
    elif base.endswith(("er", "el")):
        endings = ("n", "s", "e", "en", "em", "es")
    else:
        endings = ("s", "e", "es", "en", "er", "ern", "em")
    return forms | {base + ending: 1 for ending in endings}


@lru_cache(maxsize=32_768)
def split(word: str) -> Split | None:
    """Return the folded word in its pieces, or None if it is not made of at least two."""
    known = vocabulary()
    if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD or word in known.whole:
        return None
    if part := known.final.get(word):
        return _joined(word, [(0, part)]) if len(part.pieces) > 1 else None
    chains = _chains(word, known)
    if not chains:
        return None
    if 0 in chains:
        return _joined(word, _follow(chains, 0))
    for start in sorted(chains):
        steps = _follow(chains, start)
        if start >= _SHORTEST_HEAD and word[steps[-1][0] :] in known.strong:
            head = word[:start]
            return _joined(word, [(0, Part((head,), (simple_stem(head),), (0,), 0)), *steps])
    return None


# A chain from one offset to the end of the word: number of parts, their cost, the offset of the next, the first part.
_Chain = tuple[int, int, int, Part]


def _chains(word: str, known: Vocabulary) -> dict[int, _Chain]:
    """Return, for each offset from which listed parts lead to the word's end, the best way: fewest parts first."""
    chains: dict[int, _Chain] = {}
    length = len(word)
    for start in range(length - _SHORTEST_PART, -1, -1):
        best: _Chain | None = None
        if part := known.final.get(word[start:]):
            best = (1, part.cost, length, part)
        for following, chain in chains.items():
            if following - start >= _SHORTEST_PART and (part := known.inner.get(word[start:following])):
                candidate = (chain[0] + 1, chain[1] + part.cost, following, part)
                if best is None or candidate[:2] < best[:2]:
                    best = candidate
        if best:
            chains[start] = best
    return chains


def _follow(chains: Mapping[int, _Chain], start: int) -> list[tuple[int, Part]]:
    """Return the parts of a chain with their offsets in the word."""
    steps = []
    while start in chains:
        _, _, following, part = chains[start]
        steps.append((start, part))
        start = following
    return steps


def _joined(word: str, steps: list[tuple[int, Part]]) -> Split | None:
    """Return the split that a chain of parts is."""
    pieces: list[str] = []
    stems: list[str] = []
    offsets: list[int] = []
    silent = set()
    for start, part in steps:
        if part.is_silent:
            silent.add(len(pieces))
        pieces.extend(part.pieces)
        stems.extend(part.stems)
        offsets.extend(start + offset for offset in part.offsets)
    return Split(tuple(pieces), tuple(stems), tuple(offsets), frozenset(silent)) if len(pieces) > 1 else None
