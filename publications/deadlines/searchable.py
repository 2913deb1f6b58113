"""Deadlines as the search may find them."""

from collections.abc import Collection, Iterator

from publications.choices import DeadlineKind
from publications.lists.searching import Said, searchables_of
from publications.models import DeadlinePage
from publications.records.deadlines import DeadlineRecord, deadline_records
from publications.searchable import Searchable

from .wording import giver_words

# What people look for by a word of their own.
CALLED = {
    DeadlineKind.FUNDING: "Förderung Fördermittel Fördergeld Zuschuss Antrag",
    DeadlineKind.CALL: "Aufruf Ausschreibung",
    DeadlineKind.PRIZE: "Preis Wettbewerb Auszeichnung",
}


def searchables(ids: Collection[int] | None) -> Iterator[Searchable]:
    """Yield the listed deadlines, or those of them with these page ids."""
    return searchables_of("deadline", DeadlinePage.objects.listed(), deadline_records, _said, ids)


def _said(record: DeadlineRecord) -> Said:
    """Return what else a deadline is found by."""
    return Said((record.giver, record.for_whom), giver_words(record), CALLED[record.kind])
