"""Infoposts as the search finds them."""

from collections.abc import Iterable, Iterator

from portal.addresses import page_path
from portal.page_refs import refs_by_id
from publications.lists.searching import region_ids
from publications.models import InfopostKind, InfopostPage
from publications.records.infoposts import public_records
from publications.searchable import Searchable

from .listing import NAME, by_whom

# What people look for by a word of their own.
CALLED = {
    InfopostKind.PRESS_RELEASE: "Pressemitteilung",
    InfopostKind.STATEMENT: "Stellungnahme",
    InfopostKind.CALL: "Aufruf",
    InfopostKind.REPORT: "Bericht",
    InfopostKind.INFOPOST: "",
}


def searchables(ids: Iterable[int] | None) -> Iterator[Searchable]:
    """Yield what everybody may find of pages, of all for None; a constant number of queries."""
    pages = InfopostPage.objects.listed().filter(alias_of=None).select_related("locale")
    wanted = pages if ids is None else pages.filter(pk__in=set(ids))
    records = list(public_records(wanted, with_text=True, with_ways=False))
    refs = refs_by_id(record.page_id for record in records)
    places = region_ids({record.page_id: record.places for record in records})
    for record in records:
        yield Searchable(
            kind=NAME,
            key=record.uuid,
            page_id=record.page_id,
            title=record.title,
            summary=record.summary,
            texts=(record.text, *(author.name for author in record.authors)),
            topics=tuple(topic.slug for topic in record.topics),
            region_ids=places[record.page_id],
            organisation_id=record.authors[0].id if record.authors else None,
            url=page_path(refs[record.page_id], record.language),
            locale=record.language,
            by=by_whom(record) if record.authors else "",
            published_on=record.published_on,
            called=CALLED[record.kind],
        )
