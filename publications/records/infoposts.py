"""The public record of an infopost: what everybody may know of it, cut where one of its authors is protected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from network.keeping import organisations_at
from network.models import Organisation, Region
from network.records import PlaceFact, TopicFact
from network.records.covering import OPEN, Cover
from network.records.load import covers_of, live_pages
from network.records.places import cut, place_fact
from portal.disclosure import Precision
from publications.models import (
    InfopostAuthor,
    InfopostDate,
    InfopostGuide,
    InfopostPage,
    InfopostRegion,
    InfopostTopic,
)

from .prose import plain_text, public_body


@dataclass(frozen=True)
class AuthorFact:
    """An organisation that says it; `page_id` is its public page."""

    name: str
    register_id: str
    uuid: str
    page_id: int | None
    tile: str


@dataclass(frozen=True)
class InfopostRecord:
    """An infopost as everybody may know it; without authors it is the office's own."""

    page_id: int
    uuid: str
    language: str
    kind: str
    title: str
    summary: str
    text: str
    published_on: date
    authors: tuple[AuthorFact, ...]
    topics: tuple[TopicFact, ...]
    places: tuple[PlaceFact, ...]
    event_ids: tuple[int, ...]
    guide_ids: tuple[int, ...]
    image_id: int | None
    is_shielded: bool
    first_published_at: datetime | None
    last_published_at: datetime | None
    live_revision_id: int | None


@dataclass
class Rows:
    """What belongs to infoposts, by page, and what they refer to."""

    owners: Mapping[str, Organisation] = field(default_factory=dict)
    co_authors: Mapping[int, list[Organisation]] = field(default_factory=dict)
    topics: Mapping[int, list[Any]] = field(default_factory=dict)
    regions: Mapping[int, list[Region]] = field(default_factory=dict)
    dates: Mapping[int, list[int]] = field(default_factory=dict)
    guides: Mapping[int, list[int]] = field(default_factory=dict)
    pages: Mapping[int, int] = field(default_factory=dict)
    covers: Mapping[int, Cover] = field(default_factory=dict)


def public_records(
    pages: Iterable[InfopostPage], with_text: bool = False, with_ways: bool = True
) -> Iterator[InfopostRecord]:
    """Yield the records of many infoposts with a constant number of queries, at most ten.

    Without ways they name neither dates nor guides nor the pages of authors, which lists do not show.
    """
    found = list(pages)
    rows = _load(found, with_ways)
    yield from (_record(page, rows, with_text) for page in found)


def record_and_cover(page: InfopostPage) -> tuple[InfopostRecord, Cover]:
    """Return the record of a page as it is in memory, draft or not, and what is covered in its text."""
    rows = _with_references(_rows_in_memory(page), [page], with_ways=True)
    return _record(page, rows, with_text=True), _cover(_authors(page, rows), rows)


def _load(pages: Sequence[InfopostPage], with_ways: bool) -> Rows:
    """Return the rows that the records are made of."""
    ids = [page.pk for page in pages]
    authors = (
        InfopostAuthor.objects.filter(page__in=ids)
        .select_related("organisation")
        .order_by("sort_order", "pk")
    )
    topics = InfopostTopic.objects.filter(content_object__in=ids).select_related("tag").order_by("tag__name")
    places = InfopostRegion.objects.filter(page__in=ids).order_by("sort_order", "pk")
    places = places.select_related("region__parent__parent__parent")
    dates = InfopostDate.objects.filter(page__in=ids).order_by("sort_order", "pk")
    guides = InfopostGuide.objects.filter(page__in=ids).order_by("sort_order", "pk")
    return _with_references(
        Rows(
            co_authors=_grouped((row.page_id, row.organisation) for row in authors),
            topics=_grouped((row.content_object_id, row.tag) for row in topics),
            regions=_grouped((row.page_id, row.region) for row in places),
            dates=_grouped(dates.values_list("page_id", "event_id")) if with_ways else {},
            guides=_grouped(guides.values_list("page_id", "guide_id")) if with_ways else {},
        ),
        pages,
        with_ways,
    )


def _rows_in_memory(page: InfopostPage) -> Rows:
    """Return the rows as a draft holds them."""
    return Rows(
        co_authors={page.pk: [row.organisation for row in page.co_authors.all()]},
        topics={page.pk: [row.tag for row in page.topic_links.all()]},
        regions={page.pk: [row.region for row in page.regions.all()]},
        dates={page.pk: [row.event_id for row in page.dates.all()]},
        guides={page.pk: [row.guide_id for row in page.guides.all()]},
    )


def _with_references(rows: Rows, pages: Sequence[InfopostPage], with_ways: bool) -> Rows:
    """Add whose they are, where these organisations are found, and what is covered in their words."""
    rows.owners = organisations_at(page.path for page in pages)
    entries = {entry.pk: entry for entry in rows.owners.values()}
    entries |= {entry.pk: entry for group in rows.co_authors.values() for entry in group}
    rows.pages = live_pages(entries) if entries and with_ways else {}
    rows.covers = covers_of(pk for pk, entry in entries.items() if entry.is_shielded)
    return rows


def _record(page: InfopostPage, rows: Rows, with_text: bool) -> InfopostRecord:
    """Return the record of one page."""
    authors = _authors(page, rows)
    cover = _cover(authors, rows)
    is_shielded = cover != OPEN
    precision = Precision.DISTRICT if is_shielded else Precision.EXACT
    places = (cut(place_fact(region), precision) for region in rows.regions.get(page.pk, ()))
    return InfopostRecord(
        page_id=page.pk,
        uuid=str(page.translation_key),
        language=page.locale.language_code,
        kind=page.kind,
        title=cover.text(page.title),
        summary=cover.text(page.summary),
        text=plain_text(public_body(page.body, cover)) if with_text else "",
        published_on=page.published_on,
        authors=tuple(_author(entry, rows) for entry in authors),
        topics=tuple(
            TopicFact(tag.slug, tag.name, tag.label_en, tuple(tag.synonyms))
            for tag in rows.topics.get(page.pk, ())
        ),
        places=tuple(dict.fromkeys(place for place in places if place is not None)),
        event_ids=tuple(dict.fromkeys(rows.dates.get(page.pk, ()))),
        guide_ids=tuple(dict.fromkeys(rows.guides.get(page.pk, ()))),
        image_id=None if is_shielded else page.image_id,
        is_shielded=is_shielded,
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
        live_revision_id=page.live_revision_id,
    )


def _authors(page: InfopostPage, rows: Rows) -> list[Organisation]:
    """Return who says it, the organisation above first, each once."""
    owner = rows.owners.get(page.path)
    entries = [*([owner] if owner else []), *rows.co_authors.get(page.pk, ())]
    return list({entry.pk: entry for entry in entries}.values())


def _cover(authors: Iterable[Organisation], rows: Rows) -> Cover:
    """Return what is covered in the words of all authors together."""
    return reduce(or_, (rows.covers[entry.pk] for entry in authors if entry.pk in rows.covers), OPEN)


def _author(entry: Organisation, rows: Rows) -> AuthorFact:
    """Return an entry of the register as an author."""
    page_id = rows.pages.get(entry.pk)
    return AuthorFact(entry.name, entry.register_id, str(entry.uuid), page_id, entry.picture.code)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Return the values by key, in their order."""
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
