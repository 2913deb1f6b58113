"""Links to the alliances of a subject: for a place those that work there, the closest first; for a topic its own."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.region_table import RegionTable
from search.alliance_areas import AllianceArea, alliances, covering
from search.entries import page_address
from search.subjects.view_models import ActorLink

MOST = 8


def alliances_of_topic(slugs: Sequence[str]) -> tuple[ActorLink, ...]:
    """Return the alliances that have one of the topics, by name."""
    return tuple(_link(one) for one in alliances() if one.works_on(slugs))[:MOST]


def alliances_of_place(key: str, table: RegionTable) -> tuple[ActorLink, ...]:
    """Return the alliances that work in a place: its own before the district's, and those before the state's."""
    chain = (key, *table.ancestors(key))
    return tuple(
        _link(one, _("for %(place)s") % {"place": _label(chain[level], table)})
        for level, one in covering(chain)[:MOST]
    )


def _label(key: str, table: RegionTable) -> str:
    """Return what a place is called."""
    row = table.get(key)
    return row.label if row else ""


def _link(one: AllianceArea, note: str = "") -> ActorLink:
    """Return a link to an alliance in the reader's language, else in its own; without a note, with its seat."""
    words = one.shown.get("languages", {}).get(get_language() or "", {})
    own = one.shown.get("locale", settings.LANGUAGE_CODE)
    language = get_language() if words else own
    return ActorLink(
        words.get("title", one.title),
        page_address(
            words.get("url_path", one.shown.get("url_path", "")), language or settings.LANGUAGE_CODE
        ),
        one.shown.get("tile", ""),
        note or one.shown.get("seat", ""),
        "" if language == get_language() else own,
    )
