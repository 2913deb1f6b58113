"""Whoever registered for an event that became part of another one is registered there, on the same day.

Whoever calls has locked the seats of both (`signup.seats.lock_those_of`), so that nobody takes one meanwhile.
"""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from events.keys import key_start
from events.models import Event, Occurrence, Registration, RegistrationSettings, SeatCount
from events.models.registrations import HOLDS_SEATS


def _asked(source: Event) -> set[str]:
    """Return the dates somebody is registered for."""
    return set(Registration.objects.filter(event=source).values_list("key", flat=True))


def keys_for(source: Event, target: Event) -> dict[str, str]:
    """Return the date of the target for every date of the source that somebody registered for; "" stays ""."""
    asked = _asked(source)
    there: dict[Any, list[str]] = {}
    for key in Occurrence.objects.filter(event=target).values_list("key", flat=True):
        there.setdefault(key_start(key).date(), []).append(key)
    found = {"": ""} if "" in asked else {}
    for key in asked - {""}:
        same_day = sorted(
            there.get(key_start(key).date(), ()), key=lambda one: abs(key_start(one) - key_start(key))
        )
        if same_day:
            found[key] = same_day[0]
    return found


def obstacle(source: Event, target: Event) -> str:
    """Return why registrations cannot go along, "" where they can."""
    lost = sorted(_asked(source) - keys_for(source, target).keys())
    if lost:
        return _("People registered for dates that the other event does not have: %(dates)s") % {
            "dates": ", ".join(lost)
        }
    return ""


def move(source: Event, target: Event) -> dict[str, Any]:
    """Let registrations refer to the target and return what undoing needs; who is there already is moved once."""
    keys = keys_for(source, target)
    rows = Registration.objects.filter(event=source)
    there = set(Registration.objects.filter(event=target).values_list("key", "email"))
    moved, seats = [], Counter()
    for row in rows.order_by("pk"):
        if (keys[row.key], row.email) in there:
            continue
        there.add((keys[row.key], row.email))
        moved.append([row.pk, row.key])
        seats[row.key] += row.seats if row.state in HOLDS_SEATS else 0
        Registration.objects.filter(pk=row.pk).update(event=target, key=keys[row.key])
    counts = [[key, keys[key], number] for key, number in seats.items() if number]
    for old, new, number in counts:
        _count(source, old, -number)
        _count(target, new, number)
    has_settings = RegistrationSettings.objects.filter(event=target).exists()
    gave_settings = False
    if moved and not has_settings:
        gave_settings = bool(RegistrationSettings.objects.filter(event=source).update(event=target))
    return {"registrations": moved, "seats": counts, "gave_settings": gave_settings}


def move_back(steps: dict[str, Any], source: Event, target: Event) -> None:
    """Undo `move`; who is no longer registered stays so, and seats given up meanwhile stay given up."""
    back: Counter[tuple[str, str]] = Counter()
    for pk, key in steps["registrations"]:
        row = Registration.objects.filter(pk=pk, event=target).first()
        if row is not None:
            back[key, row.key] += row.seats if row.state in HOLDS_SEATS else 0
            Registration.objects.filter(pk=pk).update(event=source, key=key)
    for (old, new), number in back.items():
        if number:
            _count(target, new, -number)
            _count(source, old, number)
    if steps["gave_settings"]:
        RegistrationSettings.objects.filter(event=target).update(event=source)


def _count(event: Event, key: str, number: int) -> None:
    """Add to the seats taken of a date, never below none."""
    count, _new = SeatCount.objects.select_for_update().get_or_create(event=event, key=key)
    count.taken = max(0, count.taken + number)
    count.save(update_fields=["taken"])
