"""Which event is which: UIDs that change, UIDs of others, UIDs of ours."""

import pytest

from events.models import CalendarFeed, Event, FeedItem
from tests import builders
from tests.events.sources import (
    ADDRESS,
    NOW,
    feed,
    google,
    outlook,
    outlook_uids,
    read,
    trusted_feed,
    vevent,
)

pytestmark = pytest.mark.django_db
TITLES = ["Lesung", "Chor", "Sprachcafé", "Plenum", "Film"]


def test_a_source_that_changes_its_uids_makes_no_second_events():
    source = trusted_feed()
    read(source, outlook(*outlook_uids(TITLES, fetched=1)))
    ids = set(Event.objects.values_list("pk", flat=True))
    for fetched in (2, 3, 4):
        report = read(source, outlook(*outlook_uids(TITLES, fetched=fetched)))
        assert report.counts == {"unchanged": 5}
    assert set(Event.objects.values_list("pk", flat=True)) == ids
    assert CalendarFeed.objects.get().by_content


def test_changes_still_come_through_by_content():
    source = trusted_feed()
    for fetched in (1, 2):
        read(source, outlook(*outlook_uids(TITLES, fetched=fetched)))
    events = outlook_uids(TITLES, fetched=3)
    events[0] = events[0].replace("T190000", "T173000")
    events[1] = events[1].replace("SUMMARY:Chor", "SUMMARY:Chor\nDESCRIPTION:Mit Gästen")
    report = read(source, outlook(*events))
    assert report.counts == {"changed": 2, "unchanged": 3}
    assert Event.objects.count() == 5
    assert str(Event.objects.get(title="Lesung").starts_at) == "17:30:00"


def test_one_new_event_among_changing_uids_is_one_new_event():
    source = trusted_feed()
    for fetched in (1, 2):
        read(source, outlook(*outlook_uids(TITLES, fetched=fetched)))
    report = read(source, outlook(*outlook_uids([*TITLES, "Neu"], fetched=3)))
    assert report.counts == {"new": 1, "unchanged": 5}


def test_two_events_of_the_same_title_and_time_stay_two():
    source = trusted_feed()
    same = outlook_uids(TITLES, fetched=1) + outlook_uids(TITLES[:1], fetched=7)
    read(source, outlook(*same))
    again = outlook_uids(TITLES, fetched=2) + outlook_uids(TITLES[:1], fetched=8)
    for _time in range(2):
        read(source, outlook(*again))
    assert Event.objects.count() == 6


def test_an_event_that_was_made_anew_at_the_source_is_the_same():
    source = trusted_feed()
    read(source, google(vevent("a@example.org", "Lesung"), vevent("b@example.org", "Chor")))
    report = read(source, google(vevent("neu@example.org", "Lesung"), vevent("b@example.org", "Chor")))
    assert report.counts == {"unchanged": 2}
    assert not CalendarFeed.objects.get().by_content
    report = read(source, google(vevent("neu@example.org", "Lesung!"), vevent("b@example.org", "Chor")))
    assert report.counts == {"changed": 1, "unchanged": 1}


def test_an_old_uid_that_comes_back_beside_the_new_one_is_another_event():
    source = trusted_feed()
    read(source, google(vevent("a@example.org", "Lesung")))
    read(source, google(vevent("b@example.org", "Lesung")))
    read(source, google(vevent("b@example.org", "Lesung"), vevent("a@example.org", "Chor")))
    assert sorted(Event.objects.values_list("title", flat=True)) == ["Chor", "Lesung"]


def test_a_new_event_with_the_title_of_an_old_one_is_new():
    source = trusted_feed()
    read(source, google(vevent("a@example.org", "Plenum")))
    later = vevent("b@example.org", "Plenum", DTSTART="20260410T180000Z", DTEND="20260410T200000Z")
    assert read(source, google(vevent("a@example.org", "Plenum"), later)).counts == {"new": 1, "unchanged": 1}


@pytest.mark.parametrize("uid", ["{uid}", "{uid}@portal.example.org"])
def test_an_event_of_ours_that_comes_back_is_never_a_second_one(uid):
    event = builders.event("Unser Fest")
    source = trusted_feed()
    body = google(vevent(uid.format(uid=event.uid), "Gekapert", STATUS="CANCELLED"))
    for days in range(3):
        assert read(source, body + b"\r\n" * days).counts == {"duplicate": 1}
    assert [(one.title, one.status) for one in Event.objects.all()] == [("Unser Fest", "scheduled")]
    assert FeedItem.objects.get().event == event


def test_an_event_of_ours_that_was_deleted_does_not_come_back():
    event = builders.event("Unser Fest")
    uid = event.uid
    event.delete()
    assert read(trusted_feed(), google(vevent(uid, "Unser Fest"))).counts == {"ignored": 1}
    assert not Event.objects.exists()


def test_the_same_uid_in_the_feed_of_another_organisation_touches_nothing_of_the_first():
    first, other = trusted_feed(), trusted_feed(url=ADDRESS + "2")
    read(first, google(vevent(summary="Lesung")))
    read(other, google(vevent(summary="Gekapert", STATUS="CONFIRMED")))
    read(other, google(vevent(summary="Gekapert", STATUS="CANCELLED")))
    event = Event.objects.get(organiser=first.organisation)
    assert (event.title, event.status) == ("Lesung", "scheduled")


def test_an_event_that_was_given_to_another_organisation_is_left_alone():
    source = trusted_feed()
    read(source, google(vevent(summary="Lesung")))
    Event.objects.update(organiser=builders.organisation())
    for summary in ("Anders", "Ganz anders"):
        assert read(source, google(vevent(summary=summary))).counts == {"foreign": 1}
    assert Event.objects.get().title == "Lesung"


def test_events_that_editors_refused_or_merged_stay_out():
    source = feed()
    read(source, google(vevent("a@example.org", "A"), vevent("b@example.org", "B")))
    FeedItem.objects.filter(external_uid="a@example.org").update(state="ignored")
    FeedItem.objects.filter(external_uid="b@example.org").update(state="duplicate")
    report = read(source, google(vevent("a@example.org", "A!"), vevent("b@example.org", "B!")), NOW)
    assert report.counts == {"duplicate": 1, "ignored": 1}
    assert sorted(Event.objects.values_list("title", flat=True)) == ["A", "B"]
