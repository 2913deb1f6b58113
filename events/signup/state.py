"""Whether one can register for something now, in words: the small view model of pages, form and admin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from events.models import Event, Registration, RegistrationSettings
from events.models.registrations import RegistrationState
from events.records import EventRecord
from events.signup import addresses, seats, words
from events.signup.slots import WHOLE, Slot, goes_by_date, slot_of


class Stage(StrEnum):
    """What can be done; one can register while it is OPEN or WAITING."""

    CHOOSE = "choose"  # for each date of the series on its own
    NOT_YET = "not_yet"
    OPEN = "open"
    WAITING = "waiting"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"


@dataclass(frozen=True)
class SignupState:
    """Whether one can register: the stage in words, free seats, where, and when this changes by itself."""

    stage: Stage
    text: str
    free_text: str = ""
    url: str = ""
    changes_at: datetime | None = None
    free: int | None = None

    @property
    def is_open(self) -> bool:
        """Return whether the form takes registrations, be it for the waiting list."""
        return self.stage in {Stage.OPEN, Stage.WAITING}


@dataclass(frozen=True)
class Counts:
    """The seats of every date of an event, read with two queries."""

    capacity: int | None
    taken: Mapping[str, int]
    waited_for: frozenset[str]

    @classmethod
    def of(cls, event_id: int, settings: RegistrationSettings) -> "Counts":
        """Return the counts of an event."""
        waits = Registration.objects.filter(event=event_id, state=RegistrationState.WAITING)
        keys = frozenset(waits.order_by().values_list("key", flat=True).distinct())
        return cls(settings.capacity, seats.taken(event_id), keys)

    def free(self, key: str) -> int | None:
        """Return how many seats of a date are free to whoever comes now, None without end."""
        if self.capacity is None:
            return None
        return 0 if key in self.waited_for else max(0, self.capacity - self.taken.get(key, 0))


def signup_state(record: EventRecord, key: str, now: datetime) -> SignupState | None:
    """Return whether one can register for a date of a published event, or with the key "" for the whole of it.

    None where one does not register here; at most six queries.
    """
    settings = RegistrationSettings.objects.filter(event=record.id, is_enabled=True).first()
    event = Event.objects.filter(pk=record.id, live=True).first()
    if settings is None or event is None:
        return None
    is_series = record.schedule.is_series
    by_date = goes_by_date(settings, is_series)
    if by_date and key == WHOLE:
        url = addresses.form_path(record.slug, record.short_id)
        return SignupState(Stage.CHOOSE, _("One registers for each date on its own."), url=url)
    slot = slot_of(event, settings, key if by_date else WHOLE, is_series)
    if slot is None:
        return None
    part = addresses.part_of(event.pk, slot.key)
    url = addresses.form_path(record.slug, record.short_id, part)
    return state_of(slot, settings, Counts.of(event.pk, settings), now, url)


def state_of(
    slot: Slot, settings: RegistrationSettings, counts: Counts, now: datetime, url: str = ""
) -> SignupState:
    """Return the same for what was read already; it is open from the first moment on, and no longer at the last."""
    if refusal := _refusal(slot, settings, now):
        return refusal
    if settings.opens_at and now < settings.opens_at:
        text = _("Registration opens on %(moment)s.") % {"moment": words.moment_words(settings.opens_at)}
        return SignupState(Stage.NOT_YET, text, changes_at=settings.opens_at)
    free = counts.free(slot.key)
    told, ends = words.free_words(free), slot.closes_at
    if free is None or free > 0:
        until = _("Registration is open until %(moment)s.") % {"moment": words.moment_words(ends)}
        return SignupState(Stage.OPEN, until, told, url, ends, free)
    if settings.has_waiting_list:
        text = _("There is a waiting list. When a seat becomes free, we offer it in order by mail.")
        return SignupState(Stage.WAITING, text, told, url, ends, free)
    return SignupState(Stage.FULL, _("One cannot register any more."), told, changes_at=ends, free=free)


def _refusal(slot: Slot, settings: RegistrationSettings, now: datetime) -> SignupState | None:
    """Return why nobody can register any more, None where somebody may still."""
    if slot.ends_at <= now:
        return SignupState(Stage.OVER, _("This is over."))
    if not settings.is_enabled:
        return SignupState(Stage.CLOSED, _("One cannot register here."))
    if not slot.takes_place:
        text = _("It does not take place as planned, so one cannot register.")
        return SignupState(Stage.CLOSED, text, changes_at=slot.ends_at)
    if slot.closes_at <= now:
        return SignupState(Stage.CLOSED, _("Registration has closed."), changes_at=slot.ends_at)
    return None


def free_seats(event_id: int, key: str, settings: RegistrationSettings) -> int | None:
    """Return how many seats are free to whoever comes now, None without end; those who wait go first."""
    return Counts.of(event_id, settings).free(key)


def is_waited_for(event_id: int, key: str) -> bool:
    """Return whether somebody waits for a seat."""
    rows = Registration.objects.filter(event=event_id, key=key, state=RegistrationState.WAITING)
    return rows.exists()
