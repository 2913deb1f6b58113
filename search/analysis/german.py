"""German: gender forms, light stems and compounds on top of what every language has."""

import re
from functools import cache, lru_cache

from .base import Analyser
from .compounds import Split, split
from .fold import fold, fold_with_offsets
from .gender import neutral
from .generic import without_article
from .stem import listed_stem, simple_stem
from .tokens import Token, join_pairs, letters, tokenise
from .wordlists import words

_LONGEST_CHAIN = 7
_PIECE = re.compile(r"[^-\u2010\u2011\s]+")
_PAIR_JOINT = re.compile(r"[\s/]+")
# English words that say nothing, but are German ones that do: Not, Down-Syndrom.
_GERMAN_NEEDS = frozenset({"not", "down"})


class GermanAnalyser(Analyser):
    """The analyser of German and Easy German text."""

    has_compounds = True

    def __init__(self, locale: str, version: str) -> None:
        """Take the locale's code and the digest that names this state of the chain."""
        self.locale = locale
        self.version = version

    def tokens(self, text: str) -> list[Token]:
        """Return the words of the text in order; "Bürgerinnen und Bürger" is one token."""
        found = tokenise(text)
        return join_pairs(found, text, _same_person) if "in" in text else found

    def word(self, token: Token) -> str:
        """Return the token as a folded word; of a pair the feminine one, which the other mostly begins."""
        return _word(token.text)

    def fold(self, text: str) -> str:
        """Return the text in lower case with ä/ae, ö/oe, ü/ue, ß/ss and accents as one letter each."""
        return fold(text)

    def stem(self, word: str) -> str:
        """Return the gender-neutral light stem of a folded word; a compound's is that of its parts, joined."""
        return _stem(word)

    def is_stop(self, word: str) -> bool:
        """Return whether a folded word is a function, question or politeness word, German or English."""
        return word in _stop_words() or (len(word) == 1 and not word.isdigit())

    def _parts_of_one(self, word: str) -> tuple[str, ...]:
        """Return the stems of the parts of a compound, and of the runs of parts inside it."""
        return _parts(word)

    def pieces(self, word: str) -> tuple[str, ...]:
        """Return the readable folded parts of a compound (`rassismus`, `pravention`), or nothing."""
        found = _divided(word.replace("-", ""))
        return found.pieces if found else ()

    def joints(self, word: str) -> tuple[int, ...]:
        """Return the offsets in a word as written at which its later parts begin, for soft hyphens."""
        joints: list[int] = []
        for piece in _PIECE.finditer(word):
            folded, origins = fold_with_offsets(piece[0])
            kept = [index for index, letter in enumerate(folded) if letter.isalnum()]
            found = _divided("".join(folded[index] for index in kept))
            joints += [
                piece.start() + origins[kept[offset]] for offset in (found.offsets[1:] if found else ())
            ]
        return tuple(joints)

    def completed(self, text: str, token: Token, following: list[Token]) -> str | None:
        """Return the whole word for "Kinder-" before "und Jugendhilfe", if the later one is a compound."""
        if text[token.end : token.end + 1] != "-" or not following:
            return None
        for other in following[1:]:
            found = _divided(self.word(other).replace("-", ""))
            if found:
                return self.word(token) + self.word(other).replace("-", "")[found.offsets[-1] :]
        return None


@cache
def _stop_words() -> frozenset[str]:
    """Return the folded stop words."""
    english = frozenset(words("en_stop.txt")) - _GERMAN_NEEDS
    return frozenset(fold(letters(word)) for word in (*english, *words("de_stop.txt")))


@lru_cache(maxsize=16_384)
def _word(text: str) -> str:
    """Return a token's text as a folded word."""
    if (
        "." not in text
        and len(ends := _PAIR_JOINT.split(text)) > 1
        and fold(ends[0])[:2] == fold(ends[-1])[:2]
    ):
        text = max(ends[0], ends[-1], key=len)
    return fold(letters(text))


def _same_person(first: str, second: str) -> bool:
    """Return whether two words are the feminine and the other form of the same noun."""
    one, other = _word(first), _word(second)
    return one != other and (one != neutral(one) or other != neutral(other)) and _stem(one) == _stem(other)


def _divided(word: str) -> Split | None:
    """Return the split of a folded word, if need be without its gender ending."""
    found = split(word)
    if found is None and (person := neutral(word)) != word:
        return split(person)
    return found


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """Return the stem of a folded word."""
    word = word.replace("-", "")
    if listed := listed_stem(word):
        return listed
    found = _divided(word)
    return "".join(found.stems) if found else without_article(simple_stem(word))


@lru_cache(maxsize=16_384)
def _parts(word: str) -> tuple[str, ...]:
    """Return the stems of a compound's parts and of each run of neighbours that is not the whole."""
    found = _divided(word)
    if not found:
        return ()
    count = min(len(found.stems), _LONGEST_CHAIN)
    parts = [stem for index, stem in enumerate(found.stems[:count]) if index not in found.silent]
    for size in range(2, count):
        for first in range(count - size + 1):
            last = first + size - 1
            spelled = word[found.offsets[first] : found.offsets[last]] + found.pieces[last]
            parts.append(listed_stem(spelled) or "".join(found.stems[first : last + 1]))
    whole = _stem(word)
    return tuple(dict.fromkeys(part for part in parts if part != whole))
