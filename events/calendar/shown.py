"""What a page of an event is about: its record, and one of its dates where the page is that date's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.keys import key_start
from events.models import Event, Occurrence
from events.records import DateFact, EventRecord

from .reading import is_over, records_of

SHOWN_DATES = 6
DAY_LENGTH = len("2026-05-04")


@dataclass(frozen=True)
class Shown:
    """An event as everybody may see it, or one of its dates; other apps add sections to it."""

    record: EventRecord
    date: Occurrence
    now: datetime
    is_date_page: bool = False

    @property
    def key(self) -> str:
        """Return the key of the date the page is about, "" for the page of the whole event."""
        return self.date.key if self.is_date_page else ""

    @property
    def is_over(self) -> bool:
        """Return whether the date has ended."""
        return is_over(self.date, self.now)

    @property
    def fact(self) -> DateFact | None:
        """Return what differs at the date shown."""
        return self.record.dates.get(self.date.key)


def record_of(short_id: str) -> EventRecord | None:
    """Return the public record of a published event, None for drafts and unknown ones alike."""
    pk = Event.objects.filter(short_id=short_id, live=True).values_list("pk", flat=True).first()
    return records_of([pk]).get(pk) if pk else None


def dates_of(record: EventRecord) -> "Sequence[Occurrence]":
    """Return every date of an event, in their order."""
    return Occurrence.objects.listed().filter(event=record.id).order_by("start", "end", "id")


def next_dates(record: EventRecord, now: datetime) -> list[Occurrence]:
    """Return the dates of an event that are not over, a few and one more; the last past one where all are."""
    rows = dates_of(record)
    return list(rows.not_over(now)[: SHOWN_DATES + 1]) or list(rows.reverse()[:1])


def dates_named(record: EventRecord, part: str) -> list[Occurrence]:
    """Return the dates that a part of an address names: `2026-05-04`, or `2026-05-04-1900` for one of several."""
    rows = dates_of(record).filter(key__startswith=part[:DAY_LENGTH])
    if len(part) == DAY_LENGTH:
        return list(rows)
    return [row for row in rows if key_start(row.key).strftime("%H%M") == part[DAY_LENGTH + 1 :]]


def neighbours(record: EventRecord, date: Occurrence) -> tuple[Occurrence | None, Occurrence | None]:
    """Return the dates before and after one, in the order of their original starts; two queries."""
    rows = dates_of(record)
    before = rows.filter(key__lt=date.key).order_by("-key").first()
    after = rows.filter(key__gt=date.key).order_by("key").first()
    return before, after
