"""Job postings as the search may find them."""

from collections.abc import Collection, Iterator

from portal.addresses import page_url
from portal.sites import language_of
from publications.lists.reading import bodies_of, region_ids
from publications.models import JobPostingPage
from publications.records.postings import PostingRecord, posting_records
from publications.searchable import Searchable

from . import wording


def searchables(ids: Collection[int] | None) -> Iterator[Searchable]:
    """Yield the listed postings, or those of them with these page ids; over ones too, with their end."""
    pages = JobPostingPage.objects.listed()
    found = {page.pk: page for page in (pages if ids is None else pages.filter(pk__in=list(ids)))}
    records = posting_records(found)
    places = region_ids({pk: record.places for pk, record in records.items()})
    for pk, record in records.items():
        page = found[pk]
        yield Searchable(
            kind="job",
            key=str(record.uuid),
            page_id=pk,
            title=record.title,
            summary=record.summary,
            texts=(*_words(record), bodies_of(page, record.owner)),
            topics=tuple(topic.slug for topic in record.topics),
            region_ids=places[pk],
            organisation_id=record.owner.id if record.owner else None,
            url=page_url(page, language_of(page.locale_id)),
            locale=language_of(page.locale_id),
            visible_until=record.ends_at,
            by=wording.owner_words(record),
            published_on=record.published_on,
        )


def _words(record: PostingRecord) -> tuple[str, ...]:
    """Return what else a posting is found by; never its contacts."""
    words = (
        record.employer,
        record.works_for,
        wording.places_words(record),
        wording.employment_words(record),
    )
    return tuple(filter(None, words))
