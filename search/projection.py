"""Keep the search documents equal to what is public: which pages a change concerns, and what is written for them.

Runs inside `portal.changes.drain`, under the clock's lock, so the state read here is the newest committed one
and no older projection can overwrite a newer one. An unchanged digest writes nothing.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from network.freshness.settings import periods
from network.models import ActorPage, Membership, Region, ServedArea
from network.models.organisations import LISTED
from network.records import ActorRecord, public_records
from network.records.covering import OPEN
from network.records.load import actor_pages, covers_of
from network.records.prose import page_text, public_story
from portal import changes
from portal.models import StandardPage

from .analysis import analyser
from .documents import DocumentData, Freshness, Prose, actor_document, text_document
from .models import SearchDocument

PAGE = "wagtailcore.page"
KEYS = "page:"
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Projected:
    """What is to be stored for a page, an event or a publication: its document, or none when it is not public.

    `public_digest` is that of everything everybody may know of it, contacts included, which no document holds.
    """

    page_id: int | None
    type: str
    register_id: str
    data: DocumentData
    public_digest: str
    event_id: int | None = None
    visible_from: datetime | None = None
    visible_until: datetime | None = None


def consume(changed: Sequence[tuple[str, str]], n: int) -> None:
    """Project every page that these changes concern, with `n` as their sequence number.

    A change that concerns very many pages (a renamed state) puts them into the journal instead, so that no
    transaction is long and no save waits for all of them.
    """
    own = affected_pages(change for change in changed if change[0] == PAGE)
    others = affected_pages(change for change in changed if change[0] != PAGE) - own
    if len(others) > MOST_AT_ONCE:
        changes.record_ids((PAGE, pk) for pk in sorted(others))
        others = set()
    project(own | others, n)


def affected_pages(changed: Iterable[tuple[str, str]]) -> set[int]:
    """Return the ids of pages whose documents a set of changes may alter."""
    return affected(changed, _DEPENDENTS)


def affected(
    changed: Iterable[tuple[str, str]], finders: Mapping[str, Callable[[list[str]], Iterable[int]]]
) -> set[int]:
    """Return the ids that finders name for a set of changes; each finder is asked once, by model label."""
    by_model: dict[str, list[str]] = {}
    for label, pk in changed:
        by_model.setdefault(label, []).append(pk)
    return {pk for label, ids in by_model.items() if label in finders for pk in finders[label](ids)}


def _of_page(ids: list[str]) -> Iterable[int]:
    """Return the pages themselves and their translations, which share a document with them."""
    pages = {int(pk) for pk in ids}
    keys = Page.objects.filter(pk__in=pages).values("translation_key")
    return pages | set(Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True))


def _of_organisation(ids: list[str]) -> Iterable[int]:
    """Return the pages of organisations and of the members that show them as their alliance."""
    members = Membership.objects.filter(alliance_id__in=ids).values("organisation_id")
    concerned = Q(organisation_id__in=ids) | Q(organisation_id__in=members)
    return ActorPage.objects.filter(concerned).values_list("pk", flat=True)


def _of_topic(ids: list[str]) -> Iterable[int]:
    """Return the pages with one of the topics."""
    return ActorPage.objects.filter(topic_links__tag_id__in=ids).values_list("pk", flat=True)


def _of_region(ids: list[str]) -> Iterable[int]:
    """Return the pages that sit or work in one of the regions or below it."""
    regions = regions_below(ids)
    served = ServedArea.objects.filter(region_id__in=regions).values("page_id")
    here = Q(organisation__seat_id__in=regions) | Q(addresses__region_id__in=regions) | Q(pk__in=served)
    return ActorPage.objects.filter(here).values_list("pk", flat=True)


def regions_below(ids: Iterable[str]) -> set[int]:
    """Return the ids of regions and of all below them."""
    regions = set(Region.objects.filter(pk__in=ids).values_list("pk", flat=True))
    level = regions
    while level:
        level = set(Region.objects.filter(parent_id__in=level).values_list("pk", flat=True)) - regions
        regions |= level
    return regions


def _of_postcode(ids: list[str]) -> Iterable[int]:
    """Return the pages with an address in one of the postcodes (by code)."""
    return ActorPage.objects.filter(addresses__postcode__in=ids).values_list("pk", flat=True)


def _of_settings(ids: list[str]) -> Iterable[int]:
    """Return the pages of all entries: after how many months they are out of date may have changed."""
    return ActorPage.objects.values_list("pk", flat=True)


_DEPENDENTS = {
    PAGE: _of_page,
    "network.organisation": _of_organisation,
    "network.topic": _of_topic,
    "network.region": _of_region,
    "network.postcode": _of_postcode,
    "portal.portalsettings": _of_settings,
}


def project(page_ids: Iterable[int], n: int) -> int:
    """Write the documents of these pages; return how many rows changed."""
    ids = sorted(set(page_ids))
    if not ids:
        return 0
    stored = {row.key: row for row in rows_of(ids).defer("data", "shown")}
    return write(changed_rows(ids, stored, n))


def rows_of(ids: Collection[int]) -> QuerySet[SearchDocument]:
    """Return the documents that pages themselves have; what is published on them has its own."""
    return SearchDocument.objects.filter(page_id__in=ids, key__startswith=KEYS)


def write(rows: Sequence[SearchDocument]) -> int:
    """Store rows in the place of those with the same key; return how many there are."""
    SearchDocument.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[
            "type",
            "locale",
            "register_id",
            "page_id",
            "event_id",
            "data",
            "title",
            "shown",
            "deleted",
            "digest",
            "public_digest",
            "appeared_at",
            "changed_at",
            "analysis_version",
            "seq",
            "visible_from",
            "visible_until",
            "updated_at",
        ],
    )
    return len(rows)


def changed_rows(ids: Sequence[int], stored: Mapping[str, SearchDocument], n: int) -> list[SearchDocument]:
    """Return the rows of these pages that are not as the content says, by key; `stored` are those there are."""
    wanted = {f"{KEYS}{item.page_id}": item for item in projections(ids)}
    now = timezone.now()
    rows: list[SearchDocument | None] = []
    for key in sorted({*wanted, *stored}):
        item, known = wanted.get(key), stored.get(key)
        rows += [_former(item, known, n, now), row_to_write(key, item, known, n, now)]
    return [row for row in rows if row is not None]


def _former(
    wanted: Projected | None, stored: SearchDocument | None, n: int, now: datetime
) -> SearchDocument | None:
    """Return the tombstone of a document under the id or type that it has no more, None when it kept both.

    It has a key of its own, one for each former id: whoever keeps a copy is told that the old one went.
    """
    if wanted is None or stored is None:
        return None
    if (wanted.type, wanted.register_id) == (stored.type, stored.register_id):
        return None
    name = sha256(f"{stored.type} {stored.register_id}".encode()).hexdigest()[:16]
    return SearchDocument(
        key=f"{stored.key}:{name}",
        type=stored.type,
        locale=stored.locale,
        register_id=stored.register_id,
        page_id=stored.page_id,
        deleted=True,
        appeared_at=stored.appeared_at,
        changed_at=stored.changed_at if stored.deleted else now,
        analysis_version=stored.analysis_version,
        seq=n,
    )


def row_to_write(
    key: str, wanted: Projected | None, stored: SearchDocument | None, n: int, now: datetime
) -> SearchDocument | None:
    """Return the row to write for a key, a tombstone for what is gone, None when nothing changed."""
    if wanted is None:
        if stored is None or stored.deleted:
            return None
        stored.deleted, stored.data, stored.digest, stored.seq = True, {}, "", n
        stored.title, stored.shown, stored.public_digest, stored.changed_at = "", {}, "", now
        return stored
    row = document_row(key, wanted, n)
    if stored is None or stored.deleted:
        row.appeared_at = row.changed_at = now
        return row
    is_same = stored.public_digest == row.public_digest
    if is_same and stored.digest == row.digest:
        return None
    row.appeared_at = stored.appeared_at
    # A row from before digests were kept did not change by getting one.
    row.changed_at = stored.changed_at if is_same or not stored.public_digest else now
    return row


def document_row(key: str, wanted: Projected, n: int) -> SearchDocument:
    """Return the unsaved row of a document."""
    row = SearchDocument(
        key=key,
        type=wanted.type,
        locale=settings.LANGUAGE_CODE,
        register_id=wanted.register_id,
        page_id=wanted.page_id,
        event_id=wanted.event_id,
        data=wanted.data.as_json(),
        title=wanted.data.title[:255],
        shown=wanted.data.shown,
        analysis_version=analyser(settings.LANGUAGE_CODE).version,
        seq=n,
        public_digest=wanted.public_digest,
        visible_from=wanted.visible_from,
        visible_until=wanted.visible_until,
    )
    row.digest = digest_of(row)
    return row


def digest_of(row: SearchDocument) -> str:
    """Return the digest of what a row holds, by which it is known to be as the content says."""
    content = [row.type, row.register_id, row.title, row.analysis_version, row.data, row.shown]
    if row.visible_until is not None:
        content.append(row.visible_until.timestamp())
    if row.visible_from is not None:
        content.append(f"from {row.visible_from.timestamp()}")
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def public_pages() -> Any:
    """Return the pages everybody may see: live, and not below a restriction."""
    found = Page.objects.live()
    restricted = PageViewRestriction.objects.values_list("page__path", flat=True)
    for path in restricted:
        found = found.exclude(path__startswith=path)
    return found


def projections(ids: Sequence[int]) -> Iterable[Projected]:
    """Yield what is to be found of these pages; pages that are not public or not listed are left out.

    One document stands for a page and its translations: it is found in every language it is written in.
    """
    public = public_pages().filter(pk__in=ids, alias_of__isnull=True)
    default = settings.LANGUAGE_CODE
    yield from _actors(public.filter(locale__language_code=default))
    yield from _texts(public.filter(locale__language_code=default))
    without_source = ~Exists(
        public_pages().filter(translation_key=OuterRef("translation_key"), locale__language_code=default)
    )
    yield from _texts(public.exclude(locale__language_code=default).filter(without_source))


def _actors(public: Any) -> Iterable[Projected]:
    """Yield the documents of organisations and alliances."""
    listed = actor_pages().filter(pk__in=public.values("pk"), organisation__status__in=LISTED)
    pages = {page.pk: page for page in listed.order_by("pk")}
    covers = covers_of(page.organisation_id for page in pages.values() if page.organisation.is_shielded)

    def words(page: ActorPage) -> tuple[str, str]:
        cover = covers.get(page.organisation_id, OPEN)
        return cover.text(page.summary), page_text(public_story(page.story, cover))

    others = _translations(ActorPage, pages.values(), words)
    freshness = Freshness(timezone.localdate(), periods().stale)
    for record in public_records(pages.values()):
        page = pages[record.page_id]
        prose = others.get(page.translation_key, ())
        data = actor_document(record, page.url_path, prose, freshness)
        yield Projected(page.pk, record.type, record.register_id, data, _digest([record, *prose]))


def _texts(public: Any) -> Iterable[Projected]:
    """Yield the documents of pages of text."""
    pages = list(
        StandardPage.objects.filter(pk__in=public.values("pk")).select_related("locale").order_by("pk")
    )

    def words(page: StandardPage) -> tuple[str, str]:
        return page.intro, page_text(page.body)

    others = _translations(StandardPage, pages, words)
    for page in pages:
        prose = Prose(page.locale.language_code, page.title, *words(page), page.url_path)
        data = text_document(prose, others.get(page.translation_key, ()))
        digest = _digest([prose, *others.get(page.translation_key, ())])
        yield Projected(page.pk, "page", f"page-{page.pk}", data, digest)


def _digest(values: Sequence[ActorRecord | Prose]) -> str:
    """Return the digest of frozen values, whose written form says all they hold."""
    return sha256(repr(values).encode()).hexdigest()


def _translations(
    model: type[Page], pages: Iterable[Page], words: Callable[[Any], tuple[str, str]]
) -> dict[Any, list[Prose]]:
    """Return the public prose of pages in other languages by translation key."""
    found: dict[Any, list[Prose]] = {}
    keys = {page.translation_key: page.pk for page in pages}
    rows = model.objects.filter(
        translation_key__in=keys, pk__in=public_pages().values("pk"), alias_of__isnull=True
    )
    for page in rows.exclude(pk__in=keys.values()).select_related("locale").order_by("pk"):
        prose = Prose(page.locale.language_code, page.title, *words(page), page.url_path)
        found.setdefault(page.translation_key, []).append(prose)
    return found


def everything() -> list[int]:
    """Return the ids of every page that has or could have a document."""
    could = set(ActorPage.objects.values_list("pk", flat=True)) | set(
        StandardPage.objects.values_list("pk", flat=True)
    )
    stored = SearchDocument.objects.filter(page_id__isnull=False, key__startswith=KEYS)
    return sorted(could | set(stored.values_list("page_id", flat=True)))
