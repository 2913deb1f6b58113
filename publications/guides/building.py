"""Make the record of a guide: sections in the wanted language, facts of organisations as everybody may know them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import get_language

from network.fact_source import holds_facts
from portal.content_cache import cached
from portal.sites import language_of, locales
from publications.models import GuidePage, GuideSection
from publications.records.guides import ChapterRecord, GuideContact, GuideRecord, Part, SectionRecord

from . import lookups
from .parts import Known, Target, contact_of, html_sources, parts_of
from .raw import Block, answer_keys, blocks_of, contacts_of, items, keys_of, section_keys
from .uses import places
from .versions import in_language, versions

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Chosen:
    """A section in the version that is shown, and in which languages there are others."""

    row: GuideSection
    original: GuideSection | None
    languages: tuple[str, ...]
    body: list[Block]


@dataclass(frozen=True)
class Ground:
    """What the records of a guide in all its languages stand on; `shared` are facts without a language."""

    page: GuidePage
    chapters: Sequence[Block]
    known: Known
    shared: Mapping[str, Any]


def guide_record(page: GuidePage, language: str = "") -> GuideRecord:
    """Return what everybody may read of a published guide; without a language in that of its page.

    Kept as long as no content changes: whoever asks gives a language that the guide has.
    """
    wanted = language or language_of(page.locale_id)
    return cached(_name(page, wanted), lambda: build(page, wanted))


def guide_records(page: GuidePage) -> dict[str, GuideRecord]:
    """Return what everybody may read of a published guide by language; each is kept as if asked for alone."""
    return cached(_name(page, "*"), lambda: {code: _keep(page, one) for code, one in build_all(page).items()})


def build(page: GuidePage, language: str) -> GuideRecord:
    """Return the record of a guide as it stands in memory: published, or the draft of a preview."""
    return build_all(page, (language,))[language]


def build_all(page: GuidePage, languages: Sequence[str] = ()) -> dict[str, GuideRecord]:
    """Return the records of a guide by language, without a choice in all it has; what they share is read once."""
    chapters, urgent = blocks_of(page.chapters), blocks_of(page.urgent)
    keys = tuple(dict.fromkeys(section_keys(chapters)))
    found = versions(keys)
    spoken = (row.language for rows in found.values() for row in rows)
    codes = languages or tuple(dict.fromkeys((language_of(page.locale_id), *spoken)))
    chosen = {code: _sections(keys, found, code) for code in codes}
    known = _known(
        [one for sections in chosen.values() for one in sections.values()], chapters, urgent, page.pk
    )
    ground = Ground(page, chapters, known, _shared(page, urgent, known))
    return {code: _record(ground, code, sections) for code, sections in chosen.items()}


def _name(page: GuidePage, language: str) -> str:
    """Return the name under which the record of a guide in a language is kept."""
    return f"guide:{page.pk}:{language}:{get_language()}"


def _keep(page: GuidePage, record: GuideRecord) -> GuideRecord:
    """Return a record, kept for whoever asks for its language alone."""
    return cached(_name(page, record.language), lambda: record)


def _record(ground: Ground, language: str, sections: Mapping[int, Chosen]) -> GuideRecord:
    """Return the record of a guide in a language, made of its sections in it."""
    page, known = ground.page, ground.known
    shown = [_section(one, known, language) for one in sections.values()]
    by_key = {section.key: section for section in shown}
    own = language_of(page.locale_id)
    marked = zip(chapter_marks(page.chapters), ground.chapters, strict=True)
    told = tuple(_chapters(marked, sections, by_key, known, (language, own)))
    words = _title_words(page, language, own)
    return GuideRecord(
        page_id=page.pk,
        title=words["title"],
        summary=words["summary"],
        for_whom=words["for_whom"],
        locale=own,
        language=language,
        words_language=words["language"],
        is_no_advice=page.is_no_advice,
        chapters=told,
        urgent_heading=words["urgent_heading"],
        languages=_languages(by_key.values()),
        words=_count_words(told),
        first_published=timezone.localdate(page.first_published_at) if page.first_published_at else None,
        changed_at=max(
            (moment for moment in (page.last_published_at, *(one.changed_at for one in shown)) if moment),
            default=None,
        ),
        **ground.shared,
    )


def _shared(page: GuidePage, urgent: Sequence[Block], known: Known) -> dict[str, Any]:
    """Return what a guide says in whatever language: whom to call, for whom, about what, where, who worked it out."""
    facts = page if holds_facts(page) else _source(page)
    return {
        "urgent": tuple(filter(None, (contact_of(value, known) for _kind, value in urgent))),
        "target_groups": tuple(facts.target_groups),
        "topics": tuple(sorted(link.tag.slug for link in facts.topic_links.select_related("tag"))),
        "regions": tuple(_region_keys(facts)),
        "makers": lookups.makers(facts),
    }


def section_parts(section: GuideSection) -> tuple[Part, ...]:
    """Return the parts of a section alone, as its preview shows them."""
    body = blocks_of(section.body)
    chosen = {section.pk or 0: Chosen(section, None, (), body)}
    return tuple(parts_of(body, _known(list(chosen.values()), [], [], None)))


def _sections(
    keys: Iterable[int], found: Mapping[int, list[GuideSection]], language: str
) -> dict[int, Chosen]:
    """Return what is shown for each key, in the order of reading; what is not published is left out."""
    chosen = {}
    for key in keys:
        rows = found.get(key)
        if rows:
            original = next((row for row in rows if row.original_id is None), None)
            row, languages = in_language(rows, language), tuple(one.language for one in rows)
            chosen[key] = Chosen(row, original, languages, blocks_of(row.body))
    return chosen


def _known(
    sections: Sequence[Chosen], chapters: Sequence[Block], urgent: Sequence[Block], page_id: int | None
) -> Known:
    """Look up everything that the blocks refer to."""
    bodies = [one.body for one in sections]
    offers, organisations = lookups.people(
        contact for blocks in (urgent, *bodies) for contact in contacts_of(blocks)
    )
    intros = (
        words.get("intro") or "" for _kind, value in chapters for words in (value, *items(value.get("words")))
    )
    return Known(
        html=lookups.expanded((*intros, *(text for body in bodies for text in html_sources(body)))),
        offers=offers,
        organisations=organisations,
        files=lookups.files(bodies),
        pictures=lookups.pictures(bodies),
        targets=_targets(sections, bodies, page_id),
    )


def _targets(sections: Sequence[Chosen], bodies: list[list[Block]], page_id: int | None) -> dict[int, Target]:
    """Return where answers lead: to a section of this guide, else to the first published guide that has it."""
    here = {one.row.root_id for one in sections}
    asked = {key for body in bodies for key in answer_keys(body)}
    if not asked:
        return {}
    found = {}
    for pk, original, anchor in GuideSection.objects.filter(pk__in=asked).values_list(
        "pk", "original_id", "anchor"
    ):
        root = original or pk
        elsewhere = next((one for one in places().get(root, ()) if one != page_id), None)
        if root in here:
            found[pk] = Target(anchor)
        elif elsewhere is not None:
            found[pk] = Target(anchor, elsewhere)
    return found


def _section(chosen: Chosen, known: Known, language: str) -> SectionRecord:
    """Return the record of a section."""
    row, original = chosen.row, chosen.original
    newest = original.law_status_on if original and original.pk != row.pk else None
    return SectionRecord(
        key=row.root_id,
        anchor=row.anchor,
        title=row.title,
        language=row.language,
        is_as_wanted=row.language == language,
        law=row.law,
        parts=tuple(parts_of(chosen.body, known)),
        languages=chosen.languages,
        is_behind=newest is not None and (row.law_status_on is None or row.law_status_on < newest),
        changed_at=row.last_published_at,
    )


def chapter_marks(stream: Any) -> list[str]:
    """Return the jump mark of each chapter, which stays when it is moved or gets another heading."""
    return [f"kapitel-{key.replace('-', '')[:8] or number}" for number, key in enumerate(keys_of(stream), 1)]


def _chapters(
    marked: Iterable[tuple[str, Block]],
    sections: Mapping[int, Chosen],
    by_key: Mapping[int, SectionRecord],
    known: Known,
    languages: tuple[str, str],
) -> Iterator[ChapterRecord]:
    """Yield the chapters with their sections; a section that is named twice is shown the first time."""
    wanted, own = languages
    seen: set[int] = set()
    for mark, (_kind, value) in marked:
        shown = []
        for key in items(value.get("sections")):
            root = sections[key].row.root_id if key in sections else 0
            if root and root not in seen:
                seen.add(root)
                shown.append(by_key[root])
        words = _words_in(wanted, items(value.get("words"))) or {**value, "language": own}
        html = known.html.get(words.get("intro") or "", "")
        if shown or html:
            yield ChapterRecord(mark, words["heading"], html, tuple(shown), words["language"])


def _title_words(page: GuidePage, language: str, own: str) -> dict[str, str]:
    """Return what stands above a guide in a language, in that of its page where nobody translated it."""
    names = ("title", "summary", "for_whom", "urgent_heading")
    given = [value for _kind, value in blocks_of(page.title_words)] if language != own else []
    found = _words_in(language, given) or {**{name: getattr(page, name) for name in names}, "language": own}
    return {name: found.get(name) or "" for name in (*names, "language")}


def _words_in(language: str, given: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the words in a language among those that editors gave, None where there are none."""
    return next((words for words in given if words.get("language") == language), None)


def _source(page: GuidePage) -> GuidePage:
    """Return the page in the default language that holds a translation's facts."""
    default = [pk for pk, locale in locales().items() if locale.language_code == settings.LANGUAGE_CODE]
    found = GuidePage.objects.filter(translation_key=page.translation_key, locale_id__in=default)
    return found.first() or page


def _region_keys(page: GuidePage) -> list[str]:
    """Return the keys of the places of a guide; one query."""
    return [row.region.key for row in page.regions.select_related("region")]


def _languages(sections: Iterable[SectionRecord]) -> tuple[str, ...]:
    """Return the languages in which at least one section can be read, those of most sections first."""
    counts: dict[str, int] = {}
    for section in sections:
        for code in section.languages:
            counts[code] = counts.get(code, 0) + 1
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))


def texts_of(parts: Iterable[Part]) -> Iterator[str]:
    """Yield the texts of parts, markup and all; facts of organisations are none of them."""
    for part in parts:
        yield from _texts_in(part)


def _count_words(chapters: Iterable[ChapterRecord]) -> int:
    """Return how many words there are to read."""
    return sum(len(_WORD.findall(strip_tags(text))) for chapter in chapters for text in _read_in(chapter))


def _read_in(chapter: ChapterRecord) -> Iterator[str]:
    """Yield the texts of a chapter, markup and all."""
    yield chapter.html
    for section in chapter.sections:
        yield section.title
        yield from texts_of(section.parts)


def _texts_in(value: Any) -> Iterator[str]:
    """Yield the texts in a part, or in a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts_in(one)
    elif is_dataclass(value) and not isinstance(value, GuideContact):
        for one in fields(value):
            yield from _texts_in(getattr(value, one.name))
