"""Which alliances are responsible: for a place those that work there, the closest first; for a topic its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.content_cache import cached
from portal.restrictions import is_restricted
from search.entries import page_address
from search.models import SearchDocument
from search.regions import RegionTable
from search.subjects.view_models import ActorLink

MOST = 8


@dataclass(frozen=True, eq=False)
class AllianceRow:
    """A public alliance: where it works, what it works on, and what a link to it shows."""

    title: str
    tile: str
    seat: str
    areas: frozenset[str]
    topics: frozenset[str]
    url_path: str
    locale: str
    translations: dict[str, dict[str, str]]


def alliances_of_topic(slugs: Sequence[str]) -> tuple[ActorLink, ...]:
    """Return the alliances that have one of the topics, by name."""
    return tuple(_link(row) for row in _alliances() if row.topics & set(slugs))[:MOST]


def alliances_of_place(key: str, table: RegionTable) -> tuple[ActorLink, ...]:
    """Return the alliances that work in a place: its own before the district's, and those before the state's."""
    chain = (key, *table.ancestors(key))
    closest: dict[AllianceRow, str] = {}
    for place in chain:
        closest |= {row: place for row in _alliances() if place in row.areas and row not in closest}
    links = (
        _link(row, _("for %(place)s") % {"place": _label(place, table)}) for row, place in closest.items()
    )
    return tuple(links)[:MOST]


def _label(key: str, table: RegionTable) -> str:
    """Return what a place is called."""
    row = table.get(key)
    return row.label if row else ""


def _link(row: AllianceRow, note: str = "") -> ActorLink:
    """Return a link to an alliance in the reader's language, else in its own; without a note, with its seat."""
    words = row.translations.get(get_language() or "", {})
    language = get_language() if words else row.locale
    return ActorLink(
        words.get("title", row.title),
        page_address(words.get("url_path", row.url_path), language or settings.LANGUAGE_CODE),
        row.tile,
        note or row.seat,
        "" if language == get_language() else row.locale,
    )


def _alliances() -> tuple[AllianceRow, ...]:
    """Return every public alliance by name; one query after a change of content."""
    return cached("subject-alliances", _read)


def _read() -> tuple[AllianceRow, ...]:
    """Read the alliances that everybody may see."""
    rows = SearchDocument.objects.filter(deleted=False, type="alliance", page__live=True)
    found = rows.order_by("title", "register_id").values_list("page__path", "title", "shown", "data__areas")
    return tuple(
        _row(title, shown, areas or ()) for path, title, shown, areas in found if not is_restricted(path)
    )


def _row(title: str, shown: dict[str, Any], areas: Sequence[str]) -> AllianceRow:
    """Return an alliance; one that names no area works in the districts it sits in."""
    return AllianceRow(
        title,
        shown.get("tile", ""),
        shown.get("seat", ""),
        frozenset(areas or shown.get("districts", ())),
        frozenset(shown.get("topics", ())),
        shown.get("url_path", ""),
        shown.get("locale", settings.LANGUAGE_CODE),
        shown.get("languages", {}),
    )
