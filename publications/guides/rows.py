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
from publications.models import GuideMaker, GuideRegion, GuideSection, GuideTopic, KitPage

from .law import LawStatus, weakest
from .raw import Block, blocks_of, contacts_of, section_keys
from .uses import public_guides


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
    keys = {row.page_id: key for key, row in cached(f"guide-all:{get_language()}", _read)}
    by_key = {keys[row.page_id]: row for row in guide_rows()}
    wanted = dict.fromkeys(keys[pk] for pk in pages if pk in keys)
    return [by_key[key] for key in wanted if key in by_key]


def _in_language() -> tuple[GuideRow, ...]:
    """Return one row per guide."""
    wanted, versions = get_language(), defaultdict(dict)
    for key, row in cached(f"guide-all:{wanted}", _read):
        versions[key][row.locale] = row
    order = (wanted, settings.LANGUAGE_CODE)
    chosen = (next((rows[code] for code in order if code in rows), None) for rows in versions.values())
    return tuple(sorted((row for row in chosen if row), key=lambda row: (row.title.casefold(), row.page_id)))


def _read() -> tuple[tuple[Any, GuideRow], ...]:
    """Read every published guide with its sections; seven queries."""
    pages = public_guides()
    if not pages:
        return ()
    kit = ContentType.objects.get_for_model(KitPage).pk
    originals = {
        page.translation_key: page for page in pages if language_of(page.locale_id) == settings.LANGUAGE_CODE
    }
    ids = [page.pk for page in pages]
    topics = _grouped(
        GuideTopic.objects.filter(content_object__in=ids).values_list("content_object_id", "tag__slug")
    )
    regions = _grouped(
        (page_id, f"{kind}:{code}")
        for page_id, kind, code in GuideRegion.objects.filter(page__in=ids).values_list(
            "page_id", "region__kind", "region__code"
        )
    )
    listed = GuideMaker.objects.filter(page__in=ids, organisation__status__in=LISTED)
    makers = _grouped(listed.values_list("page_id", "organisation_id"))
    sections = _sections()
    bodies = {key: blocks_of(rows[0].body) for key, rows in sections.items()}
    owners = _owners((*(blocks_of(page.urgent) for page in pages), *bodies.values()))
    found = []
    for page in pages:
        facts = originals.get(page.translation_key, page)
        shown = [key for key in dict.fromkeys(section_keys(blocks_of(page.chapters))) if key in sections]
        versions = [_version(sections[key], language_of(page.locale_id)) for key in shown]
        laws = [section.law for section in versions]
        moments = (page.last_published_at, *(section.last_published_at for section in versions))
        blocks = [blocks_of(page.urgent), *(bodies[key] for key in shown)]
        row = GuideRow(
            page_id=page.pk,
            uuid=page.translation_key,
            url=page_path(ref_of(page)),
            title=page.title,
            summary=page.summary,
            for_whom=page.for_whom,
            locale=language_of(page.locale_id),
            target_groups=tuple(facts.target_groups),
            topics=tuple(topics.get(facts.pk, ())),
            regions=tuple(regions.get(facts.pk, ())),
            languages=tuple(sorted({one.language for key in shown for one in sections[key]})),
            sections=tuple(section.title for section in versions),
            law=weakest(laws),
            last_days=tuple(law.valid_until for law in laws if law.valid_until),
            organisation_ids=frozenset(owners.of(blocks)),
            is_kit=page.content_type_id == kit,
            published_at=page.first_published_at,
            changed_at=max(filter(None, moments), default=None),
            maker_ids=frozenset(makers.get(facts.pk, ())),
        )
        found.append((page.translation_key, row))
    return tuple(found)


def _version(rows: list[GuideSection], language: str) -> GuideSection:
    """Return the version of a section that a guide in a language shows."""
    return next((row for row in rows if row.language == language), rows[0])


def _sections() -> dict[int, list[GuideSection]]:
    """Return the published versions of sections under every key that may name them, the original first."""
    by_root: dict[int, list[GuideSection]] = defaultdict(list)
    rows = list(GuideSection.objects.filter(live=True).order_by("original_id", "pk"))
    for row in sorted(rows, key=lambda row: (row.original_id is not None, row.pk)):
        by_root[row.root_id].append(row)
    return {key: group for root, group in by_root.items() for key in {root, *(row.pk for row in group)}}


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
