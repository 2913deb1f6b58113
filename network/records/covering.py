"""What is covered in the words of a protected organisation: ways to reach somebody, and its own contacts and places.

Prose is its writer's and stays; but a number, a mail address, a name or a street that stands among the contacts is
often in the text as well, and the emergency switch would hide it in one place only.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portal.disclosure import Audience, Precision

COVERED = "…"
# Mail addresses, as they are also written to hide them from machines.
_MAIL = r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+"
# From seven digits on, beginning with zero or plus; days and times have points and colons in them.
_PHONE = r"(?<![\w.,+])(?:\+|0)(?:[\s/()-]{0,3}\d){6,}(?!\w)"
# Headings and quotations are plain texts, in which <somebody@example.org> is no tag.
_TAG = re.compile(r"(</?[a-z][a-z0-9]*(?:[\s/][^>]*)?>)", re.IGNORECASE)
_REACHING = re.compile(r"""\shref\s*=\s*["']\s*(?:mailto|tel):[^"']*["']""", re.IGNORECASE)
_STREET = re.compile(r"(?:straße|strasse|str\.)", re.IGNORECASE)
# A surname of fewer letters is too often a word.
SHORTEST_SURNAME = 4


@dataclass(frozen=True)
class Cover:
    """Covers words in texts; `words` None covers nothing at all."""

    words: tuple[str, ...] | None = None

    def __or__(self, other: "Cover") -> "Cover":
        """Return what covers everything that one of both covers."""
        if self.words is None or other.words is None:
            return other if self.words is None else self
        return Cover(tuple(dict.fromkeys([*self.words, *other.words])))

    def text(self, value: str) -> str:
        """Return a plain text with what is covered left out."""
        return value if self.words is None or not value else _pattern(self.words).sub(COVERED, value)

    def html(self, value: str) -> str:
        """Return a formatted text with what is covered left out; links to write or call lead nowhere."""
        if self.words is None or not value:
            return value
        parts = enumerate(_TAG.split(value))
        return "".join(self._tag(part) if at % 2 else self.text(part) for at, part in parts)

    def _tag(self, tag: str) -> str:
        """Return a tag; a link to a covered address loses it."""
        kept = _REACHING.sub("", tag)
        return "<a>" if kept.startswith("<a ") and self.text(kept) != kept else kept


OPEN = Cover()
# Covers mail addresses and phone numbers, whosever they are.
REACHING = Cover(())


def cover_of(contacts: Iterable[Any], addresses: Iterable[Any], links: Iterable[Any]) -> Cover:
    """Return what covers these rows, whoever may see them otherwise."""
    contacts = list(contacts)
    words = [_bare(row.value) for row in contacts] + [word for row in contacts for word in _names(row.person)]
    return _cover([*words, *(row.street for row in addresses), *(_bare(row.url) for row in links)])


def cover_by_others(contacts: Iterable[Any], addresses: Iterable[Any], links: Iterable[Any]) -> Cover:
    """Return what covers of these rows what everybody could see.

    For words of others: whoever wrote them reads from what is covered in them what stands in the rows.
    """
    told = [row for row in contacts if row.disclosure == Audience.PUBLIC]
    words = [_bare(row.value) for row in told]
    for row in told:
        words += _names(row.person) if row.person_disclosure == Audience.PUBLIC else ()
    exact = Audience.PUBLIC, Precision.EXACT
    streets = (row.street for row in addresses if (row.disclosure, row.precision) == exact)
    return _cover([*words, *streets, *(_bare(row.url) for row in links)])


def _cover(words: Iterable[str]) -> Cover:
    """Return what covers words, each once."""
    return Cover(tuple(dict.fromkeys(filter(None, (word.strip() for word in words)))))


def _names(person: str) -> Iterator[str]:
    """Yield the name of a person, and the surname by itself, too."""
    yield person
    *first, last = person.split() or [""]
    if first and len(last) >= SHORTEST_SURNAME:
        yield last


def _bare(address: str) -> str:
    """Return an address without what browsers add by themselves."""
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")


@lru_cache(maxsize=200)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds everything that is covered, the longest words first; also as texts escape it."""
    forms = {form for word in words for form in (word, html.escape(word))}
    own = [
        rf"(?:https?://)?(?:www\.)?(?<!\w){_spelt(form)}(?!\w)"
        for form in sorted(forms, key=len, reverse=True)
    ]
    return re.compile("|".join([*own, _MAIL, _PHONE]), re.IGNORECASE)


def _spelt(word: str) -> str:
    """Return a word as it is spelt: streets long or short, any space between its parts."""
    parts = (r"(?:straße|strasse|str\.?)".join(map(re.escape, _STREET.split(part))) for part in word.split())
    return r"\s+".join(parts)
