"""What of guides can be found by words: each guide, and each of its sections once, however many guides show it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags

from network.models.organisations import LISTED
from portal.addresses import page_path
from portal.page_refs import ref_of
from portal.restrictions import is_restricted
from portal.sites import language_of
from publications.models import GuideMaker, GuidePage, GuideRegion, GuideSection, GuideTopic
from publications.searchable import Searchable

from .building import texts_of
from .parts import Known, html_sources, parts_of
from .presentation import LANGUAGE_PARAMETER
from .raw import Block, blocks_of, items, section_keys
from .uses import places
from .versions import in_language, versions


@dataclass(frozen=True)
class _About:
    """What guides are about, by the key that a page shares with its translations."""

    topics: dict[UUID, tuple[str, ...]]
    regions: dict[UUID, tuple[int, ...]]
    makers: dict[UUID, tuple[str, ...]]


def searchables(ids: Iterable[int] | None = None) -> Iterator[Searchable]:
    """Yield published guides with their sections, all or those of some pages; six queries, however many there are."""
    live = GuidePage.objects.live().order_by("path")
    pages = [
        page
        for page in (live if ids is None else live.filter(pk__in=list(ids)))
        if not is_restricted(page.path)
    ]
    about = _about(pages)
    chapters = {page.pk: blocks_of(page.chapters) for page in pages}
    found = versions(key for blocks in chapters.values() for key in section_keys(blocks))
    first = {key: there[0] for key, there in places().items()}
    today = timezone.localdate()
    for page in pages:
        shown = [found[key] for key in dict.fromkeys(section_keys(chapters[page.pk])) if found.get(key)]
        guide = _guide(page, chapters[page.pk], about)
        versions_of = {guide.locale: guide} | dict(_in_other_languages(guide, page, chapters[page.pk]))
        for code, one in versions_of.items():
            yield replace(
                one, is_outdated=any(in_language(rows, code).law.is_outdated(today) for rows in shown)
            )
        rows = {row.pk: row for group in shown for row in group}.values()
        for row in rows:
            if first.get(row.root_id) == page.pk:
                yield _section(versions_of.get(row.language, guide), guide, row, today)


def _guide(page: GuidePage, chapters: list[Block], about: _About) -> Searchable:
    """Return a guide: its own words, not those of its sections."""
    headings = tuple(value["heading"] for _kind, value in chapters)
    intros = tuple(strip_tags(value.get("intro") or "") for _kind, value in chapters)
    return Searchable(
        kind="guide",
        key=str(page.translation_key),
        page_id=page.pk,
        title=page.title,
        summary=page.summary,
        texts=tuple(filter(None, (*headings, *intros, *about.makers.get(page.translation_key, ())))),
        topics=about.topics.get(page.translation_key, ()),
        region_ids=about.regions.get(page.translation_key, ()),
        organisation_id=None,
        url=page_path(ref_of(page)),
        locale=language_of(page.locale_id),
        visible_from=page.first_published_at,
        by=page.for_whom,
    )


def _in_other_languages(
    guide: Searchable, page: GuidePage, chapters: list[Block]
) -> Iterator[tuple[str, Searchable]]:
    """Yield a guide in the languages into which its title is translated beside those of pages."""
    for _kind, words in blocks_of(page.title_words):
        code = words.get("language") or guide.locale
        if code == guide.locale or code in settings.INTERFACE_LANGUAGES:
            continue
        told = [
            one for _kind, value in chapters for one in items(value.get("words")) if one["language"] == code
        ]
        texts = (text for one in told for text in (one["heading"], strip_tags(one.get("intro") or "")))
        yield (
            code,
            replace(
                guide,
                title=words["title"],
                summary=words.get("summary") or "",
                texts=tuple(filter(None, texts)),
                url=f"{guide.url}?{LANGUAGE_PARAMETER}={code}",
                locale=code,
                by=words.get("for_whom") or "",
            ),
        )


def _section(named: Searchable, guide: Searchable, row: GuideSection, today: date) -> Searchable:
    """Return a section in one language, at its mark in a guide; contacts are found with their organisations.

    `named` is the guide as it is called in that language.
    """
    body = blocks_of(row.body)
    stored = {text: text for text in html_sources(body)}
    texts = (*texts_of(parts_of(body, Known(html=stored))), row.changes_with)
    asked = "" if row.language == guide.locale else f"?{LANGUAGE_PARAMETER}={row.language}"
    return replace(
        guide,
        kind="guide_section",
        key=str(row.root_id),
        title=row.title,
        summary=named.title,
        texts=tuple(words for text in texts if (words := strip_tags(text.replace("<", " <")).strip())),
        url=f"{guide.url}{asked}#{row.anchor}",
        locale=row.language,
        visible_from=row.first_published_at,
        is_outdated=row.law.is_outdated(today),
        by="",
    )


def _about(pages: list[GuidePage]) -> _About:
    """Read what guides are about; translations are about what their originals are about; three queries."""
    keys = {page.translation_key for page in pages}
    topics: dict[UUID, tuple[str, ...]] = {}
    regions: dict[UUID, tuple[int, ...]] = {}
    in_group = {"content_object__translation_key__in": keys}
    for key, slug in GuideTopic.objects.filter(**in_group).values_list(
        "content_object__translation_key", "tag__slug"
    ):
        topics[key] = (*topics.get(key, ()), slug)
    places_of = GuideRegion.objects.filter(page__translation_key__in=keys)
    for key, region in places_of.values_list("page__translation_key", "region_id"):
        regions[key] = (*regions.get(key, ()), region)
    makers: dict[UUID, tuple[str, ...]] = {}
    listed = GuideMaker.objects.filter(page__translation_key__in=keys, organisation__status__in=LISTED)
    for key, name in listed.values_list("page__translation_key", "organisation__name"):
        makers[key] = (*makers.get(key, ()), name)
    return _About(topics, regions, makers)
