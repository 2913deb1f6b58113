"""What has documents: pages, events, publications, each with its name in the journal and the rows it should have."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from . import event_projection, projection, publication_projection
from .models import SearchDocument
from .publication_kinds import PREFIX

ChangedRows = Callable[[Sequence[int], Mapping[str, SearchDocument], int], list[SearchDocument]]


@dataclass(frozen=True)
class Source:
    """A kind of thing that has documents: its label in the journal, how keys begin, and the column of its id."""

    label: str
    prefix: str
    column: str
    everything: Callable[[], list[int]]
    changed_rows: ChangedRows
    rows: Callable[[Collection[int]], QuerySet[SearchDocument]]

    def key(self, pk: int) -> str:
        """Return the key of a thing's document."""
        return f"{self.prefix}:{pk}"

    def stored(self, ids: Collection[int]) -> dict[str, SearchDocument]:
        """Return the rows there are of some things, by key."""
        return {row.key: row for row in self.rows(ids)}


PAGES = Source(
    projection.PAGE, "page", "page_id", projection.everything, projection.changed_rows, projection.rows_of
)
EVENTS = Source(
    event_projection.EVENT,
    "event",
    "event_id",
    event_projection.everything,
    event_projection.changed_rows,
    event_projection.rows_of,
)
PUBLICATIONS = Source(
    projection.PAGE,
    PREFIX.rstrip(":"),
    "page_id",
    publication_projection.everything,
    publication_projection.changed_rows,
    publication_projection.rows_of,
)
SOURCES = (PAGES, EVENTS, PUBLICATIONS)


def source_of(key: str) -> Source:
    """Return what kind of thing a key belongs to."""
    return next((one for one in SOURCES if key.startswith(f"{one.prefix}:")), PAGES)
