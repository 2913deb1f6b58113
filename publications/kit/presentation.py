"""From the record of a kit to what its page and its papers show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from network.languages import LANGUAGES
from network.page_contexts import addresses
from network.region_table import region_table
from portal.languages import page_language
from portal.view_models import PageLanguage
from publications.guides.law import ends_at
from publications.guides.presentation import contact_view, shown
from publications.guides.view_models import ChapterView, GuideView, SectionView
from publications.records.kits import Hotline, KitRecord

from .numbers import chosen
from .places import code_of, districts_of
from .view_models import KitChapter, KitSection, KitVersion, KitView, NumberView

PLACE_PARAMETER = "ort"


def kit_view(record: KitRecord, today: date, path: str, place: str = "") -> KitView:
    """Return a kit as it is shown on a day, to somebody at a place; `path` is the address of its page."""
    guide = _at_place(shown(record.guide, today, path), place)
    versions = {one.language: shown(one, today, path).chapters for one in record.versions}
    sections = {code: {one.key: one for one in _sections(found)} for code, found in versions.items()}
    districts = districts_of(place) if place else None
    page_id = record.guide.page_id
    return KitView(
        guide=guide,
        chapters=tuple(_chapter(chapter, sections, record.guide.locale) for chapter in guide.chapters),
        first=tuple(_numbers(chosen(record.hotlines, districts))),
        numbers=tuple(_numbers(record.hotlines)),
        fallback_number=record.fallback_number,
        fallback_words=record.fallback_words,
        place=place,
        is_known=districts is not None,
        made_on=record.made_on,
        last_day=record.last_day,
        expires=ends_at(record.last_day).isoformat() if record.last_day else "",
        is_outdated=record.last_day is not None and record.last_day < today,
        worker_url=reverse("kit_worker", args=[page_id]) if page_id else "",
        places_url=reverse("kit_places", args=[page_id]) if page_id else "",
        scope=path,
    )


def _at_place(guide: GuideView, place: str) -> GuideView:
    """Return a guide whose versions in other languages keep the place that somebody typed."""
    if not place:
        return guide
    links = []
    for one in guide.languages:
        path, _mark, query = one.link.url.partition("?")
        parameters = f"{query}&{urlencode({PLACE_PARAMETER: place})}".lstrip("&")
        links.append(replace(one, link=replace(one.link, url=f"{path}?{parameters}")))
    return replace(guide, languages=tuple(links))


def _numbers(hotlines: tuple[Hotline, ...]) -> Iterator[NumberView]:
    """Yield numbers with what is said beside them."""
    to, table = addresses(one.contact.record.page_id for one in hotlines), region_table()
    for one in hotlines:
        rows = filter(None, (table.get(key) for key in one.districts))
        codes = " ".join(map(code_of, one.districts))
        yield NumberView(contact_view(one.contact, to), codes, ", ".join(row.official for row in rows))


def _chapter(chapter: ChapterView, versions: dict[str, dict[int, SectionView]], locale: str) -> KitChapter:
    """Return a chapter with its sections in every language."""
    sections = tuple(KitSection(one, tuple(_versions(one, versions, locale))) for one in chapter.sections)
    return KitChapter(chapter.anchor, chapter.heading, chapter.html, sections, chapter.language)


def _versions(
    first: SectionView, versions: dict[str, dict[int, SectionView]], locale: str
) -> Iterator[KitVersion]:
    """Yield a section in the languages in which there is one; beside a foreign one that of the page lies open."""
    for code, found in versions.items():
        section = found.get(first.key)
        if section is None or section.is_missing_translation or section.language == first.language:
            continue
        known = LANGUAGES.get(code)
        language = PageLanguage(code, known.dir if known else page_language(code).dir)
        yield KitVersion(known.own if known else code, language, section, is_open=code == locale)


def _sections(chapters: tuple[ChapterView, ...]) -> Iterator[SectionView]:
    """Yield the sections of chapters."""
    for chapter in chapters:
        yield from chapter.sections
