"""What has documents: pages and events, each with how the journal calls them and the rows they should have."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from . import event_projection, projection
from .models import SearchDocument

ChangedRows = Callable[[Sequence[int], Mapping[str, SearchDocument], int], list[SearchDocument]]


@dataclass(frozen=True)
class Source:
    """A kind of thing that has documents: its label in the journal, how keys begin, and the column of its id."""

    label: str
    prefix: str
    column: str
    everything: Callable[[], list[int]]
    changed_rows: ChangedRows

    def key(self, pk: int) -> str:
        """Return the key of a thing's document."""
        return f"{self.prefix}:{pk}"

    def stored(self, ids: Collection[int]) -> dict[str, SearchDocument]:
        """Return the rows there are of some things, by key."""
        return {row.key: row for row in SearchDocument.objects.filter(**{f"{self.column}__in": ids})}


PAGES = Source(projection.PAGE, "page", "page_id", projection.everything, projection.changed_rows)
EVENTS = Source(
    event_projection.EVENT, "event", "event_id", event_projection.everything, event_projection.changed_rows
)
SOURCES = (PAGES, EVENTS)


def source_of(key: str) -> Source:
    """Return what kind of thing a key belongs to."""
    return EVENTS if key.startswith(f"{EVENTS.prefix}:") else PAGES
