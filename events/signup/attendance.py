"""How many people come to which date, and who: for those who invite."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from events.keys import key_start
from events.models import Event, Registration, RegistrationSettings
from events.models.registrations import RegistrationState
from events.signup import words
from events.signup.slots import WHOLE, Slot, goes_by_date, open_slots, slot_kept
from portal.validity import BERLIN

IN_PATH = "all"  # stands in addresses for the empty key
MOST_DATES = 60


@dataclass(frozen=True)
class Attendance:
    """A date with its numbers; `slot` is None where the date is gone."""

    event_id: int
    key: str
    day: str
    slot: Slot | None
    confirmed: int = 0
    waiting: int = 0
    offered: int = 0
    pending: int = 0

    @property
    def path_key(self) -> str:
        """Return the key as it stands in addresses."""
        return key_in_path(self.key)

    def people(self) -> QuerySet[Registration]:
        """Return those who confirmed their address: with a seat first, then in the order of the waiting list."""
        rows = Registration.objects.filter(event=self.event_id, key=self.key)
        return rows.exclude(state=RegistrationState.PENDING).order_by("confirmed_at", "id")


def key_in_path(key: str) -> str:
    """Return a key as it stands in addresses."""
    return key or IN_PATH


def attendances(event: Event, settings: RegistrationSettings, now: datetime) -> list[Attendance]:
    """Return every date somebody registered for and the next dates one can register for, in order; five queries."""
    numbers = _numbers(event.pk)
    slots = {slot.key: slot for slot in _slots(event, settings, now)}
    missing = [key for key in numbers if key not in slots]
    for key in missing:
        if slot := slot_kept(event, settings, key):
            slots[key] = slot
    found = [_attendance(event.pk, key, slots.get(key), numbers.get(key, {})) for key in {*slots, *numbers}]
    return sorted(found, key=lambda one: one.key)


def _slots(event: Event, settings: RegistrationSettings, now: datetime) -> Iterator[Slot]:
    """Yield what one can register for."""
    if goes_by_date(settings, event.is_series):
        yield from open_slots(event, settings, now)[:MOST_DATES]
    elif slot := slot_kept(event, settings, WHOLE):
        yield slot


def attendance_of(event: Event, settings: RegistrationSettings, path_key: str) -> Attendance | None:
    """Return the date that an address names, None for one that there never was."""
    key = WHOLE if path_key == IN_PATH else path_key
    numbers = _numbers(event.pk).get(key, {})
    try:
        slot = slot_kept(event, settings, key) if key == WHOLE or key_start(key) else None
    except ValueError:
        return None
    return _attendance(event.pk, key, slot, numbers) if slot or numbers else None


def _attendance(event_id: int, key: str, slot: Slot | None, numbers: dict[str, int]) -> Attendance:
    """Return a date with its numbers."""
    return Attendance(event_id, key, _day(key, slot), slot, **numbers)


def _day(key: str, slot: Slot | None) -> str:
    """Return what a date is called."""
    if slot is not None:
        return words.slot_words(slot)
    if key == WHOLE:
        return _("all dates, none of which is left")
    gone = words.moment_words(key_start(key).replace(tzinfo=BERLIN))
    return _("%(day)s (no longer a date of the series)") % {"day": gone}


def _numbers(event_id: int) -> dict[str, dict[str, int]]:
    """Return how many seats are in which state, by key."""
    rows = Registration.objects.filter(event=event_id).values_list("key", "state")
    found: dict[str, dict[str, int]] = {}
    for key, state, total in rows.annotate(total=Sum("seats")).order_by():
        found.setdefault(key, {})[state] = total
    return found
