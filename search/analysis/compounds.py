"""Compounds: a German word as the listed parts it is made of.

Words are split as a whole into a curated list of parts: nothing is found inside Gemeinschaft, Beratung or gesamt.
Only after a part marked as a strong end (-verein, -beratung) may the beginning be any word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from .fold import fold
from .stem import plurals, simple_stem
from .wordlists import words

_LIST = "de_parts.txt"
_SHORTEST_PART = 3
_SHORTEST_WORD = 6
_SHORTEST_SIDE = 4
_LONGEST_WORD = 60
_VOWELS = tuple("aeiouy")
# A strong end after one of these is the end of another word: Kundenbe|suche, Ventilge|häuse.
_PREFIXES = ("be", "ge", "ver", "ent", "zer", "miss", "bei", "ab", "auf", "zu", "unter", "sch", "schw")


# After these endings a linking s is the joint of a compound, whether or not its two sides are listed.
_JOINT = re.compile(r"(.{3,}?(?:ung|heit|keit|schaft|ion|itat|ling|ismus))(?:(?<=ismus)|(?<!ismus)s)(.{4,})")
# What looks like an unlisted end but only derives a word (bürgerlich, kinderlos, Jugendlichkeit) or has lost the s it
# begins with (Bolling|stedt, Seeling|städt).
_DERIVED = re.compile(
    r"lich|s?chaft|haft|heit|keit|[tsr]?is(?:ch|ier)|[ts]?ier|ung|am[est]|ell|ig|ik|alisch|erisch|sam|ion|nd|end(?:e|$)|chen|lein|tum|los|ant|arm|reich|t[ae]dt|in(?:nen)?$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A listed part in one of its forms: the readable pieces, their stems and their offsets in the form."""

    pieces: tuple[str, ...]
    stems: tuple[str, ...]
    offsets: tuple[int, ...]
    cost: int = 0


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

    Strong ends may follow an unlisted beginning, strong starts may go before an unlisted end, `whole` words are
    never split, `silent` pieces only colour the sense of others.
    """

    inner: Mapping[str, Part]
    final: Mapping[str, Part]
    strong_ends: frozenset[str]
    strong_starts: frozenset[str]
    whole: frozenset[str]
    silent: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Return the listed parts in all their forms."""
    inner: dict[str, Part] = {}
    final: dict[str, Part] = {}
    ends: set[str] = set()
    starts: set[str] = set()
    whole: set[str] = set()
    silent: set[str] = set()
    irregular = plurals()
    for entry in words(_LIST):
        pieces, spelled = _spelled(entry.strip("!-~+"))
        before, last = "".join(spelled[:-1]), spelled[-1]
        others = dict.fromkeys(irregular.get(last, ()), 1)
        final_forms = {before + form: cost for form, cost in (_final_forms(last) | others).items()}
        inner_forms = {before + form: cost for form, cost in (_inner_forms(last) | others).items()}
        if entry.startswith("!"):
            whole.update(final_forms)
        elif entry.endswith(("-", "~", "-+")):
            _add(inner, pieces, spelled, inner_forms)
            starts.update([before + last] if entry.endswith("+") else ())
            silent.update(pieces if entry.endswith("~") else ())
        else:
            _add(final, pieces, spelled, final_forms)
            ends.update(final_forms if entry.endswith("+") else ())
            if not entry.startswith("-"):
                _add(inner, pieces, spelled, inner_forms)
    return Vocabulary(inner, final, frozenset(ends), frozenset(starts), frozenset(whole), frozenset(silent))


def _spelled(name: str) -> tuple[list[str], list[str]]:
    """Return the pieces of a listed part, folded, without and with their own linking letters."""
    written = [fold(piece).partition("/") for piece in name.split("|")]
    return [piece for piece, _, _ in written], [piece + link for piece, _, link in written]


def _add(forms: dict[str, Part], pieces: list[str], spelled: list[str], variants: Mapping[str, int]) -> None:
    """Put the variants of one part into the forms unless a likelier part has that form already."""
    stems = tuple(simple_stem(piece) for piece in pieces)
    offsets = tuple(sum(map(len, spelled[:index])) for index in range(len(pieces)))
    for variant, cost in variants.items():
        if variant not in forms or forms[variant].cost > cost:
            forms[variant] = Part(tuple(pieces), stems, offsets, cost)


def _inner_forms(base: str) -> dict[str, int]:
    """Return the forms of a part before another one, with linking letters, and how unusual each is."""
    forms = {base: 0, base.removesuffix("e") + "innen": 1}
    if base.endswith("e"):
        forms |= {base + "n": 1, base[:-1] + "s": 2}
        if len(base) > 3 and not base.endswith("ie"):
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
        endings = ("e", "es", "en", "er", "ern", "em") + (() if base.endswith(("s", "x", "z")) else ("s",))
    return forms | {base + ending: 1 for ending in endings}


@lru_cache(maxsize=8_192)
def split(word: str) -> Split | None:
    """Return the folded word in its pieces, or None if it is not made of at least two."""
    known = vocabulary()
    if not _SHORTEST_WORD <= len(word) <= _LONGEST_WORD or word in known.whole:
        return None
    if part := known.final.get(word):
        return _joined([(0, part)])
    chains = _chains(word, known)
    if 0 in chains:
        return _joined(_follow(chains, 0))
    return _after_unlisted(word, known) or _at_joint(word, known) or _before_unlisted(word, known)


def _after_unlisted(word: str, known: Vocabulary) -> Split | None:
    """Return the word as an unlisted beginning and the longest strong end after it."""
    for start in range(_SHORTEST_SIDE, len(word) - _SHORTEST_PART):
        if word[start:] in known.strong_ends and not word[:start].endswith(_PREFIXES):
            return _joined([(0, _unlisted(word[:start])), (start, known.final[word[start:]])])
    return None


def _at_joint(word: str, known: Vocabulary) -> Split | None:
    """Return the word divided after an ending that always takes a linking s, both sides divided further."""
    match = _JOINT.fullmatch(word)
    if not match or match[2] in known.whole or _DERIVED.match(match[2]):
        return None
    steps = []
    for side in (1, 2):
        found = split(match[side])
        part = Part(found.pieces, found.stems, found.offsets) if found else _unlisted(match[side])
        steps.append((match.start(side), part))
    return _joined(steps)


def _before_unlisted(word: str, known: Vocabulary) -> Split | None:
    """Return the word as the longest strong start and an unlisted end after it."""
    for end in range(len(word) - _SHORTEST_SIDE - 1, _SHORTEST_PART, -1):
        if word[:end] in known.strong_starts and not _DERIVED.match(word, end):
            return _joined([(0, known.inner[word[:end]]), (end, _unlisted(word[end:]))])
    return None


def _unlisted(word: str) -> Part:
    """Return a piece of a compound that is no listed part."""
    return Part((word,), (simple_stem(word),), (0,))


def is_listed(word: str) -> bool:
    """Return whether a folded word is a listed part or made of listed parts only."""
    known = vocabulary()
    return word in known.final or word in known.whole or 0 in _chains(word, known)


def tails(word: str) -> tuple[int, ...]:
    """Return the offsets from which listed parts lead to the end of a folded word."""
    return tuple(sorted(_chains(word, vocabulary())))


def heads(word: str) -> tuple[int, ...]:
    """Return the offsets, 0 among them, to which listed parts lead from the beginning of a folded word."""
    inner = vocabulary().inner
    ends = [0]
    for end in range(_SHORTEST_PART, len(word)):
        if any(end - start >= _SHORTEST_PART and word[start:end] in inner for start in ends):
            ends.append(end)
    return tuple(ends)


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


def _joined(steps: list[tuple[int, Part]]) -> Split | None:
    """Return the split that parts at their offsets make, or None if there is one piece only."""
    pieces: list[str] = []
    stems: list[str] = []
    offsets: list[int] = []
    for start, part in steps:
        pieces.extend(part.pieces)
        stems.extend(part.stems)
        offsets.extend(start + offset for offset in part.offsets)
    if len(pieces) == 1:
        return None
    silent = frozenset(index for index, piece in enumerate(pieces) if piece in vocabulary().silent)
    return Split(tuple(pieces), tuple(stems), tuple(offsets), silent)
