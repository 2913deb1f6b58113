"""An infopost as its page shows it: who says it, what it is about, what belongs to it, and how to pass it on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StreamValue

from events.calendar.reading import Dated, dated
from events.calendar.sections import entry_of as date_entry
from events.calendar.turning import next_turn
from events.calendar.wording import big_tile_of, long_day
from events.models import Occurrence
from network.presentation.types import Contact
from network.subject_urls import SubjectUrls
from portal.addresses import page_path, page_url
from portal.list_models import Entry
from portal.models import PortalImage
from portal.page_meta import picture_for_sharing
from portal.page_refs import refs_by_id
from portal.pictures import picture_of
from portal.restrictions import is_restricted
from portal.sites import site_facts
from portal.tiles import Tile, as_tile
from portal.validity import holds_until
from portal.view_models import DateTile, Link, Picture
from publications.guides.listing import entry_of as guide_entry
from publications.guides.rows import rows_named
from publications.lists.index import ORGANISATION
from publications.lists.kinds import TINT
from publications.lists.sections import chosen
from publications.models import InfopostKind, InfopostPage
from publications.own.head import head_of
from publications.own.links import topic_links
from publications.records.infoposts import InfopostRecord, record_and_cover
from publications.records.prose import public_body

from .asking_back import contacts_for
from .kit.addresses import kit_path
from .listing import INFOPOSTS, by_whom, entries

PICTURE = "max-1200x900|format-webp"
OTHERS = 3


@dataclass(frozen=True)
class Author:
    """Who says it: a name, a tile, and the page where there is one."""

    name: str
    tile: str
    url: str


@dataclass(frozen=True)
class InfopostView:
    """Everything that the template reads."""

    kicker: str
    title: str
    lead: str
    body: StreamValue
    day: str
    iso: str
    date: DateTile
    tint: Tile
    authors: tuple[Author, ...]
    contacts: tuple[Contact, ...]
    topics: tuple[Link, ...]
    places: tuple[Link, ...]
    dates: tuple[Entry, ...]
    guides: tuple[Entry, ...]
    others: tuple[Entry, ...]
    picture: Picture | None
    credit: str
    kit_url: str
    partner_url: str
    share_url: str


def infopost_context(page: InfopostPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of an infopost shows, and what machines learn of it."""
    record, cover = record_and_cover(page)
    image = PortalImage.objects.filter(pk=record.image_id).first() if record.image_id else None
    authors = tuple(_authors(record))
    is_listed = not getattr(request, "is_preview", False) and page.is_listed
    now = timezone.now()
    if record.event_ids:
        holds_until(request, next_turn(now))
    view = InfopostView(
        kicker=f"{InfopostKind(record.kind).label}: {by_whom(record)}",
        title=record.title,
        lead=record.summary,
        body=public_body(page.body, cover),
        day=long_day(record.published_on),
        iso=record.published_on.isoformat(),
        date=big_tile_of(record.published_on),
        tint=as_tile(record.authors[0].tile) if record.authors else TINT,
        authors=authors,
        contacts=contacts_for(record) if authors and authors[0].url else (),
        topics=topic_links(record.topics),
        places=tuple(_places(record)),
        dates=tuple(_dates(record, now)),
        guides=tuple(guide_entry(row, timezone.localdate(now)) for row in rows_named(record.guide_ids)),
        others=tuple(_others(record, now)) if is_listed else (),
        picture=picture_of(image, PICTURE),
        credit=image.credit if image else "",
        kit_url=kit_path(page.pk) if is_listed else "",
        partner_url=_partner_url(record),
        share_url=page_url(page),
    )
    node = _entity(record, page, request)
    return {"view": view, "json_ld_entity": node, **_head(record, page, request)}


def _authors(record: InfopostRecord) -> Iterator[Author]:
    """Yield who says it; the page of each as far as everybody may open it."""
    refs = refs_by_id(author.page_id for author in record.authors if author.page_id)
    for author in record.authors:
        ref = refs.get(author.page_id)
        is_open = ref is not None and ref.live and not is_restricted(ref.path)
        yield Author(author.name, author.tile, page_path(ref) if is_open else "")


def _places(record: InfopostRecord) -> Iterator[Link]:
    """Yield the places with their pages."""
    urls = SubjectUrls()
    yield from (Link(place.official_name, urls.region(place.key)) for place in record.places)


def _dates(record: InfopostRecord, now: datetime) -> Iterator[Entry]:
    """Yield the next date of each event it tells about; what is over is left out."""
    if not record.event_ids:
        return
    found = Occurrence.objects.listed().filter(event__in=record.event_ids).not_over(now)
    nearest: dict[int, Dated] = {}
    for one in dated(found):
        nearest.setdefault(one.record.id, one)
    yield from (date_entry(one, now) for one in nearest.values())


def _others(record: InfopostRecord, now: datetime) -> list[Entry]:
    """Return what its first author published besides."""
    if not record.authors:
        return []
    found = chosen(INFOPOSTS, now, **{ORGANISATION: record.authors[0].register_id}).ids[: OTHERS + 1]
    return entries([pk for pk in found if pk != record.page_id][:OTHERS], now)


def _partner_url(record: InfopostRecord) -> str:
    """Return where one asks to get what the first author publishes, by mail."""
    if record.authors and record.authors[0].page_id:
        return reverse("become_partner_of", args=[record.authors[0].uuid])
    return reverse("become_partner")


def _entity(record: InfopostRecord, page: InfopostPage, request: HttpRequest) -> dict[str, Any]:
    """Return the infopost in schema.org's words."""
    facts = site_facts(request)
    picture = picture_for_sharing(record.image_id, facts)
    node: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": record.title,
        "description": record.summary,
        "datePublished": record.published_on.isoformat(),
        "inLanguage": record.language,
        "url": page_url(page),
        "author": [{"@type": "Organization", "name": author.name} for author in record.authors],
        "image": picture.url if picture else None,
        "keywords": [topic.name for topic in record.topics],
    }
    if record.last_published_at:
        node["dateModified"] = record.last_published_at.isoformat(timespec="seconds")
    return {key: value for key, value in node.items() if value}


def _head(record: InfopostRecord, page: InfopostPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the head says otherwise: as of all such pages, and the post's own picture."""
    head = head_of(page, record.is_shielded, record.title, record.summary)
    if not record.is_shielded and page.social_image_id is None:
        head["meta_changes"]["image"] = picture_for_sharing(record.image_id, site_facts(request))
    return head
