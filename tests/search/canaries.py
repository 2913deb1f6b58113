"""Unique words in facts at every level of disclosure, and how they are looked for."""

import re
from dataclasses import dataclass, field
from typing import Any

from portal.models import PortalDocument
from tests import builders

_LETTERS = "bcdfgklmnprtvwzhjs"
_SHAPES = ("qui{0}o{1}u{0}i{1}a{0}e{1}", "xa{0}i{1}o{0}u{1}e{0}a{1}q")


@dataclass
class Canaries:
    """Words by what they stand for: nobody outside may read them, everybody should, or the search knows them."""

    hidden: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    searched: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    def hide(self, what: str) -> str:
        """Return a new word that must not appear anywhere."""
        return self._word(self.hidden, what)

    def show(self, what: str) -> str:
        """Return a new word that must appear somewhere."""
        return self._word(self.shown, what)

    def search(self, what: str) -> str:
        """Return a new word that the search must find."""
        return self._word(self.searched, what)

    def hide_number(self, what: str, number: float) -> float:
        """Return a number whose digits must not appear anywhere."""
        self.hidden[what] = str(number)
        return number

    def hide_phone(self, what: str) -> str:
        """Return a phone number that must not appear anywhere, with whatever stands before it where it is dialled."""
        self._count += 1
        self.hidden[what] = f"+49375{7700000 + self._count}"
        return self.hidden[what]

    def _word(self, words: dict[str, str], what: str) -> str:
        """Return a word that analysis keeps as it is, and too unlike any other to be its misspelling."""
        assert what not in words, what
        self._count += 1
        shape, rest = divmod(self._count, len(_LETTERS) ** 2)
        one, two = (_LETTERS[index] for index in divmod(rest, len(_LETTERS)))
        words[what] = _SHAPES[shape].format(one, two)
        return words[what]

    def found_in(self, text: str) -> list[str]:
        """Return what of the hidden appears in a text."""
        folded = text.casefold()
        return sorted(what for what, word in self.hidden.items() if stands_in(word.casefold(), folded))


def stands_in(word: str, text: str) -> bool:
    """Return whether a word appears in a text; a number only by itself, not by chance within a longer one."""
    if word.startswith("+49"):
        return re.search(rf"(?<!\d)(?:0|(?:00)?49)?{word[3:]}(?!\d)", text) is not None
    if word.isdigit():
        return re.search(rf"(?<!\d){word}(?!\d)", text) is not None
    return word in text


@dataclass
class Planted:
    """The network and its canaries."""

    tree: builders.SiteTree
    places: builders.Places
    canaries: Canaries
    pages: dict[str, Any] = field(default_factory=dict)
    document: PortalDocument | None = None
    private_paths: list[str] = field(default_factory=list)
