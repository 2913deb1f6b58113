"""The public record of an infopost: what everybody may know of it, cut where one of its authors is protected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from network.keeping import organisations_at
from network.models import Organisation
from network.records import PlaceFact, TopicFact
from network.records.covering import OPEN, Cover
from network.records.load import covers_for, live_pages
from publications.models import (
    InfopostAuthor,
    InfopostDate,
    InfopostGuide,
    InfopostPage,
    InfopostRegion,
    InfopostTopic,
)

from .covered import told_places
from .prose import plain_text, public_body
from .tables import PLACE, Tables, in_memory, rows_in, stored, topics_in


@dataclass(frozen=True)
class AuthorFact:
    """An organisation that says it; `page_id` is its public page."""

    id: int
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


@dataclass(frozen=True)
class Behind:
    """Who stands behind infoposts: owners by place in the tree, public pages and what is covered by organisation.

    `covers` is for owners, `named_covers` for those who are named in words that are not theirs.
    """

    owners: Mapping[str, Organisation]
    pages: Mapping[int, int]
    covers: Mapping[int, Cover]
    named_covers: Mapping[int, Cover]


# What belongs to an infopost, with what is read along; lists show neither dates nor guides.
IN_LISTS = {
    "co_authors": (InfopostAuthor, "organisation"),
    "topic_links": (InfopostTopic, "tag"),
    "regions": (InfopostRegion, PLACE),
}
ALL = {**IN_LISTS, "dates": (InfopostDate, ""), "guides": (InfopostGuide, "")}


def public_records(
    pages: Iterable[InfopostPage], with_text: bool = False, with_ways: bool = True
) -> Iterator[InfopostRecord]:
    """Yield the records of many infoposts with a constant number of queries, at most ten.

    Without ways they name neither dates nor guides nor the pages of authors, which lists do not show.
    """
    found = list(pages)
    tables = stored(found, **(ALL if with_ways else IN_LISTS))
    behind = _behind(found, tables, with_ways)
    yield from (_record(page, tables, behind, with_text) for page in found)


def record_and_cover(page: InfopostPage) -> tuple[InfopostRecord, Cover]:
    """Return the record of a page as it is in memory, draft or not, and what is covered in its text."""
    tables = in_memory(page, *ALL)
    behind = _behind([page], tables, with_ways=True)
    return _record(page, tables, behind, with_text=True), _cover(page, tables, behind)


def _behind(pages: Sequence[InfopostPage], tables: Tables, with_ways: bool) -> Behind:
    """Return whose infoposts are, where these organisations are found, and what is covered in their words."""
    owners = organisations_at(page.path for page in pages)
    named = [row.organisation for rows in tables["co_authors"].values() for row in rows]
    entries = {entry.pk: entry for entry in (*owners.values(), *named)}
    protected = ([entry.pk for entry in group if entry.is_shielded] for group in (owners.values(), named))
    return Behind(owners, live_pages(entries) if entries and with_ways else {}, *covers_for(*protected))


def _record(page: InfopostPage, tables: Tables, behind: Behind, with_text: bool) -> InfopostRecord:
    """Return the record of one page."""
    authors = _authors(page, tables, behind)
    cover = _cover(page, tables, behind)
    is_shielded = cover != OPEN
    return InfopostRecord(
        page_id=page.pk,
        uuid=str(page.translation_key),
        language=page.locale.language_code,
        kind=page.kind,
        title=cover.text(page.title),
        summary=cover.text(page.summary),
        text=plain_text(public_body(page.body, cover)) if with_text else "",
        published_on=page.published_on,
        authors=tuple(_author(entry, behind) for entry in authors),
        topics=topics_in(tables, page),
        places=told_places((row.region for row in rows_in(tables, "regions", page)), is_shielded),
        event_ids=tuple(dict.fromkeys(row.event_id for row in rows_in(tables, "dates", page))),
        guide_ids=tuple(dict.fromkeys(row.guide_id for row in rows_in(tables, "guides", page))),
        image_id=None if is_shielded else page.image_id,
        is_shielded=is_shielded,
        first_published_at=page.first_published_at,
        last_published_at=page.last_published_at,
    )


def _authors(page: InfopostPage, tables: Tables, behind: Behind) -> list[Organisation]:
    """Return who says it, the organisation above first, each once."""
    owner = behind.owners.get(page.path)
    named = (row.organisation for row in rows_in(tables, "co_authors", page))
    entries = [*([owner] if owner else []), *named]
    return list({entry.pk: entry for entry in entries}.values())


def _cover(page: InfopostPage, tables: Tables, behind: Behind) -> Cover:
    """Return what is covered in an infopost: all of the owner's words, and of those it names what was public."""
    owner = behind.owners.get(page.path)
    own = behind.covers.get(owner.pk, OPEN) if owner else OPEN
    named = (row.organisation_id for row in rows_in(tables, "co_authors", page))
    return reduce(or_, (behind.named_covers.get(pk, OPEN) for pk in named), own)


def _author(entry: Organisation, behind: Behind) -> AuthorFact:
    """Return an entry of the register as an author."""
    page_id = behind.pages.get(entry.pk)
    tile = entry.picture.code
    return AuthorFact(entry.pk, entry.name, entry.register_id, str(entry.uuid), page_id, tile)
