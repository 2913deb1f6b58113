"""Finding sections by what they say: a law that has changed is named in texts, sources and what would change them."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags

from portal.admin_search import search_rows
from publications.models import GuideSection

from .raw import blocks_of

STORED = ("title", "reviewed_by", "changes_with", "body")
# Of streams: what nobody wrote.
_NO_WORDS = frozenset({"id", "type", "offer", "tone"})


def sections_with(query: str, sections: QuerySet) -> QuerySet:
    """Return the sections that say every word of a query, "§ 60a" and "§60a" alike; one query beside their own.

    The database narrows them down, the words decide: streams are stored with names and keys that contain "60a", too.
    """
    words = query.replace("§", " ").split() or query.split()
    candidates = search_rows(sections, " ".join(words), STORED).order_by().values("pk")
    rows = GuideSection.objects.filter(pk__in=candidates)
    wanted = [re.compile(_beginning(word) + re.escape(word), re.IGNORECASE) for word in words]
    found = [row.pk for row in rows if all(one.search(_words(row)) for one in wanted)]
    return sections.filter(pk__in=found)


def _beginning(word: str) -> str:
    """Return what must stand before a word: nothing longer before a number, anything before part of a compound."""
    return r"(?<!\w)" if word[0].isdigit() else ""


def _words(section: GuideSection) -> str:
    """Return everything that editors wrote into a section, without markup."""
    texts = (text for _kind, value in blocks_of(section.body) for text in _texts(value))
    return "\n".join((section.title, section.reviewed_by, section.changes_with, *texts))


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a stored value."""
    if isinstance(value, str):
        yield unescape(strip_tags(value.replace("<", " <")))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in _NO_WORDS:
                yield from _texts(one)
