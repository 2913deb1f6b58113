"""Large calendar files: taken in by housekeeping, whatever happens in between, and then forgotten."""

from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.utils import timezone

from events.imports import importing, uploads
from events.imports.by_hand import feed_of
from events.models import CalendarUpload, Event
from tests import builders
from tests.events.sources import NOW, google, vevent

pytestmark = pytest.mark.django_db
CALENDAR = google(*(vevent(f"{number}@example.org", f"Abend {number}") for number in range(4)))


def kept(data=CALENDAR, house=None):
    """Return a file that waits."""
    feed = feed_of(house or builders.organisation(), False, url="", name="termine.ics")
    return uploads.keep(data, 4, feed, True, NOW)


def test_progress_is_written_down_after_each_part(monkeypatch):
    upload, seen = kept(), []
    monkeypatch.setattr(importing, "CHUNK", 2)
    create = importing.create

    def look(reading, new):
        seen.append(CalendarUpload.objects.values_list("done", "total").get(pk=upload.pk))
        return create(reading, new)

    monkeypatch.setattr(importing, "create", look)
    assert uploads.take(upload, NOW)
    assert seen == [(0, 4), (2, 4)]
    assert (upload.report["counts"], Event.objects.filter(live=True).count()) == ({"new": 4}, 4)


def test_a_round_that_dies_is_taken_up_again_without_second_events(monkeypatch):
    class Killed(BaseException):
        """The process ends."""

    upload, create, calls = kept(), importing.create, []

    def die_in_the_second(reading, new):
        calls.append(len(new))
        if len(calls) == 2:
            raise Killed
        return create(reading, new)

    monkeypatch.setattr(importing, "CHUNK", 2)
    monkeypatch.setattr(importing, "create", die_in_the_second)
    with pytest.raises(Killed):
        uploads.take_waiting(NOW)
    assert Event.objects.count() == 2
    assert uploads.take_waiting(NOW) == "1 calendar files taken in"
    upload.refresh_from_db()
    assert (upload.tries, upload.report["counts"]) == (2, {"new": 2, "unchanged": 2})
    assert Event.objects.count() == 4


def test_what_stands_in_a_file_is_forgotten_once_it_is_taken_in_and_what_became_of_it_later():
    upload = kept()
    uploads.take_waiting(NOW)
    upload.refresh_from_db()
    assert (bytes(upload.content), upload.finished_at is None) == (b"", False)
    assert uploads.take_waiting(NOW) == "0 calendar files taken in"
    assert uploads.forget(NOW) == 0
    assert uploads.forget(NOW + timedelta(seconds=1)) == 1


def test_a_file_at_which_the_process_dies_each_time_is_given_up():
    upload = kept()
    CalendarUpload.objects.update(tries=uploads.MOST_TRIES)
    uploads.take_waiting(NOW)
    upload.refresh_from_db()
    assert (upload.report["trouble"]["code"], Event.objects.count()) == ("fault", 0)


@pytest.mark.parametrize(("data", "code"), [(b"<html>", "unreadable"), (None, "fault")])
def test_a_file_that_fails_says_so_and_the_next_one_is_taken_in(monkeypatch, caplog, data, code):
    broken, good = kept(data or CALENDAR), kept(house=builders.organisation())
    take_file = uploads.take_file

    def fail(content, feed, *rest):
        if data is None and feed == broken.feed:
            raise ValueError("Geheim")
        return take_file(content, feed, *rest)

    monkeypatch.setattr(uploads, "take_file", fail)
    uploads.take_waiting(NOW)
    broken.refresh_from_db(), good.refresh_from_db()
    assert (broken.report["trouble"]["code"], good.report["counts"]) == (code, {"new": 4})
    assert "Geheim" not in caplog.text


def test_a_file_waits_while_another_import_of_its_organisation_runs(monkeypatch):
    upload = kept()
    with monkeypatch.context() as another_is_at_it:
        another_is_at_it.setattr(uploads, "taking_turns", lambda organisation: nullcontext(False))
        assert uploads.take_waiting(timezone.now()) == "0 calendar files taken in"
    upload.refresh_from_db()
    assert (upload.tries, upload.finished_at) == (0, None)


def test_the_same_file_given_twice_makes_no_second_events():
    house = builders.organisation()
    kept(house=house), kept(house=house)
    assert uploads.take_waiting(NOW) == "2 calendar files taken in"
    assert Event.objects.count() == 4
