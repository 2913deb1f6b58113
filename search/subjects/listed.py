"""Everybody who is listed, with every name and the place of the seat: what the index is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from portal.content_cache import cached_per_language
from portal.restrictions import is_restricted
from portal.slugs import german_slug
from search.entries import page_address
from search.models import SearchDocument
from search.query import TYPES

DIGITS, OTHERS = "0-9", "andere"


@dataclass(frozen=True)
class Listed:
    """An entry of the index: its name, address and seat, and the other names it has or had."""

    sort: str
    name: str
    url: str
    seat: str
    place: str
    is_alliance: bool
    also: tuple[str, ...]
    lang: str


def sort_key(name: str) -> str:
    """Return what a German index sorts by: ä as ae, without accents, letters and digits alone."""
    return german_slug(name, "")


def letter_of(key: str) -> str:
    """Return the letter under which a sorted name stands; umlauts stand with their base letter."""
    first = key[:1]
    if first.isdigit():
        return DIGITS
    return first if "a" <= first <= "z" else OTHERS


def leads_elsewhere(other: str, name: str) -> bool:
    """Return whether another name helps to find this one; its own beginning stands beside it anyway."""
    key = sort_key(other)
    return bool(key) and not sort_key(name).startswith(key)


def everybody() -> tuple[Listed, ...]:
    """Return everybody by name in the reader's language; one query after a change of content."""
    return cached_per_language("index-everybody", lambda: tuple(sorted(_read(), key=_order)))


def _order(one: Listed) -> tuple[str, str, str]:
    """Return what entries are sorted by; those in other scripts come last."""
    return (one.sort or "~", one.name, one.url)


def _read() -> Iterator[Listed]:
    """Read what everybody may know, as search documents hold it."""
    rows = SearchDocument.objects.filter(deleted=False, type__in=TYPES, page__live=True).order_by()
    for path, kind, title, shown in rows.values_list("page__path", "type", "title", "shown").iterator(500):
        if not is_restricted(path):
            yield _listed(kind, title, shown)


def _listed(kind: str, title: str, shown: dict[str, Any]) -> Listed:
    """Return an entry with the words of its translation where there is one."""
    language = get_language() or settings.LANGUAGE_CODE
    words = shown.get("languages", {}).get(language)
    own = language if words else shown.get("locale", settings.LANGUAGE_CODE)
    name = words["title"] if words else title
    return Listed(
        sort=sort_key(name),
        name=name,
        url=page_address((words or shown).get("url_path", ""), own),
        seat=shown.get("seat", ""),
        place=shown.get("place", ""),
        is_alliance=kind == "alliance",
        also=tuple(other for other in shown.get("also", ()) if leads_elsewhere(other, name)),
        lang="" if own == language else own,
    )
