"""Events that a feed holds no longer: only what surely does not take place is called off, and never half a feed."""

from datetime import timedelta

import pytest

from events.imports.reading import Options
from events.imports.troubles import FetchFailed, Trouble
from events.models import Event, FeedItem, Occurrence, QueueEntry
from tests.events.sources import NOW, Site, calendar, feed, google, read, trusted_feed, vevent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def evenings(*days: int, month: int = 3) -> list[str]:
    """Return an event on each of these days."""
    return [
        vevent(
            f"{month}-{day}@example.org",
            f"Abend {day}",
            DTSTART=f"2026{month:02}{day:02}T180000Z",
            DTEND=f"2026{month:02}{day:02}T200000Z",
        )
        for day in days
    ]


def status(day: int) -> str:
    """Return the status of the event of a day."""
    return Event.objects.get(title=f"Abend {day}").status


def test_an_event_that_is_missing_twice_is_called_off_and_stays_visible():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    report = read(source, google(*evenings(10, 12, 13)), NOW + DAY)
    assert (report.count("missing"), status(11)) == (1, "scheduled")
    report = read(source, google(*evenings(10, 12, 13)) + b"\r\n", NOW + 2 * DAY)
    assert (report.count("gone"), status(11)) == (1, "cancelled")
    event = Event.objects.get(title="Abend 11")
    assert event.live
    assert event.status_note
    assert Occurrence.objects.get(event=event).status == "cancelled"


def test_a_calendar_that_stays_the_same_confirms_what_is_missing():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    site = Site(google(*evenings(10, 12, 13)))
    read(source, site, NOW + DAY)
    report = read(source, site, NOW + 2 * DAY)
    assert (report.is_confirmed, report.count("gone"), status(11)) == (True, 1, "cancelled")
    report = read(source, site, NOW + 3 * DAY)
    assert (report.is_confirmed, report.lines) == (True, [])


def test_the_editors_of_a_checked_feed_are_asked_once():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    source.trust = "moderate"
    source.save()
    for days in range(1, 5):
        read(source, google(*evenings(10, 12, 13)) + b"\r\n" * days, NOW + days * DAY)
        QueueEntry.objects.filter(settled_at=None).update(settled_at=NOW) if days == 3 else None
    assert [entry.kind for entry in QueueEntry.objects.all()] == ["missing"]
    assert status(11) == "scheduled"


def test_what_is_back_takes_place_again():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    for days in (1, 2):
        read(source, google(*evenings(10, 12, 13)) + b"\r\n" * days, NOW + days * DAY)
    report = read(source, google(*evenings(10, 11, 12, 13)), NOW + 3 * DAY)
    event = Event.objects.get(title="Abend 11")
    assert (report.count("restored"), event.status, event.status_note) == (1, "scheduled", "")
    assert set(FeedItem.objects.values_list("state", flat=True)) == {"active"}


def test_what_is_back_before_an_editor_looked_is_off_the_queue():
    source = feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    for days in (1, 2):
        read(source, google(*evenings(10, 12, 13)) + b"\r\n" * days, NOW + days * DAY)
    assert QueueEntry.objects.filter(kind="missing", settled_at=None).count() == 1
    read(source, google(*evenings(10, 11, 12, 13)), NOW + 3 * DAY)
    assert not QueueEntry.objects.filter(kind="missing", settled_at=None).exists()


@pytest.mark.parametrize("left", [(), (10,), (10, 11)])
def test_when_half_a_feed_vanishes_nothing_is_taken_down(left):
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    for days in (1, 2, 3):
        report = read(source, google(*evenings(*left)) + b"\r\n" * days, NOW + days * DAY)
        assert (report.is_alarm, report.vanished) == (True, 4 - len(left))
    assert not Event.objects.exclude(status="scheduled").exists()


def test_an_editor_who_knows_lets_half_a_feed_go():
    source = trusted_feed()
    read(source, google(*evenings(10, 11)))
    wish = Options(accepts_vanished=True)
    for days in (1, 2):
        read(source, google(*evenings(10)) + b"\r\n" * days, NOW + days * DAY, options=wish)
    assert status(11) == "cancelled"


def test_past_events_stay_when_a_feed_drops_them():
    source = trusted_feed()
    read(source, google(*evenings(2, 10, 11, 12)))
    for days in (3, 4, 5):
        report = read(source, google(*evenings(10, 11, 12)) + b"\r\n" * days, NOW + days * DAY)
        assert report.vanished == 0
    assert status(2) == "scheduled"


def test_a_feed_of_the_next_events_may_push_the_last_one_out():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 20)))
    for days in (1, 2, 3):
        read(source, google(*evenings(9, 10, 11, 12)) + b"\r\n" * days, NOW + days * DAY)
    assert status(20) == "scheduled"


def test_the_last_event_of_a_feed_can_be_gone_too():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 20)))
    for days in (1, 2):
        read(source, google(*evenings(10, 11, 12)) + b"\r\n" * days, NOW + days * DAY)
    assert status(20) == "cancelled"


def test_a_feed_that_could_not_be_fetched_loses_nothing():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    for days in (1, 2, 3):
        read(source, Site(trouble=FetchFailed(Trouble.INCOMPLETE)), NOW + days * DAY)
    assert not FeedItem.objects.exclude(state="active").exists()


def test_an_event_that_nobody_can_read_any_more_is_not_gone():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    broken = vevent("3-11@example.org", "Abend 11", "DTSTART:gestern")
    for days in (1, 2, 3):
        report = read(source, google(*evenings(10, 12, 13), broken) + b"\r\n" * days, NOW + days * DAY)
        assert (report.count("refused"), report.vanished) == (1, 0)
    assert status(11) == "scheduled"


def test_a_status_that_an_editor_set_is_theirs():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    event = Event.objects.get(title="Abend 11")
    event.status = "moved_online"
    event.save_revision().publish()
    changed = [one.replace("Abend 11", "Abend 11!") for one in evenings(10, 11, 12, 13)]
    read(source, google(*changed), NOW + DAY)
    for days in (2, 3):
        read(source, google(*evenings(10, 12, 13)) + b"\r\n" * days, NOW + days * DAY)
    assert Event.objects.get(pk=event.pk).status == "moved_online"
    assert QueueEntry.objects.get().kind == "missing"


def test_a_locked_event_is_called_off_once_it_is_open():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    Event.objects.filter(title="Abend 11").update(locked=True)
    site = Site(google(*evenings(10, 12, 13)))
    for days in (1, 2, 3):
        read(source, site, NOW + days * DAY)
    assert status(11) == "scheduled"
    Event.objects.update(locked=False)
    read(source, site, NOW + 4 * DAY)
    assert status(11) == "cancelled"


def test_what_an_uploaded_file_leaves_out_stays():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    for days in (1, 2, 3):
        body = calendar(*evenings(10)) + b"\r\n" * days
        report = read(source, body, NOW + days * DAY, options=Options(is_complete=False))
        assert report.vanished == 0


def test_what_the_source_made_private_is_not_shown_and_goes_as_if_it_were_missing():
    source = trusted_feed()
    read(source, google(*evenings(10, 11, 12, 13)))
    private = [
        one.replace("SUMMARY:Abend 11", "SUMMARY:Geheim\nCLASS:PRIVATE") for one in evenings(10, 11, 12, 13)
    ]
    for days in (1, 2):
        report = read(source, google(*private) + b"\r\n" * days, NOW + days * DAY)
        assert report.count("private") == 1
        assert "Geheim" not in str(report.as_json())
    assert status(11) == "cancelled"


def test_private_events_are_not_taken_in():
    report = read(trusted_feed(), google(vevent(CLASS="CONFIDENTIAL"), vevent("2@x", "Chor", CLASS="PUBLIC")))
    assert report.counts == {"new": 1, "private": 1}
    assert Event.objects.get().title == "Chor"
