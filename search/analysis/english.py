"""English: a small stemmer for plurals and verb endings."""

import re
from functools import cache, lru_cache

from .base import Analyser
from .fold import plain
from .tokens import letters
from .wordlists import words

_SIBILANT = re.compile(r".*(?:s|x|z|ch|sh)es")
_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile(r".*([bdgmnprt])\1")


class EnglishAnalyser(Analyser):
    """The analyser of English text."""

    def __init__(self, locale: str, version: str) -> None:
        """Take the locale's code and the digest that names this state of the chain."""
        self.locale = locale
        self.version = version

    def fold(self, text: str) -> str:
        """Return the text in lower case without accents."""
        return plain(text)

    def stem(self, word: str) -> str:
        """Return the stem of a folded word, the same for singular, plural and -ing."""
        return _stem(word.replace("-", ""))

    def is_stop(self, word: str) -> bool:
        """Return whether a folded word is a function, question or politeness word."""
        return word in _stop_words() or (len(word) == 1 and not word.isdigit())


@cache
def _stop_words() -> frozenset[str]:
    """Return the folded stop words."""
    return frozenset(plain(letters(word)) for word in words("en_stop.txt"))


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """Return the folded word without its plural, -ing or -ed."""
    word = _singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and _VOWEL.search(root):
            word = root[:-1] if _DOUBLED.fullmatch(root) else root
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _singular(word: str) -> str:
    """Return the folded word without its plural ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if _SIBILANT.fullmatch(word) and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
