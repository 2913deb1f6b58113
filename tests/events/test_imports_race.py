"""Two processes take calendars in at once, on the database of the run."""

import pytest

from tests import builders
from tests.events.signing_up import evening
from tests.events.sources import google, vevent
from tests.search.processes import processes

pytestmark = pytest.mark.django_db(transaction=True)
GIVES = """
import sys, time
from pathlib import Path
from django.utils import timezone
from events.imports import uploads
from events.imports.by_hand import feed_of
from events.models import CalendarFeed
from network.models import Organisation

folder, name = Path(sys.argv[1]), sys.argv[2]
if name == "first":
    save = CalendarFeed.save
    def save_slowly(*arguments, **options):
        (folder / "half-way").touch()
        time.sleep(1)
        save(*arguments, **options)
    CalendarFeed.save = save_slowly
else:
    until = time.monotonic() + 60
    while not (folder / "half-way").exists():
        assert time.monotonic() < until, "nobody began"
        time.sleep(0.005)
data = (folder / "termine.ics").read_bytes()
feed = feed_of(Organisation.objects.get(), False, url="", name="termine.ics")
uploads.keep(data, 1, feed, True, timezone.now())
uploads.take_waiting(timezone.now())
"""
COUNTS = """
from django.utils import timezone
from events.imports import uploads
from events.models import CalendarFeed, Event
uploads.take_waiting(timezone.now())  # one of them may have found the other at work
print(CalendarFeed.objects.count(), Event.objects.count())
"""


def test_a_file_given_twice_at_the_same_moment_is_one_calendar_with_one_event(tmp_path):
    builders.organisation("Haus Werdau")
    start = f"DTSTART;TZID=Europe/Berlin:{evening(30):%Y%m%dT%H%M%S}"
    (tmp_path / "termine.ics").write_bytes(google(vevent("1@example.org", "Lesung", start)))
    others = processes(tmp_path)
    running = [others.start(GIVES, str(tmp_path), name) for name in ("first", "second")]
    ended = [(process, process.communicate(timeout=120)[1]) for process in running]
    assert not [errors for process, errors in ended if process.returncode]
    assert others.start(COUNTS).communicate(timeout=60)[0].split() == ["1", "1"]
