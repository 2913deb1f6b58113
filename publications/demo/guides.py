"""Guides of the demo: chapters of sections in every state, with contacts that are offers of its organisations."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from network.demo.accounts import office
from network.demo.content import PREFIX
from network.demo.forgetting import delete_page, forget_rows
from network.demo.register import DemoFailed
from network.demo.streams import RawBlock, raw_block, set_stream
from network.models import Offer, Organisation, Region, Topic
from portal.models import User
from publications.guides.uses import holding
from publications.models import GuideIndexPage, GuideMaker, GuidePage, GuideRegion, GuideSection, GuideTopic

from .guide_blocks import Known, contact, html_of, stored_list
from .guide_files import files_of_demo, open_files
from .guide_sections import first_day, sections_of_demo, write_sections
from .guide_texts import Words, guide_id, guides, section_keys

APART = timedelta(days=37)


def build() -> Mapping[str, int]:
    """Write what is missing; return how many sections and guides were written."""
    index = GuideIndexPage.objects.order_by("path").first()
    if index is None:
        return {}
    day = first_day()
    known, sections = write_sections(_offers(), open_files(), day)
    there = set(guides_of_demo().values_list("translation_key", flat=True))
    missing = [words for words in guides() if guide_id(words["key"]) not in there]
    person = office()
    for number, words in enumerate(missing, 1):
        _write(index, words, known, day - number * APART, person)
    return {"sections of guides": sections, "guides": len(missing)}


def remove() -> Mapping[str, int]:
    """Remove them and return how many; raises DemoFailed where a guide of others shows one of the sections."""
    pages, found, files = list(guides_of_demo()), list(sections_of_demo()), list(files_of_demo())
    for page in pages:
        delete_page(page)
    _remove_sections(found)
    for file in files:
        file.delete()
    return {"guides": len(pages), "sections of guides": len(found), "files": len(files)}


def guides_of_demo() -> QuerySet[GuidePage]:
    """Return the demo's guides that are there."""
    return GuidePage.objects.filter(translation_key__in=[guide_id(words["key"]) for words in guides()])


def _offers() -> dict[tuple[str, str], str]:
    """Return the keys of the offers of the demo's organisations, by register id and title."""
    offers = Offer.objects.filter(page__organisation__register_id__startswith=PREFIX, page__live=True)
    names = ("page__organisation__register_id", "title", "key")
    return {(register_id, title): str(key) for register_id, title, key in offers.values_list(*names)}


def _write(index: GuideIndexPage, words: Words, known: Known, day: date, person: User | None) -> None:
    """Write a guide as it was published on a day."""
    moment = timezone.make_aware(datetime.combine(day, time(10)))
    page = GuidePage(
        title=words["title"],
        slug=words["key"],
        translation_key=guide_id(words["key"]),
        summary=words["summary"],
        for_whom=words["for_whom"],
        target_groups=words["target_groups"],
        urgent_heading=words["urgent_heading"],
        is_no_advice=words["is_no_advice"],
        in_charge=person,
        first_published_at=moment,
        last_published_at=moment,
        latest_revision_created_at=moment,
    )
    where = f"guide:{words['key']}"
    set_stream(page, "chapters", list(_chapters(where, words, known)))
    set_stream(page, "urgent", list(_urgent(where, words, known)))
    GuideIndexPage.objects.get(pk=index.pk).add_child(instance=page)
    for topic in Topic.objects.filter(slug__in=words["topics"]):
        GuideTopic.objects.create(tag=topic, content_object=page)
    for register_id in words.get("made_by", ()):
        for entry in Organisation.objects.filter(register_id=register_id):
            GuideMaker.objects.create(organisation=entry, page=page)
    for key in words["regions"]:
        kind, code = key.split(":")
        for region in Region.objects.filter(kind=kind, code=code):
            GuideRegion.objects.create(region=region, page=page)


def _chapters(where: str, words: Words, known: Known) -> Iterator[RawBlock]:
    """Yield the chapters of a guide."""
    for number, chapter in enumerate(words["chapters"]):
        at = f"{where}:{number}"
        sections = stored_list(at, (known.sections[key] for key in section_keys(chapter)))
        intro = html_of([chapter["intro"]] if chapter["intro"] else [])
        value = {"heading": chapter["heading"], "intro": intro, "sections": sections, "words": []}
        yield raw_block(at, "chapter", value)


def _urgent(where: str, words: Words, known: Known) -> Iterator[RawBlock]:
    """Yield whom to call at once."""
    for number, note in enumerate(words["urgent"]):
        if value := contact(note, known):
            yield raw_block(f"{where}:urgent:{number}", "contact", value)


def _remove_sections(found: list[GuideSection]) -> None:
    """Delete sections: those in other languages first, and questions before what they lead to."""
    GuideSection.objects.filter(pk__in=[row.pk for row in found]).update(body="[]")
    for row in sorted(found, key=lambda row: (row.original_id is None, row.pk)):
        if there := holding(row):
            names = ", ".join(f"“{use.title}”" for use in there)
            raise DemoFailed(f"The section “{row.title}” stands in {names}. Nothing was removed.")
        pk = row.pk
        row.delete()
        forget_rows(GuideSection, [pk])
