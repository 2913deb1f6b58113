"""Seats are counted in one row per date, raised by one conditional UPDATE: nothing is given away twice.

Whatever changes seats or the waiting list of an event first takes `locked`, so that the order of the list and the
number of seats are those that hold when it is done. The condition in the UPDATE guards the count by itself, too.
"""

from collections.abc import Mapping

from django.db.models import F

from events.models import RegistrationSettings, SeatCount


def locked(event_id: int) -> RegistrationSettings:
    """Return an event's settings, locked until the running transaction ends; made where there are none.

    Whoever waited for the lock while the settings went to another event finds none at first.
    """
    rows = RegistrationSettings.objects.select_for_update().filter(event_id=event_id)
    while (found := rows.first()) is None:
        RegistrationSettings.objects.get_or_create(event_id=event_id)
    return found


def lock_those_of(*event_ids: int) -> None:
    """Lock the settings of events between which registrations move, in one order.

    Where there are none, nobody has registered, and none are made.
    """
    list(RegistrationSettings.objects.select_for_update().filter(event__in=event_ids).order_by("event"))


def take(event_id: int, key: str, seats: int, capacity: int | None) -> bool:
    """Take seats and return whether there were as many; None as capacity is without end."""
    SeatCount.objects.get_or_create(event_id=event_id, key=key)
    rows = SeatCount.objects.filter(event_id=event_id, key=key)
    if capacity is not None:
        if seats > capacity:
            return False
        rows = rows.filter(taken__lte=capacity - seats)
    return rows.update(taken=F("taken") + seats) == 1


def give_back(event_id: int, key: str, seats: int) -> None:
    """Give seats back."""
    rows = SeatCount.objects.filter(event_id=event_id, key=key, taken__gte=seats)
    rows.update(taken=F("taken") - seats)


def taken(event_id: int) -> Mapping[str, int]:
    """Return how many seats are taken, by key."""
    return dict(SeatCount.objects.filter(event_id=event_id).values_list("key", "taken"))


def most_taken(event_id: int) -> int:
    """Return how many seats are taken of the date that has most."""
    return max(taken(event_id).values(), default=0)
