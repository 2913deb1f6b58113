"""Suggestions while typing: organisations, topics, places, dates and publications; answered from memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from network.directory_urls import directory_path
from network.models.organisations import OrganisationKind
from network.region_table import region_table
from portal.content_cache import cached_per_language

from .analysis import analyser
from .documents import sort_key
from .engine_room import NotReady, room
from .entries import page_address
from .event_entries import event_address, when_words
from .facet_labels import topic_labels
from .publication_entries import publication_address, title_of
from .publication_entries import when_words as publication_words
from .query import PUBLICATIONS, TYPES
from .service import Found, checked
from .type_labels import single_labels
from .types import RawHit

LIMIT = 8
MOST = 3  # events, and as many publications


@dataclass(frozen=True)
class Suggestion:
    """A suggestion: words, where choosing it leads, and what kind of thing it is."""

    label: str
    url: str
    note: str
    kind: str
    kind_label: str


def suggestions(typed: str, of_everything: bool = False) -> list[Suggestion]:
    """Return up to eight suggestions for what was typed: topics and places first, organisations, then all else.

    All else is dates, guides, jobs, deadlines and news, where `of_everything` is asked for.
    """
    prefix = sort_key(typed, analyser(settings.LANGUAGE_CODE)) if typed.strip() else ""
    if len(prefix) < 2:
        return []
    found = [*_topics(prefix), *_places(prefix)][:4]
    found += _organisations(prefix, LIMIT - len(found))
    return found + list(_beyond_directory(prefix, LIMIT - len(found))) if of_everything else found


def place_suggestions(typed: str) -> list[Suggestion]:
    """Return up to eight towns and districts whose names begin so."""
    prefix = sort_key(typed, analyser(settings.LANGUAGE_CODE)) if typed.strip() else ""
    return list(_places(prefix, limit=LIMIT, as_words=True)) if len(prefix) >= 2 else []


def _organisations(prefix: str, limit: int) -> Iterator[Suggestion]:
    """Yield organisations and alliances by name; one query checks that they are public."""
    for found in _completed(prefix, TYPES, limit):
        kind = found.shown.get("kind", "")
        label = str(OrganisationKind(kind).label) if kind in OrganisationKind.values else ""
        url = page_address(found.shown.get("url_path", ""), found.shown.get("locale", settings.LANGUAGE_CODE))
        yield Suggestion(found.title, url, found.shown.get("seat", ""), "organisation", label)


def _beyond_directory(prefix: str, room_left: int) -> Iterator[Suggestion]:
    """Yield events that are not over with their next dates, then publications; each leaves the other half."""
    now, labels = timezone.now(), single_labels()
    published = _begun(prefix, PUBLICATIONS, min(MOST, room_left))
    events = _begun(prefix, frozenset({"event"}), min(MOST, max(room_left - len(published), room_left // 2)))
    for found in checked([*events, *published[: room_left - len(events)]]):
        if found.type == "event":
            words = found.title, event_address(found), when_words(found, now)
        else:
            words = title_of(found), publication_address(found), publication_words(found)
        yield Suggestion(*words, found.type, labels[found.type])


def _completed(prefix: str, types: frozenset[str], limit: int) -> list[Found]:
    """Return what begins so and is public, from memory; one query, none where no more is wanted."""
    return checked(_begun(prefix, types, limit))


def _begun(prefix: str, types: frozenset[str], limit: int) -> tuple[RawHit, ...]:
    """Return what begins so, from memory and not checked against the database."""
    if limit <= 0:
        return ()
    try:
        return room.complete(prefix, types, settings.LANGUAGE_CODE, int(timezone.now().timestamp()), limit)
    except NotReady:
        return ()


def _topics(prefix: str) -> Iterator[Suggestion]:
    """Yield topics, as a filter of the directory."""
    directory = directory_path()
    for key, label, folded in cached_per_language("suggest-topics", _folded_topics) if directory else ():
        if _begins(folded, prefix):
            yield Suggestion(label, f"{directory}?thema={quote_plus(key)}", "", "topic", _("Topic"))


def _folded_topics() -> list[tuple[str, str, str]]:
    """Return topics with their folded labels."""
    analysis = analyser(settings.LANGUAGE_CODE)
    return [
        (slug, label, sort_key(label, analysis))
        for slug, label in sorted(topic_labels().items(), key=lambda pair: pair[1])
    ]


def _places(prefix: str, limit: int = 3, as_words: bool = False) -> Iterator[Suggestion]:
    """Yield places by size; as a filter of the directory, or as words for the field “Where?”."""
    count, directory = 0, directory_path()
    if not directory and not as_words:
        return
    for url_key, label, note, names in cached_per_language("suggest-places", _folded_places):
        if count < limit and any(_begins(name, prefix) for name in names):
            count += 1
            url = "" if as_words else f"{directory}?region={quote_plus(url_key, safe=':')}"
            yield Suggestion(label, url, note, "place", _("Place"))
        if count == limit:
            return


def _folded_places() -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return districts and municipalities with their folded names, the largest first."""
    table, analysis = region_table(), analyser(settings.LANGUAGE_CODE)
    rows = [row for row in table.rows.values() if row.kind in {"district", "municipality"}]
    rows.sort(key=lambda row: (-row.population, row.kind, row.label))
    found = []
    for row in rows:
        parent = table.get(row.parent or "")
        is_said = parent is None or parent.label in row.label
        note = parent.label if row.kind == "municipality" and parent and not is_said else ""
        names = {sort_key(name, analysis) for name in row.names}
        found.append((row.url_key, row.label, note, tuple(sorted(names))))
    return found


def _begins(folded: str, prefix: str) -> bool:
    """Return whether a phrase or one of its words begins with the prefix."""
    return folded.startswith(prefix) or f" {prefix}" in folded
