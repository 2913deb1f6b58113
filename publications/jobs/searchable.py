"""Job postings as the search may find them."""

from collections.abc import Collection, Iterator

from publications.lists.searching import Said, searchables_of
from publications.models import JobPostingPage
from publications.records.postings import PostingRecord, posting_records
from publications.searchable import Searchable

from . import wording


def searchables(ids: Collection[int] | None) -> Iterator[Searchable]:
    """Yield the listed postings, or those of them with these page ids."""
    return searchables_of("job", JobPostingPage.objects.listed(), posting_records, _said, ids)


def _said(record: PostingRecord) -> Said:
    """Return what else a posting is found by; never its contacts."""
    words = (
        record.employer,
        record.works_for,
        wording.places_words(record),
        wording.employment_words(record),
    )
    return Said(words, wording.owner_words(record))
