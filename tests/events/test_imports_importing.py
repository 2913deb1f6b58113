"""Calendars are taken in: new, changed and cancelled events, series with exceptions, and what stays as it is."""

import pytest

from events.models import Event, FeedItem, Occurrence, QueueEntry
from tests.events.sources import calendar, exception, feed, google, read, trusted_feed, vevent, weekly

pytestmark = pytest.mark.django_db


def outcomes(report) -> list[str]:
    """Return what became of each event."""
    return [line.outcome.value for line in report.lines]


def dates(event: Event) -> dict[str, str]:
    """Return the status of each date by key."""
    return dict(Occurrence.objects.filter(event=event).order_by("key").values_list("key", "status"))


def test_a_trusted_feed_is_published_at_once():
    source = trusted_feed()
    report = read(source, google(vevent(summary="Lesung", DESCRIPTION="Mit Gespräch", LOCATION="Gasometer")))
    event = Event.objects.get()
    assert outcomes(report) == ["new"]
    assert (event.live, event.title, event.organiser, event.source) == (
        True,
        "Lesung",
        source.organisation,
        "feed",
    )
    assert event.description == "<p>Mit Gespräch</p>"
    assert event.venue.name == "Gasometer"
    assert dates(event) == {"2026-03-10T19:00": "scheduled"}
    assert event.zone == "Europe/Berlin"


def test_a_checked_feed_waits_for_the_editors():
    read(feed(), google(vevent()))
    event = Event.objects.get()
    assert not event.live
    assert QueueEntry.objects.get().kind == "new"


def test_the_same_calendar_again_writes_nothing(django_assert_max_num_queries):
    source = trusted_feed()
    body = google(vevent(), weekly())
    read(source, body)
    revisions = [event.latest_revision_id for event in Event.objects.order_by("pk")]
    report = read(source, body + b"\r\n")
    assert outcomes(report) == ["unchanged", "unchanged"]
    assert [event.latest_revision_id for event in Event.objects.order_by("pk")] == revisions


def test_a_change_at_the_source_comes_through():
    source = trusted_feed()
    read(source, google(vevent(summary="Lesung")))
    report = read(source, google(vevent(summary="Lesung mit Musik", SEQUENCE="1")))
    assert Event.objects.get().title == "Lesung mit Musik"
    assert report.lines[0].fields == ("title",)


def test_stamps_and_sequence_alone_are_no_change():
    source = trusted_feed()
    read(source, google(vevent()))
    body = google(vevent(DTSTAMP="20260228T080000Z", SEQUENCE="7", **{"LAST-MODIFIED": "20260228T080000Z"}))
    assert outcomes(read(source, body)) == ["unchanged"]


def test_a_change_of_a_checked_feed_is_a_draft_and_the_public_keeps_what_it_has():
    source = trusted_feed()
    read(source, google(vevent()))
    source.trust = "moderate"
    source.save()
    read(source, google(vevent(summary="Ganz anders")))
    event = Event.objects.get()
    assert (event.title, event.live, event.has_unpublished_changes) == ("Lesung", True, True)
    assert event.get_latest_revision_as_object().title == "Ganz anders"
    entry = QueueEntry.objects.get()
    assert (entry.kind, entry.text) == ("changed", "title")


def test_an_exception_never_overwrites_its_series():
    source = trusted_feed()
    body = google(
        weekly(),
        exception(
            "20260311T190000",
            "DTSTART;TZID=Europe/Berlin:20260312T180000",
            "DTEND;TZID=Europe/Berlin:20260312T200000",
            title="Sprachcafé im Garten",
        ),
        exception("20260318T190000", "STATUS:CANCELLED"),
    )
    read(source, body)
    event = Event.objects.get()
    assert (event.title, event.rule) == ("Sprachcafé", "FREQ=WEEKLY;COUNT=6")
    assert len(dates(event)) == 6
    assert dates(event)["2026-03-18T19:00"] == "cancelled"
    moved = event.changed_dates.get(key="2026-03-11T19:00")
    assert (str(moved.starts_on), str(moved.starts_at), moved.title) == (
        "2026-03-12",
        "18:00:00",
        "Sprachcafé im Garten",
    )
    assert FeedItem.objects.get().seen["written"] == {}


def test_a_cancellation_comes_through():
    source = trusted_feed()
    read(source, google(vevent()))
    read(source, google(vevent(STATUS="CANCELLED")))
    assert dates(Event.objects.get()) == {"2026-03-10T19:00": "cancelled"}


def test_a_calendar_that_cancels_comes_through():
    source = trusted_feed()
    read(source, google(vevent()))
    read(source, calendar(vevent(), head=["METHOD:CANCEL"]))
    assert Event.objects.get().status == "cancelled"
