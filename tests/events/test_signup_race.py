"""Several processes at once, on the database of the run: nobody gets a seat that somebody else has."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Registration, SeatCount
from tests import builders
from tests.events.signing_up import bookable
from tests.search.processes import processes

pytestmark = pytest.mark.django_db(transaction=True)

# Each process waits until all of them are there.
START = """
import sys, time
from pathlib import Path
from django.utils import timezone
from events.models import Registration
from events.signup import booking, keeping

folder, name, everybody = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
(folder / f"{name}.ready").touch()
until = time.monotonic() + 60
while len(list(folder.glob("*.ready"))) < everybody:
    assert time.monotonic() < until, "the others did not come"
    time.sleep(0.005)
"""
CONFIRMS = (
    START
    + """
for registration in Registration.objects.filter(email__startswith=f"{name}-").order_by("id"):
    booking.confirm(registration, timezone.now())
"""
)
CONFIRMS_ALL = (
    START
    + """
for registration in Registration.objects.order_by("id"):
    booking.confirm(registration, timezone.now())
"""
)
SIGNS_OFF = (
    START
    + """
for registration in Registration.objects.filter(email__startswith=f"{name}-").order_by("id"):
    booking.cancel(registration, timezone.now())
"""
)
KEEPS = (
    START
    + """
for _number in range(6):
    keeping.run(timezone.now())
"""
)
COUNTS = """
import json
from django.db.models import Sum
from events.models import Registration, RegistrationSettings, SeatCount
from portal.models import OutgoingMail
held = Registration.objects.filter(state__in=["confirmed", "offered"]).aggregate(n=Sum("seats"))["n"] or 0
in_order = Registration.objects.order_by("confirmed_at", "id").values_list("pk", flat=True)
waits, offered = (list(in_order.filter(state=state)) for state in ("waiting", "offered"))
print(json.dumps({
    "capacity": RegistrationSettings.objects.get().capacity,
    "taken": SeatCount.objects.get().taken,
    "held": held,
    "waits": waits,
    "offered": offered,
    "confirmed": Registration.objects.filter(state="confirmed").count(),
    "offers": OutgoingMail.objects.filter(key__contains=":offered:").count(),
    "tickets": OutgoingMail.objects.filter(key__contains=":confirmed:").count(),
}))
"""


def wishes(event, names, many, seats=1, state="pending"):
    """Let so many people of each name ask for seats."""
    now = timezone.now()
    return Registration.objects.bulk_create(
        Registration(
            event=event,
            email=f"{name}-{number}@example.org",
            language="de",
            seats=seats,
            state=state,
            confirmed_at=None if state == "pending" else now + timedelta(microseconds=number),
            delete_after=now + timedelta(days=2),
        )
        for number in range(many)
        for name in names
    )


def all_at_once(folder, scripts):
    """Run scripts by name in processes of their own, at once; return what the database holds afterwards."""
    others = processes(folder)
    running = [others.start(script, str(folder), name, str(len(scripts))) for name, script in scripts.items()]
    ended = [(process, process.communicate(timeout=120)[1]) for process in running]
    assert not [errors for process, errors in ended if process.returncode]
    printed, errors = others.start(COUNTS).communicate(timeout=60)
    assert printed, errors
    return json.loads(printed)


def test_no_seat_is_given_twice_however_many_confirm_at_once(tmp_path):
    event = bookable(settings={"capacity": 20, "most_seats": 3})
    wishes(event, "abcd", 8, seats=1)
    found = all_at_once(tmp_path, dict.fromkeys("abcd", CONFIRMS))
    assert (found["taken"], found["held"], found["confirmed"], found["tickets"]) == (20, 20, 20, 20)
    assert len(found["waits"]) == 12


def test_several_seats_at_once_never_exceed_the_room(tmp_path):
    event = bookable(settings={"capacity": 20, "most_seats": 3, "has_waiting_list": False})
    wishes(event, "abcd", 4, seats=3)
    found = all_at_once(tmp_path, dict.fromkeys("abcd", CONFIRMS))
    assert (found["taken"], found["held"], found["confirmed"]) == (18, 18, 6)


def test_the_same_link_pressed_in_four_windows_takes_one_seat(tmp_path):
    event = bookable(settings={"capacity": 50})
    wishes(event, "x", 5)
    found = all_at_once(tmp_path, dict.fromkeys("abcd", CONFIRMS_ALL))
    assert (found["taken"], found["confirmed"], found["tickets"]) == (5, 5, 5)


def test_the_waiting_list_moves_in_order_while_people_sign_off_and_housekeeping_runs(tmp_path):
    event = bookable(settings={"capacity": 12})
    guests = wishes(event, "ab", 6, state="confirmed")
    waiting = wishes(event, "w", 20, state="waiting")
    SeatCount.objects.create(event=event, taken=12)
    Registration.objects.update(delete_after=timezone.now() + timedelta(days=90))
    found = all_at_once(tmp_path, {"a": SIGNS_OFF, "b": SIGNS_OFF, "c": KEEPS, "d": KEEPS})
    keys = [one.pk for one in waiting]
    assert len(guests) == found["taken"] == found["held"] == found["offers"] == 12
    assert found["offered"] == keys[:12]
    assert found["waits"] == keys[12:]


def test_the_room_cannot_shrink_below_what_is_being_taken(tmp_path):
    event = bookable(settings={"capacity": 12})
    wishes(event, "abc", 4)
    editor = builders.editor("red@example.org")
    shrinks = (
        START
        + f"""
from django.test import Client
from portal.models import User
client = Client(headers={{"host": "localhost"}})
client.force_login(User.objects.get(email="{editor.email}"))
for capacity in range(11, 0, -1):
    data = {{"is_enabled": "on", "has_waiting_list": "on", "most_seats": 1, "keep_days": 28}}
    data["capacity"] = capacity
    response = client.post("/admin/signup/{event.pk}/settings/", data)
    assert response.status_code in (302, 400), response.status_code
"""
    )
    found = all_at_once(tmp_path, {**dict.fromkeys("abc", CONFIRMS), "d": shrinks})
    # Twelve, where all were quicker than the first attempt to shrink.
    assert found["taken"] == found["held"] <= found["capacity"] <= 12
