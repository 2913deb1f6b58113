"""What the search is told of what stands below organisations' pages."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from network.models import Region
from network.records import PlaceFact
from network.records.prose import page_text, public_story
from portal.addresses import page_url
from portal.sites import language_of
from publications.records.covered import cover_of_owner
from publications.searchable import Searchable

from .telling import Record


@dataclass(frozen=True)
class Said:
    """What a kind says of a thing in words of its own, as `Searchable` has it."""

    texts: tuple[str, ...]
    by: str
    called: str = ""


def searchables_of(
    kind: str,
    listed: QuerySet,
    read: Callable[[Iterable[int]], Mapping[int, Record]],
    said: Callable[[Any], Said],
    ids: Collection[int] | None,
) -> Iterator[Searchable]:
    """Yield listed pages, or those of them with these ids, as the search finds them; over ones too, with their end.

    Two queries beside those that read the records.
    """
    found = {page.pk: page for page in (listed if ids is None else listed.filter(pk__in=list(ids)))}
    records = read(found)
    places = region_ids({pk: record.places for pk, record in records.items()})
    for pk, record in records.items():
        page, own = found[pk], said(record)
        body = page_text(public_story(page.body, cover_of_owner(record.owner)))
        yield Searchable(
            kind=kind,
            key=str(record.uuid),
            page_id=pk,
            title=record.title,
            summary=record.summary,
            texts=tuple(filter(None, (*own.texts, body))),
            topics=tuple(topic.slug for topic in record.topics),
            region_ids=places[pk],
            organisation_id=record.owner.id if record.owner else None,
            url=page_url(page, language_of(page.locale_id)),
            locale=language_of(page.locale_id),
            visible_until=record.ends_at,
            by=own.by,
            called=own.called,
            published_on=record.published_on,
        )


def region_ids(places: Mapping[int, Iterable[PlaceFact]]) -> dict[int, tuple[int, ...]]:
    """Return the primary keys of the places that pages tell, by page; one query."""
    keys = {pk: [place.key for place in told] for pk, told in places.items()}
    codes = {key.partition(":")[2] for told in keys.values() for key in told}
    known = {region.key: region.pk for region in Region.objects.filter(code__in=codes).only("kind", "code")}
    return {pk: tuple(known[key] for key in dict.fromkeys(told) if key in known) for pk, told in keys.items()}
