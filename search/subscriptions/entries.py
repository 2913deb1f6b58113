"""Organisations and alliances as a source: documents whose public content changed, matched by the plan."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from ..entries import entry_of
from ..models import SearchDocument
from ..query import TYPES, SearchRequest
from ..service import Found, SearchResult, keys_of, public_rows
from .filters import SavedFilter
from .sources import Item, Shown, Source, sources


def register() -> None:
    """Add the entries of the directory to what saved searches tell of."""
    sources.register("entries", Source(_("Organisations and alliances"), newest, find))


def newest(until: datetime) -> datetime | None:
    """Return when the last change happened that is not after a moment."""
    return _listed().filter(changed_at__lte=until).aggregate(last=Max("changed_at"))["last"]


def find(filters: Sequence[SavedFilter], since: datetime, until: datetime) -> Mapping[str, Sequence[Item]]:
    """Return what changed for each filter: two queries, and one search for each filter."""
    rows = _listed().filter(changed_at__gt=since, changed_at__lte=until)
    changed = {
        key: (appeared or at, at)
        for key, appeared, at in rows.values_list("key", "appeared_at", "changed_at")
    }
    if not changed:
        return {}
    matched = {one.query: keys_of(one.request) & changed.keys() for one in filters}
    public = public_rows({key for keys in matched.values() for key in keys})
    items = {
        key: Item(key, *changed[key], partial(_show, Found(key, *row, score=0, distance_m=None)))
        for key, row in public.items()
    }
    by_title = sorted(items, key=lambda key: (public[key][3].casefold(), key))
    return {query: [items[key] for key in by_title if key in keys] for query, keys in matched.items()}


def _listed() -> QuerySet[SearchDocument]:
    """Return the documents of entries that are in the directory."""
    return SearchDocument.objects.filter(deleted=False, type__in=TYPES)


def _show(found: Found) -> Shown:
    """Return an entry's words in the active language, as the directory shows it."""
    entry = entry_of(found, _NOTHING_ASKED, 0, "")
    summary = "".join(part.text for part in entry.snippet_segments)
    return Shown("".join(part.text for part in entry.title_segments), entry.url, tuple(entry.meta), summary)


_NOTHING_ASKED = SearchResult.nothing(SearchRequest(datetime.min.replace(tzinfo=UTC)))
