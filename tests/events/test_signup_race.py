"""Several processes at once, on the database of the run: nobody gets a seat that somebody else has."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Registration, SeatCount
from tests import builders
from tests.events.signing_up import bookable, evening
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
# Somebody confirms, or two events are merged, while the other waits within its transaction.
CONFIRMS_SLOWLY = (
    START
    + """
tell = booking.letters.tell_standing
def tell_slowly(*arguments):
    (folder / "half-way").touch()
    time.sleep(1)
    tell(*arguments)
booking.letters.tell_standing = tell_slowly
for registration in Registration.objects.filter(email__startswith=f"{name}-").order_by("id")[:1]:
    booking.confirm(registration, timezone.now())
"""
)
CONFIRMS_MEANWHILE = (
    START
    + """
waiting = list(Registration.objects.filter(email__startswith=f"{name}-").order_by("id"))
while not (folder / "half-way").exists():
    assert time.monotonic() < until, "nobody began"
    time.sleep(0.005)
for registration in waiting:
    booking.confirm(registration, timezone.now())
"""
)
MERGES = """
from events.curation import merging, moving_registrations
from events.models import Event
def merge():
    source, target = Event.objects.order_by("pk")
    merging.merge(source, target, merging.Wish(), None, timezone.now())
"""
MERGES_MEANWHILE = (
    START
    + MERGES
    + """
while not (folder / "half-way").exists():
    assert time.monotonic() < until, "nobody began"
    time.sleep(0.005)
merge()
"""
)
MERGES_SLOWLY = (
    START
    + MERGES
    + """
move = moving_registrations.move
def move_slowly(*events):
    steps = move(*events)
    (folder / "half-way").touch()
    time.sleep(1)
    return steps
moving_registrations.move = move_slowly
merge()
"""
)
SEATS_OF_BOTH = """
import json
from django.db.models import Sum
from events.models import Event, Registration, SeatCount
from events.models.registrations import HOLDS_SEATS
found = []
for event in Event.objects.order_by("pk"):
    rows = Registration.objects.filter(event=event)
    found.append({
        "held": rows.filter(state__in=HOLDS_SEATS).aggregate(n=Sum("seats"))["n"] or 0,
        "taken": SeatCount.objects.filter(event=event).aggregate(n=Sum("taken"))["n"] or 0,
        "states": sorted(rows.values_list("state", flat=True)),
    })
print(json.dumps(found))
"""
COUNTS = """
import json
from django.db.models import Sum
from events.models import Occurrence, Registration, RegistrationSettings, SeatCount
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
    "keys": [Registration.objects.first().key, SeatCount.objects.get().key],
    "dates": list(Occurrence.objects.order_by("start").values_list("key", flat=True)),
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


def all_at_once(folder, scripts, counts=COUNTS):
    """Run scripts by name in processes of their own, at once; return what the database holds afterwards."""
    others = processes(folder)
    running = [others.start(script, str(folder), name, str(len(scripts))) for name, script in scripts.items()]
    ended = [(process, process.communicate(timeout=120)[1]) for process in running]
    assert not [errors for process, errors in ended if process.returncode]
    printed, errors = others.start(counts).communicate(timeout=60)
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


def two_events(capacity=3):
    """Return two public events that are one, with as many seats each."""
    day = evening()
    return bookable(day, {"capacity": capacity}), bookable(day, {"capacity": capacity})


@pytest.mark.parametrize(
    ("scripts", "number"),
    [
        ({"a": CONFIRMS_SLOWLY, "m": MERGES_MEANWHILE}, 1),
        ({"a": CONFIRMS_MEANWHILE, "m": MERGES_SLOWLY}, 2),
        ({"a": CONFIRMS_MEANWHILE, "b": CONFIRMS_MEANWHILE, "m": MERGES_SLOWLY}, 3),
    ],
    ids=["confirmed first", "merged first", "merged first, with people at both"],
)
def test_whoever_confirms_while_two_events_become_one_has_a_seat_that_counts(tmp_path, scripts, number):
    source, target = two_events()
    wishes(source, "a", 2)
    wishes(target, "b", 2)
    gone, kept = all_at_once(tmp_path, scripts, SEATS_OF_BOTH)
    assert (gone["held"], gone["taken"], gone["states"]) == (0, 0, [])
    assert kept["held"] == kept["taken"] == kept["states"].count("confirmed") == number
    assert len(kept["states"]) == 4


def test_whoever_confirms_while_a_series_is_split_has_a_seat_that_counts(tmp_path):
    event = bookable(settings={"capacity": 3}, rule="FREQ=WEEKLY;COUNT=4")
    key = event.occurrences.order_by("start")[2].key
    wishes(event, "a", 2)
    Registration.objects.update(key=key)
    splits = (
        START
        + f"""
from events import series
from events.models import Event
from events.signup import carrying
carry_over = carrying.carry_over
def carry_slowly(*parts):
    carry_over(*parts)
    (folder / "half-way").touch()
    time.sleep(1)
carrying.carry_over = carry_slowly
series.split_at(Event.objects.get(), {key!r}, series.Editor(None, publishes=True))
"""
    )
    before, after = all_at_once(tmp_path, {"a": CONFIRMS_MEANWHILE, "s": splits}, SEATS_OF_BOTH)
    assert (before["held"], before["taken"]) == (0, 0)
    assert (after["held"], after["taken"], after["states"]) == (2, 2, ["confirmed"] * 2)


def test_whoever_confirms_while_all_dates_move_has_a_seat_at_the_date_that_moved(tmp_path):
    event = bookable(settings={"capacity": 3}, rule="FREQ=WEEKLY;COUNT=4")
    wishes(event, "a", 1)
    Registration.objects.update(key=event.occurrences.order_by("start")[2].key)
    confirms = (
        START
        + """
from events.signup import seats
take = seats.take
def take_slowly(*arguments):
    (folder / "half-way").touch()
    time.sleep(1)
    return take(*arguments)
seats.take = take_slowly
for registration in Registration.objects.order_by("id"):
    booking.confirm(registration, timezone.now())
"""
    )
    moves = (
        START
        + """
from datetime import timedelta
from events import series
from events.models import Event
event = Event.objects.get()
start, end = event.schedule.start, event.schedule.end
hour = timedelta(hours=1)
while not (folder / "half-way").exists():
    assert time.monotonic() < until, "nobody began"
    time.sleep(0.005)
series.shift_all(event, start - hour, end - hour, series.Editor(None, publishes=True))
"""
    )
    found = all_at_once(tmp_path, {"a": confirms, "m": moves})
    assert (found["held"], found["taken"], found["confirmed"]) == (1, 1, 1)
    moved = found["dates"][2]
    assert moved.endswith("T18:00")
    assert found["keys"] == [moved, moved]
