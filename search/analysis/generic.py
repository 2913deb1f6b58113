"""Any other language: one spelling per letter, and for Arabic and Persian the word without its article."""

import re
from functools import lru_cache

from .base import Analyser
from .fold import plain

_ARTICLE = re.compile("^(?:[وفبك]?ال|لل)(?=\\w{3})")


class GenericAnalyser(Analyser):
    """The analyser of a language without rules of its own."""

    def __init__(self, locale: str, version: str) -> None:
        """Take the locale's code and the digest that names this state of the chain."""
        self.locale = locale
        self.version = version

    def fold(self, text: str) -> str:
        """Return the text in lower case without accents, Arabic letters in one spelling."""
        return plain(text)

    def stem(self, word: str) -> str:
        """Return the folded word without hyphens and without an Arabic article."""
        return without_article(word.replace("-", ""))

    def is_stop(self, word: str) -> bool:
        """Return whether a folded word is a single letter."""
        return len(word) == 1 and not word.isdigit()


@lru_cache(maxsize=8_192)
def without_article(word: str) -> str:
    """Return an Arabic word without its article and what is written together with it."""
    return word if word.isascii() else _ARTICLE.sub("", word)
