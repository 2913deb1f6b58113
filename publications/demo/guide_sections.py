"""Sections of the demo's guides: written where they are missing, dated from the day on which the first was."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone

from network.demo.accounts import office
from network.demo.streams import set_stream
from portal import changes
from portal.models import User
from publications.models import GuideSection

from .guide_blocks import Known, body_of
from .guide_texts import Words, section_id, sections


def sections_of_demo() -> QuerySet[GuideSection]:
    """Return the sections that the demo wrote, with their versions in other languages."""
    ids = [section_id(key) for key in sections()]
    ids += [section_id(key, one["language"]) for key, words in sections().items() for one in versions(words)]
    return GuideSection.objects.filter(uuid__in=ids).order_by("pk")


def versions(words: Words) -> Sequence[Words]:
    """Return the words of a section in other languages."""
    return words.get("versions", ())


def first_day() -> date:
    """Return the day on which the first section was written, today where none is."""
    first = sections_of_demo().aggregate(first=Min("created_at"))["first"]
    return timezone.localdate(first or timezone.now())


def write_sections(
    offers: Mapping[tuple[str, str], str], files: Mapping[str, int], day: date
) -> tuple[Known, int]:
    """Write what is missing; return what guides can refer to then, and how many were written."""
    there = dict(sections_of_demo().values_list("uuid", "pk"))
    person = office()
    keys: dict[str, int] = {}
    new: list[tuple[GuideSection, str, Words]] = []
    for number, (key, words) in enumerate(sections().items()):
        uuid = section_id(key)
        if uuid not in there:
            row = _save(words, day, person, number, uuid=uuid)
            there[uuid] = row.pk
            new.append((row, key, words))
        keys[key] = there[uuid]
        for version in versions(words):
            language = version["language"]
            uuid = section_id(key, language)
            if uuid not in there:
                row = _save(version, day, person, number, uuid=uuid, language=language, original_id=keys[key])
                new.append((row, f"{key}:{language}", version))
    known = Known(keys, offers, files)
    for row, where, words in new:  # once all of them are there, because they lead to each other
        set_stream(row, "body", body_of(f"section:{where}", words["body"], known))
    rows = [row for row, _where, _words in new]
    GuideSection.objects.bulk_update(rows, ["body"])
    changes.record(*rows)
    return known, len(rows)


def _save(words: Words, day: date, person: User | None, number: int, **fields: Any) -> GuideSection:
    """Save a section without its body, as it was published when its law was checked, or some weeks before."""
    as_of, last = _law(words, day)
    published = timezone.make_aware(datetime.combine(as_of or day - timedelta(days=20 + number), time(10)))
    row = GuideSection(
        title=words["title"],
        law_status_on=as_of,
        valid_until=last,
        reviewed_by=words.get("by", ""),
        changes_with=words.get("changes", ""),
        reviewer=person if last else None,
        first_published_at=published,
        last_published_at=published,
        **fields,
    )
    row.save()
    return row


def _law(words: Words, day: date) -> tuple[date | None, date | None]:
    """Return since when and until when a text holds: written as days ago, and as days from then."""
    if "law" not in words:
        return None, None
    ago, holds = words["law"]
    as_of = day - timedelta(days=ago)
    return as_of, as_of + timedelta(days=holds)
