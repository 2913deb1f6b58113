"""The waiting list: seats that become free are offered in order, each offer with an end.

Strictly in order: who waits for three seats is not overtaken by who waits for one. Offered seats count as taken.
"""

from datetime import datetime, timedelta

from events.models import Event, Registration, RegistrationSettings
from events.models.registrations import RegistrationState
from events.signup import letters, seats
from events.signup.slots import Slot, slot_kept

OFFER_LIFE = timedelta(hours=48)
# An offer ends so long before the beginning, so that whoever is next still has time to come.
BEFORE_START = timedelta(hours=1)


def offer_until(slot: Slot, now: datetime) -> datetime:
    """Return until when a seat offered now is kept: two days, or until shortly before it begins."""
    return min(now + OFFER_LIFE, slot.last.start - BEFORE_START)


def offer_seats(event: Event, settings: RegistrationSettings, key: str, now: datetime) -> int:
    """Offer free seats to those who wait, in order, and return how many were asked; call it under `seats.locked`."""
    slot = slot_kept(event, settings, key)
    if slot is None or not slot.takes_place or (until := offer_until(slot, now)) <= now:
        return 0
    count = 0
    for registration in waiting(event.pk, key):
        if not seats.take(event.pk, key, registration.seats, settings.capacity):
            break
        registration.state, registration.offer_until = RegistrationState.OFFERED, until
        registration.save(update_fields=["state", "offer_until"])
        letters.tell_standing(registration, event, now)
        count += 1
    return count


def waiting(event_id: int, key: str) -> list[Registration]:
    """Return those who wait, in the order in which they confirmed their addresses."""
    rows = Registration.objects.filter(event=event_id, key=key, state=RegistrationState.WAITING)
    return list(rows.order_by("confirmed_at", "id"))
