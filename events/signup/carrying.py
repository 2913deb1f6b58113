"""Registrations follow the dates of an event: into the event that a split series goes on as, and to changed keys."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from events.keys import key_start, key_text
from events.models import Event, Registration, RegistrationSettings, SeatCount
from events.models.registrations import HOLDS_SEATS
from events.signup import seats
from events.signup.slots import WHOLE, dates_of
from portal import changes


def copy_settings(event: Event, second: Event) -> None:
    """Let one register for the second event as for the first."""
    settings = RegistrationSettings.objects.filter(event=event).first()
    if settings is not None:
        settings.pk, settings.event = None, second
        settings.save()


def carry_over(event: Event, second: Event, key: str) -> None:
    """Move registrations for dates from a key on; whoever registered for the whole series is registered for both."""
    seats.lock_those_of(event.pk, second.pk)
    for model in (Registration, SeatCount):
        model.objects.filter(event=event, key__gte=key).update(event=second)
    taken = 0
    for registration in Registration.objects.filter(event=event, key=WHOLE).order_by("id"):
        taken += registration.seats if registration.state in HOLDS_SEATS else 0
        told = registration.told
        registration.told = _told_of(told, lambda name: name < key)
        registration.save(update_fields=["told"])
        registration.pk, registration.event = None, second
        registration.told = _told_of(told, lambda name: name >= key)
        registration.uuid = Registration._meta.get_field("uuid").get_default()
        registration.save()
    if taken:
        SeatCount.objects.create(event=second, key=WHOLE, taken=taken)


def _told_of(told: dict[str, Any], belongs: Callable[[str], bool]) -> dict[str, Any]:
    """Return what was told of those dates that belong to an event now."""
    if not told:
        return {}
    return {**told, "dates": {name: date for name, date in told["dates"].items() if belongs(name)}}


def rename_keys(event: Event, delta: timedelta) -> None:
    """Let registrations and counts follow dates whose keys moved, latest first so that none meets another."""
    seats.lock_those_of(event.pk)
    for model in (Registration, SeatCount):
        rows = model.objects.filter(event=event).exclude(key=WHOLE)
        for row in rows.order_by("key" if delta < timedelta(0) else "-key"):
            model.objects.filter(pk=row.pk).update(key=key_text(key_start(row.key) + delta, event.is_all_day))


def follow_times(event: Event) -> int:
    """Let registrations for dates that are gone follow to the only date of the same day; return how many did.

    Somebody who writes another time into the form of a series gives all its dates new keys.
    """
    known = set(dates_of(event.pk).values_list("key", flat=True))
    keys = set(Registration.objects.filter(event=event).exclude(key=WHOLE).values_list("key", flat=True))
    count = 0
    for key in keys - known:
        same_day = [other for other in known - keys if other[:10] == key[:10]]
        if len(same_day) == 1:
            SeatCount.objects.filter(event=event, key=same_day[0]).delete()
            SeatCount.objects.filter(event=event, key=key).update(key=same_day[0])
            count += Registration.objects.filter(event=event, key=key).update(key=same_day[0])
    if count:
        changes.record(event)
    return count
