"""Deadlines as the search may find them."""

from collections.abc import Collection, Iterator

from portal.addresses import page_url
from portal.sites import language_of
from publications.choices import DeadlineKind
from publications.lists.reading import bodies_of, region_ids
from publications.models import DeadlinePage
from publications.records.deadlines import deadline_records
from publications.searchable import Searchable

from .wording import giver_words

# What people look for by a word of their own.
CALLED = {
    DeadlineKind.FUNDING: "Förderung Fördermittel Fördergeld Zuschuss Antrag",
    DeadlineKind.CALL: "Aufruf Ausschreibung",
    DeadlineKind.PRIZE: "Preis Wettbewerb Auszeichnung",
}


def searchables(ids: Collection[int] | None) -> Iterator[Searchable]:
    """Yield the listed deadlines, or those of them with these page ids; over ones too, with their end."""
    pages = DeadlinePage.objects.listed()
    found = {page.pk: page for page in (pages if ids is None else pages.filter(pk__in=list(ids)))}
    records = deadline_records(found)
    places = region_ids({pk: record.places for pk, record in records.items()})
    for pk, record in records.items():
        page = found[pk]
        texts = (record.giver, record.for_whom, bodies_of(page, record.owner))
        yield Searchable(
            kind="deadline",
            key=str(record.uuid),
            page_id=pk,
            title=record.title,
            summary=record.summary,
            texts=tuple(filter(None, texts)),
            topics=tuple(topic.slug for topic in record.topics),
            region_ids=places[pk],
            organisation_id=record.owner.id if record.owner else None,
            url=page_url(page, language_of(page.locale_id)),
            locale=language_of(page.locale_id),
            visible_until=record.ends_at,
            by=giver_words(record),
            called=CALLED[record.kind],
            published_on=record.published_on,
        )
