"""Spelling: the known word somebody meant who typed one that nothing knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from .analysis import compounds
from .analysis.base import Analyser

_SHORTEST = 4
_SHORTEST_LISTED = 7  # letters; shorter words are too near to others that no list has
_LONG = 8
_VERY_LONG = 11
# First letters that are typed for each other because they sound alike.
_ALIKE = frozenset({"ae", "ei", "iy", "ou", "uy", "bp", "dt", "gk", "ck", "fv", "vw", "sz", "cz", "mn"})
_SOUNDS = {"w": "v", "v": "wf", "f": "v", "k": "c", "c": "kz", "z": "c", "j": "y", "y": "j"}


class Speller:
    """Corrects words against a vocabulary; immutable once built, so threads may share it."""

    def __init__(
        self, vocabulary: Mapping[str, int], analyser: Analyser | None = None, listed: Iterable[str] = ()
    ) -> None:
        """Take folded words with the number of documents that hold them, and the analyser for compounds.

        With an analyser, the readable parts of the compounds in the vocabulary are known words too, and a word of
        which one part is misspelt is corrected in that part. `listed` are words that no document holds, but that
        lead to something in documents.
        """
        self._words = dict(vocabulary)
        for word, frequency in vocabulary.items():
            for piece in analyser.pieces(word) if analyser else ():
                self._words[piece] = max(self._words.get(piece, 0), frequency)
        self._candidates = _Candidates(self._words.items())
        self._listed = _Candidates(
            (word, 0) for word in listed if len(word) >= _SHORTEST_LISTED and word not in self._words
        )
        self._inner = self._final = _Candidates(())
        self._has_compounds = analyser is not None and analyser.has_compounds
        if self._has_compounds:
            listed = compounds.vocabulary()
            self._inner = self._parts(listed.inner)
            self._final = self._parts(listed.final)

    def _parts(self, forms: Mapping[str, compounds.Part]) -> "_Candidates":
        """Return the forms of listed parts, those that the vocabulary holds being the more frequent."""
        return _Candidates((form, self._words.get(part.pieces[-1], 0)) for form, part in forms.items())

    def correct(self, word: str) -> str | None:
        """Return the known word a folded word most likely stands for, or None.

        Asked for words without a hit only: a known word, a number or a word of three letters is never corrected,
        nor is one made of listed parts, which is spelt well but not found. One edit is allowed from four letters,
        two from eight; nearer words come before more frequent ones.
        """
        if word in self._words or len(word) < _SHORTEST or any(letter.isdigit() for letter in word):
            return None
        if self._has_compounds and compounds.is_listed(word):
            return None
        limits = (1, 2) if len(word) >= _LONG else (1,)
        for limit in limits:
            if whole := self._candidates.nearest(word, limit) or self._as_listed(word, limit):
                return whole[1]
        return next(filter(None, (self._compound(word, limit) for limit in limits)), None)

    def _as_listed(self, word: str, limit: int) -> tuple[int, str] | None:
        """Return the nearest of the words that only lists know; these need more letters for as many edits."""
        return self._listed.nearest(word, limit) if limit == 1 or len(word) >= _VERY_LONG else None

    def _compound(self, word: str, limit: int) -> str | None:
        """Return the word with one part corrected where all the others are listed parts."""
        best: tuple[int, int, str] | None = None
        ends = [*compounds.tails(word), len(word)] if self._has_compounds else []
        for start in compounds.heads(word) if self._has_compounds else ():
            for end in ends:
                if end - start < _SHORTEST or end - start == len(word):
                    continue
                parts = self._final if end == len(word) else self._inner
                found = parts.nearest(word[start:end], limit if end - start >= _LONG else 1)
                if found and (best is None or (found[0], start - end) < best[:2]):
                    best = (found[0], start - end, word[:start] + found[1] + word[end:])
        return best[2] if best else None


class _Candidates:
    """Known words by first letter and length, with a mask of their letters to pass over most of them."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Take words with their frequencies."""
        self._buckets: dict[tuple[str, int], list[tuple[str, int, int]]] = defaultdict(list)
        for word, frequency in words:
            if len(word) >= _SHORTEST:
                self._buckets[word[0], len(word)].append((word, _mask(word), frequency))

    def nearest(self, word: str, limit: int) -> tuple[int, str] | None:
        """Return edits and word of the nearest candidate within the limit, the most frequent of equally near ones.

        Of equally frequent ones it is the longest: letters are left out more often than put in. The first letter
        may differ only where it was swapped with the second, or sounds the same.
        """
        best: tuple[int, int, int, str] | None = None
        mask = _mask(word)
        sounds = _SOUNDS.get(word[0], "")
        for first in dict.fromkeys((word[0], word[1], *sounds)):
            for length in range(max(_SHORTEST, len(word) - limit), len(word) + limit + 1):
                for candidate, letters, frequency in self._buckets.get((first, length), ()):
                    if (mask ^ letters).bit_count() > 2 * limit:
                        continue
                    if first != word[0] and first not in sounds and candidate[1] != word[0]:
                        continue
                    distance = edits(word, candidate, limit)
                    if distance is None:
                        continue
                    rank = (distance, -frequency, -length, candidate)
                    best = rank if best is None else min(best, rank)
        return (best[0], best[3]) if best and best[0] else None


def _mask(word: str) -> int:
    """Return the letters of a word as bits; an edit changes two of them at most."""
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) & 63)
    return mask


def _change(letter: str, other: str) -> int:
    """Return what changing a letter into another one counts."""
    if letter == other:
        return 0
    return 1 if letter + other in _ALIKE or other + letter in _ALIKE else 2


def edits(one: str, other: str, limit: int) -> int | None:
    """Return how many letters must be put in, left out, changed or swapped, or None beyond the limit.

    A letter changed into one that does not sound like it counts twice: that is mostly another word, not a slip
    (gesagt, gejagt). Otherwise this is the optimal string alignment distance: no letter is edited twice.
    """
    if abs(len(one) - len(other)) > limit:
        return None
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, letter_there in enumerate(other, 1):
            cost = min(
                above[column] + 1,
                current[column - 1] + 1,
                above[column - 1] + _change(letter, letter_there),
            )
            if row > 1 and column > 1 and letter == other[column - 2] and letter_there == one[row - 2]:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return None
        before, above = above, current
    return above[-1] if above[-1] <= limit else None
