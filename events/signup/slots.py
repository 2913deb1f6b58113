"""What one registers for: a date of a series, a single event, or a whole series; and until when.

A single event and a whole series go by the empty key, so that registrations stay when the event is given another day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.choices import EventStatus
from events.keys import key_start
from events.models import Event, Occurrence, RegistrationSettings
from events.models.occurrences import OccurrenceQuerySet

WHOLE = ""
OFF = (EventStatus.CANCELLED, EventStatus.POSTPONED)
DAY_LENGTH = len("2026-05-04")


@dataclass(frozen=True)
class Slot:
    """What one registers for; `first` and `last` are the same date unless it is a whole series."""

    event_id: int
    key: str
    first: Occurrence
    last: Occurrence
    takes_place: bool
    closes_at: datetime

    @property
    def starts_at(self) -> datetime:
        """Return when it begins."""
        return self.first.start

    @property
    def ends_at(self) -> datetime:
        """Return when all of it is over."""
        return self.last.end

    def delete_after(self, settings: RegistrationSettings) -> datetime:
        """Return when nobody needs to know any more who came."""
        return self.ends_at + timedelta(days=settings.keep_days)


def goes_by_date(settings: RegistrationSettings, is_series: bool) -> bool:
    """Return whether one registers for each date on its own."""
    return settings.per_date and is_series


def slot_of(event: Event, settings: RegistrationSettings, key: str, is_series: bool) -> Slot | None:
    """Return what a key stands for, None where there is no such date or one does not register that way."""
    if (key != WHOLE) != goes_by_date(settings, is_series):
        return None
    return slot_kept(event, settings, key)


def slot_kept(event: Event, settings: RegistrationSettings, key: str) -> Slot | None:
    """Return the same for whoever has registered, however one would register today."""
    rows = dates_of(event.pk)
    if key != WHOLE:
        rows = rows.filter(key=key)
    first = rows.first()
    if first is None:
        return None
    return _slot(event, settings, key, first, rows.last() if key == WHOLE else first)


def open_slots(event: Event, settings: RegistrationSettings, now: datetime) -> list[Slot]:
    """Return every date of a series that has not ended, in order."""
    rows = dates_of(event.pk).not_over(now)
    return [_slot(event, settings, row.key, row, row) for row in rows]


def _slot(
    event: Event, settings: RegistrationSettings, key: str, first: Occurrence, last: Occurrence
) -> Slot:
    """Return the slot of dates that were read."""
    is_one = first.pk == last.pk
    takes_place = event.live and (first.status if is_one else event.status) not in OFF
    return Slot(event.pk, key, first, last, takes_place, _closes_at(settings, first, last))


def _closes_at(settings: RegistrationSettings, first: Occurrence, last: Occurrence) -> datetime:
    """Return when it closes: as written down, and never after the beginning.

    A series that one registers for as a whole may stay open while it runs, if somebody wrote down until when.
    """
    if settings.closes_at is None:
        return first.start
    return min(settings.closes_at, last.start)


def dates_of(event_id: int) -> OccurrenceQuerySet:
    """Return the dates of an event in order, published or not."""
    return Occurrence.objects.filter(event=event_id).order_by("start", "end", "id")


def key_named(event_id: int, part: str) -> str | None:
    """Return the key of the date that a part of an address names: `2026-05-04`, `2026-05-04-1900`, else None."""
    rows = dates_of(event_id).filter(key__startswith=part[:DAY_LENGTH])
    keys: Sequence[str] = list(rows.values_list("key", flat=True))
    if len(part) > DAY_LENGTH:
        keys = [key for key in keys if key_start(key).strftime("%H%M") == part[DAY_LENGTH + 1 :]]
    return keys[0] if len(keys) == 1 else None
