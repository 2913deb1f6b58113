"""Every published guide as a light value, read once per generation of content: lists and other pages ask these."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import get_language

from network.models import ActorPage, Offer
from network.models.organisations import LISTED
from portal.addresses import page_path
from portal.content_cache import cached
from portal.page_refs import ref_of
from portal.sites import language_of
from publications.models import GuideMaker, GuidePage, GuideRegion, GuideTopic, KitPage

from .law import LawStatus, weakest
from .raw import Block, blocks_of, contacts_of, section_keys
from .uses import public_guides
from .versions import Versions, all_versions, in_language


@dataclass(frozen=True)
class GuideRow:
    """A published guide in one language, with the facts of the page that holds them; `sections` are their titles."""

    page_id: int
    uuid: UUID
    url: str
    title: str
    summary: str
    for_whom: str
    locale: str
    target_groups: tuple[str, ...]
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    sections: tuple[str, ...]
    law: LawStatus
    last_days: tuple[date, ...]
    organisation_ids: frozenset[int]
    is_kit: bool
    published_at: datetime | None
    changed_at: datetime | None
    maker_ids: frozenset[int]

    def outdated(self, today: date) -> int:
        """Return how many of its sections are outdated on a day."""
        return sum(day < today for day in self.last_days)


def guide_rows() -> tuple[GuideRow, ...]:
    """Return the published guides, each once and in the reader's language where it has one, by title."""
    return cached(f"guide-rows:{get_language()}", _in_language)


def rows_named(pages: Sequence[int]) -> list[GuideRow]:
    """Return the published guides among pages, in whatever language these are, each once and in the reader's."""
    if not pages:
        return []
    keys = {row.page_id: row.uuid for row in cached(f"guide-all:{get_language()}", _read)}
    by_key = {row.uuid: row for row in guide_rows()}
    wanted = dict.fromkeys(keys[pk] for pk in pages if pk in keys)
    return [by_key[key] for key in wanted if key in by_key]


def _in_language() -> tuple[GuideRow, ...]:
    """Return one row per guide."""
    wanted, versions = get_language(), defaultdict(dict)
    for row in cached(f"guide-all:{wanted}", _read):
        versions[row.uuid][row.locale] = row
    order = (wanted, settings.LANGUAGE_CODE)
    chosen = (next((rows[code] for code in order if code in rows), None) for rows in versions.values())
    return tuple(sorted((row for row in chosen if row), key=lambda row: (row.title.casefold(), row.page_id)))


def _read() -> tuple[GuideRow, ...]:
    """Read every published guide with its sections; seven queries."""
    pages = public_guides()
    if not pages:
        return ()
    tables = _tables(pages)
    originals = {
        page.translation_key: page for page in pages if language_of(page.locale_id) == settings.LANGUAGE_CODE
    }
    return tuple(_row(page, originals.get(page.translation_key, page), tables) for page in pages)


@dataclass(frozen=True)
class _Owners:
    """Whose offers are whose, among listed entries with a public page."""

    by_offer: Mapping[str, int]
    listed: frozenset[int]

    def of(self, bodies: Iterable[list[Block]]) -> Iterable[int]:
        """Yield the entries that contacts in blocks belong to."""
        for body in bodies:
            for contact in contacts_of(body):
                entry = self.by_offer.get(contact.get("offer") or "") or contact.get("organisation")
                if entry in self.listed:
                    yield entry


@dataclass(frozen=True)
class _Tables:
    """What guides refer to: facts by the page that holds them, sections and their texts by every key."""

    topics: Mapping[int, Sequence[str]]
    regions: Mapping[int, Sequence[str]]
    makers: Mapping[int, Sequence[int]]
    sections: Versions
    bodies: Mapping[int, list[Block]]
    owners: _Owners


def _tables(pages: Sequence[GuidePage]) -> _Tables:
    """Read what guides refer to; six queries."""
    ids = [page.pk for page in pages]
    about = GuideTopic.objects.filter(content_object__in=ids)
    places = GuideRegion.objects.filter(page__in=ids).values_list("page_id", "region__kind", "region__code")
    listed = GuideMaker.objects.filter(page__in=ids, organisation__status__in=LISTED)
    sections = all_versions()
    bodies = {key: blocks_of(rows[0].body) for key, rows in sections.items()}
    return _Tables(
        topics=_grouped(about.values_list("content_object_id", "tag__slug")),
        regions=_grouped((page, f"{kind}:{code}") for page, kind, code in places),
        makers=_grouped(listed.values_list("page_id", "organisation_id")),
        sections=sections,
        bodies=bodies,
        owners=_owners((*(blocks_of(page.urgent) for page in pages), *bodies.values())),
    )


def _row(page: GuidePage, facts: GuidePage, tables: _Tables) -> GuideRow:
    """Return a guide as a light value, with the facts of another page where it is a translation."""
    language, named = language_of(page.locale_id), section_keys(blocks_of(page.chapters))
    shown = [key for key in dict.fromkeys(named) if key in tables.sections]
    versions = [in_language(tables.sections[key], language) for key in shown]
    laws = [section.law for section in versions]
    moments = (page.last_published_at, *(section.last_published_at for section in versions))
    blocks = [blocks_of(page.urgent), *(tables.bodies[key] for key in shown)]
    return GuideRow(
        page_id=page.pk,
        uuid=page.translation_key,
        url=page_path(ref_of(page)),
        title=page.title,
        summary=page.summary,
        for_whom=page.for_whom,
        locale=language,
        target_groups=tuple(facts.target_groups),
        topics=tuple(tables.topics.get(facts.pk, ())),
        regions=tuple(tables.regions.get(facts.pk, ())),
        languages=tuple(sorted({one.language for key in shown for one in tables.sections[key]})),
        sections=tuple(section.title for section in versions),
        law=weakest(laws),
        last_days=tuple(law.valid_until for law in laws if law.valid_until),
        organisation_ids=frozenset(tables.owners.of(blocks)),
        is_kit=page.content_type_id == ContentType.objects.get_for_model(KitPage).pk,
        published_at=page.first_published_at,
        changed_at=max(filter(None, moments), default=None),
        maker_ids=frozenset(tables.makers.get(facts.pk, ())),
    )


def _owners(bodies: Iterable[list[Block]]) -> _Owners:
    """Look up whose offers are named; two queries."""
    stored = [contact for body in bodies for contact in contacts_of(body)]
    keys = {one["offer"] for one in stored if one.get("offer")}
    offers = Offer.objects.filter(key__in=keys, page__live=True)
    by_offer = {str(key): entry for key, entry in offers.values_list("key", "page__organisation_id")}
    entries = {*by_offer.values(), *(one["organisation"] for one in stored if one.get("organisation"))}
    pages = ActorPage.objects.live().filter(organisation_id__in=entries, organisation__status__in=LISTED)
    return _Owners(by_offer, frozenset(pages.values_list("organisation_id", flat=True)))


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Return values by key."""
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
