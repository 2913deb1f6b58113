"""From the record of a guide to what its page, its paper and its kit show: labels, addresses, what is outdated."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from network.choices import OfferStatus, TargetGroup
from network.directory_urls import relay_path
from network.labels import topic_labels
from network.languages import LANGUAGES
from network.page_contexts import addresses
from network.presentation.actor import Addresses, contact_of
from network.presentation.words import labels, language_words
from network.region_table import region_table
from network.relay.messages import needs_relay
from portal.view_models import Badge, Link, PageLanguage
from publications.records.guides import (
    Answer,
    ChapterRecord,
    ContactsPart,
    GuideContact,
    GuideRecord,
    Part,
    QuestionPart,
    SectionRecord,
)

from .law import LawStatus
from .view_models import (
    AnswerView,
    ChapterView,
    ContactsView,
    ContactView,
    GuideLanguage,
    GuideView,
    LawView,
    QuestionView,
    SectionView,
)

WORDS_PER_MINUTE = 180
# How many ways of reaching somebody stand in a guide; all of them stand on the page of the organisation.
MOST_CONTACTS = 4
LANGUAGE_PARAMETER = "sprache"


def shown(record: GuideRecord, today: date, path: str = "") -> GuideView:
    """Return a guide as it is shown on a day; `path` is the address of its page."""
    to = addresses(_pages(record))
    chapters = [_chapter(chapter, record, today, to) for chapter in record.chapters]
    outdated = record.outdated_sections(today)
    return GuideView(
        title=record.title,
        summary=record.summary,
        for_whom=record.for_whom,
        language=words_language(record.words_language),
        chapters=tuple(_with_neighbours(chapters)),
        law=law_view(record.law, today),
        urgent_heading=record.urgent_heading,
        urgent=tuple(contact_view(contact, to) for contact in record.urgent),
        minutes=max(1, round(record.words / WORDS_PER_MINUTE)),
        languages=tuple(_languages(record, path)),
        outdated=tuple(Link(section.title, f"#{section.anchor}") for section in outdated),
        is_no_advice=record.is_no_advice,
        report_url=report_path(record.page_id),
        topics=tuple(_topics(record, to)),
        target_groups=labels(TargetGroup, record.target_groups),
        places=tuple(_places(record, to)),
        makers=tuple(Link(maker.name, to.page(maker.page_id)) for maker in record.makers),
    )


def law_view(law: LawStatus, today: date) -> LawView:
    """Return how long something holds, on a day."""
    return LawView(law.as_of, law.reviewed_by, law.valid_until, law.changes_with, law.is_outdated(today))


def contact_view(contact: GuideContact, to: Addresses) -> ContactView:
    """Return somebody who helps; what has ended shows no number."""
    record, offer = contact.record, contact.offer
    url = to.page(record.page_id)
    if url and offer and not contact.has_ended:
        url = f"{url}#angebot-{offer.key[:8]}"
    reached = () if contact.has_ended else record.contacts[:MOST_CONTACTS]
    return ContactView(
        name=record.title,
        url=url,
        tile=record.tile,
        town=record.seat.name if record.seat else "",
        offer=offer.title if offer else "",
        note=contact.note,
        languages=language_words(offer.languages if offer and offer.languages else record.languages),
        cost=offer.cost if offer else "",
        how_to_apply="" if offer is None or contact.has_ended else offer.how_to_apply,
        contacts=tuple(contact_of(fact) for fact in reached),
        badge=_status(offer.status) if offer else None,
        phone=contact.phone,
        write_url=relay_path(record.uuid) if needs_relay(record) and not contact.has_ended else "",
        is_protected=record.is_shielded,
    )


def part_view(part: Part, to: Addresses) -> Any:
    """Return a part as its template reads it: those with addresses as views, all others as they are."""
    if isinstance(part, ContactsPart):
        return ContactsView(part.heading, tuple(contact_view(contact, to) for contact in part.contacts))
    if isinstance(part, QuestionPart):
        answers = (AnswerView(one.words, one.html, _answer_url(one, to)) for one in part.answers)
        return QuestionView(part.question, tuple(answers))
    return part


def words_language(code: str) -> PageLanguage | None:
    """Return the language of words where it differs from the interface around them, else None."""
    if code == get_language():
        return None
    known = LANGUAGES.get(code)
    return PageLanguage(code, known.dir if known else "ltr")


def report_path(page_id: int | None, section: int | None = None) -> str:
    """Return where an error in a guide, or in a section of it, is reported; "" for one that is not saved yet."""
    if page_id is None:
        return ""
    path = reverse("report_guide", args=[page_id])
    return f"{path}?abschnitt={section}" if section else path


def parts_shown(parts: Iterable[Part]) -> tuple[Any, ...]:
    """Return parts that stand in no guide, such as those of a draft."""
    found = tuple(parts)
    to = addresses(_pages_of(found))
    return tuple(part_view(part, to) for part in found)


def _answer_url(answer: Answer, to: Addresses) -> str:
    """Return where an answer leads: a mark on this page, or in another guide; "" where nobody could read on."""
    if not answer.anchor:
        return ""
    if answer.page_id is None:
        return f"#{answer.anchor}"
    page = to.page(answer.page_id)
    return f"{page}#{answer.anchor}" if page else ""


def _chapter(chapter: ChapterRecord, record: GuideRecord, today: date, to: Addresses) -> ChapterView:
    """Return a chapter, its neighbours left out."""
    sections = tuple(_section(section, record, today, to) for section in chapter.sections)
    language = words_language(chapter.language)
    return ChapterView(chapter.anchor, chapter.heading, chapter.html, sections, language)


def _section(section: SectionRecord, record: GuideRecord, today: date, to: Addresses) -> SectionView:
    """Return a section."""
    return SectionView(
        key=section.key,
        anchor=section.anchor,
        title=section.title,
        language=words_language(section.language),
        law=law_view(section.law, today),
        parts=tuple(part_view(part, to) for part in section.parts),
        is_missing_translation=not section.is_as_wanted,
        is_behind=section.is_behind,
        report_url=report_path(record.page_id, section.key),
    )


def _with_neighbours(chapters: list[ChapterView]) -> Iterator[ChapterView]:
    """Yield the chapters, each with the ways to the one before and the one after."""
    links = [_way_to(chapter) for chapter in chapters]
    for at, chapter in enumerate(chapters):
        before = links[at - 1] if at else None
        after = links[at + 1] if at + 1 < len(links) else None
        yield replace(chapter, previous=before, next=after)


def _way_to(chapter: ChapterView) -> Link:
    """Return the way to a chapter."""
    language = chapter.language
    lang, direction = (language.code, language.dir) if language else ("", "")
    return Link(chapter.heading, f"#{chapter.anchor}", lang=lang, dir=direction)


def _languages(record: GuideRecord, path: str) -> Iterator[GuideLanguage]:
    """Yield the languages in which the guide can be read, and how far; none where there is one only."""
    if len(record.languages) < 2:
        return
    sections = tuple(record.sections)
    for code in record.languages:
        known = LANGUAGES.get(code)
        own = code == record.locale
        url = path if own else f"{path}?{LANGUAGE_PARAMETER}={code}"
        label = known.own if known else code
        link = Link(label, url, code == record.language, code, known.dir if known else "ltr")
        missing = sum(code not in section.languages for section in sections)
        note = ""
        if missing:
            note = gettext("%(n)s of %(all)s sections") % {
                "n": len(sections) - missing,
                "all": len(sections),
            }
        yield GuideLanguage(link, note)


def _status(status: str) -> Badge | None:
    """Return a word about an offer that cannot be had as usual."""
    if status == OfferStatus.ACTIVE:
        return None
    return Badge("full" if status == OfferStatus.FULL else "stale", str(OfferStatus(status).label))


def _topics(record: GuideRecord, to: Addresses) -> Iterator[Link]:
    """Yield what a guide is about, with where more of it is."""
    known = topic_labels()
    for slug in record.topics:
        if label := known.get(slug):
            yield Link(label, to.topic(slug))


def _places(record: GuideRecord, to: Addresses) -> Iterator[Link]:
    """Yield where a guide holds."""
    table = region_table()
    for key in record.regions:
        if row := table.get(key):
            yield Link(row.official or row.label, to.region(key))


def _pages(record: GuideRecord) -> list[int | None]:
    """Return the pages to which a guide leads."""
    parts = (part for section in record.sections for part in section.parts)
    urgent = (contact.record.page_id for contact in record.urgent)
    return [*_pages_of(parts), *urgent, *(maker.page_id for maker in record.makers)]


def _pages_of(parts: Iterable[Part]) -> list[int | None]:
    """Return the pages to which parts lead."""
    found: list[int | None] = []
    for part in parts:
        if isinstance(part, ContactsPart):
            found += [contact.record.page_id for contact in part.contacts]
        elif isinstance(part, QuestionPart):
            found += [answer.page_id for answer in part.answers]
    return found
