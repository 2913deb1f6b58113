"""What saved searches tell of: entries of the directory, events with their next date, and publications."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..entries import entry_of
from ..event_entries import as_event
from ..models import SearchDocument
from ..publication_entries import as_publication, ends_or_began
from ..query import TYPES, SearchRequest
from ..service import Found, SearchResult, keys_of, public_rows
from ..view_models import Entry
from .filters import SavedFilter
from .sources import Item, Shown, Source, sources


@dataclass(frozen=True)
class Documents:
    """A kind of documents: how one is shown, and what it is sorted by."""

    types: frozenset[str]
    show: Callable[[Found], Shown]
    order: Callable[[Found], str]

    def newest(self, until: datetime) -> datetime | None:
        """Return when the last change happened that is not after a moment."""
        return self._listed().filter(changed_at__lte=until).aggregate(last=Max("changed_at"))["last"]

    def find(
        self, filters: Sequence[SavedFilter], since: datetime, until: datetime
    ) -> Mapping[str, Sequence[Item]]:
        """Return what changed for each filter: two queries, and one search for each filter where anything did.

        What a filter asks for and other things cannot have, such as an offer, finds none of them.
        """
        rows = self._listed().filter(changed_at__gt=since, changed_at__lte=until)
        changed = {
            key: (appeared or at, at)
            for key, appeared, at in rows.values_list("key", "appeared_at", "changed_at")
        }
        if not changed:
            return {}
        requests = {one.query: replace(one.request, types=self.types) for one in filters}
        matched = {query: keys_of(request) & changed.keys() for query, request in requests.items()}
        public = public_rows({key for keys in matched.values() for key in keys})
        found = {key: Found(key, *row, score=0, distance_m=None) for key, row in public.items()}
        items = {key: Item(key, *changed[key], partial(self.show, one)) for key, one in found.items()}
        in_order = sorted(items, key=lambda key: (self.order(found[key]), key))
        return {query: [items[key] for key in in_order if key in keys] for query, keys in matched.items()}

    def _listed(self) -> QuerySet[SearchDocument]:
        """Return the documents of what everybody may find."""
        return SearchDocument.objects.filter(deleted=False, type__in=self.types)


def _by_title(found: Found) -> str:
    """Return where an entry stands among others."""
    return found.title.casefold()


def _by_date(found: Found) -> str:
    """Return where an event stands among others: by its next date."""
    return found.shown["dates"][0]["start"]


def _show(found: Found) -> Shown:
    """Return an entry's words in the active language, as the directory shows it."""
    return _as_shown(entry_of(found, _NOTHING_ASKED, 0, ""))


def _show_event(found: Found) -> Shown:
    """Return an event's words in the active language, as the site search shows it."""
    return _as_shown(as_event(entry_of(found, _NOTHING_ASKED, 0, ""), found, timezone.now()))


def _show_publication(found: Found) -> Shown:
    """Return a publication's words in the active language, as the site search shows it."""
    return _as_shown(as_publication(entry_of(found, _NOTHING_ASKED, 0, ""), found))


def _as_shown(entry: Entry) -> Shown:
    """Return the row of a list as a mail shows it."""
    summary = "".join(part.text for part in entry.snippet_segments)
    badges = (badge.label for badge in entry.badges)
    title = "".join(part.text for part in entry.title_segments)
    return Shown(title, entry.url, (*badges, *entry.meta), summary)


_NOTHING_ASKED = SearchResult.nothing(SearchRequest(datetime.min.replace(tzinfo=UTC)))
ENTRIES = Documents(TYPES, _show, _by_title)
DATES = Documents(frozenset({"event"}), _show_event, _by_date)
GUIDES = Documents(frozenset({"guide"}), _show_publication, _by_title)
JOBS, DEADLINES, NEWS = (
    Documents(frozenset({kind}), _show_publication, ends_or_began) for kind in ("job", "deadline", "infopost")
)


def register() -> None:
    """Add entries of the directory, dates of the calendar and publications to what saved searches tell of."""
    sources.register("entries", Source(_("Organisations and alliances"), ENTRIES.newest, ENTRIES.find))
    sources.register("events", Source(_("Dates"), DATES.newest, DATES.find))
    sources.register("jobs", Source(_("Jobs"), JOBS.newest, JOBS.find))
    sources.register("deadlines", Source(_("Deadlines"), DEADLINES.newest, DEADLINES.find))
    sources.register("guides", Source(_("Guides"), GUIDES.newest, GUIDES.find))
    sources.register("infoposts", Source(_("News"), NEWS.newest, NEWS.find))
