"""A series from a feed that was split here: its later part goes on to follow the source, and nothing is doubled."""

from unittest import mock

import pytest

from events import series
from events.imports.differing import differences, take_source
from events.models import CalendarFeed, Event, QueueEntry
from events.series import Editor
from tests import builders
from tests.events.sources import NOW, calendar, exception, feed, read, trusted_feed, vevent, weekly

pytestmark = pytest.mark.django_db
PUBLISHES = Editor(publishes=True)
SPLIT, LATE = "2026-03-25T19:00", {"DTSTART": "20260601T180000Z", "DTEND": "20260601T200000Z"}
OTHER = [vevent(f"{number}@example.org", f"Anderes {number}", **LATE) for number in range(3)]


@pytest.fixture(autouse=True)
def at_the_beginning_of_march():
    """Let it be the moment at which feeds are read."""
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield


def split_in_two(source: CalendarFeed) -> tuple[Event, Event]:
    """Read a series of six evenings from a feed and split it before the fourth; return both parts."""
    read(source, calendar(weekly(), *OTHER))
    for event in Event.objects.filter(live=False):
        event.latest_revision.publish()
    series.split_at(Event.objects.get(title="Sprachcafé"), SPLIT, PUBLISHES)
    return parts()


def parts() -> tuple[Event, Event]:
    """Return both parts as they are now."""
    first, second = Event.objects.exclude(title__startswith="Anderes").order_by("pk")
    return first, second


def dates(event: Event) -> list[tuple[str, str]]:
    """Return the dates of an event with their state."""
    return list(event.occurrences.order_by("start").values_list("key", "status"))


def called_off(event: Event) -> list[str]:
    """Return the dates of an event that do not take place."""
    return [key[:10] for key, status in dates(event) if status == "cancelled"]


def single(key: str, *lines: str) -> bytes:
    """Return the calendar with one date that differs."""
    return calendar(weekly(), exception(key, *lines), *OTHER)


def test_the_same_calendar_again_changes_nothing():
    source = trusted_feed()
    before = [dates(event) for event in split_in_two(source)]
    for _time in range(2):
        read(source, calendar(weekly(), *OTHER))
    assert [dates(event) for event in parts()] == before
    assert Event.objects.count() == 5


def test_a_date_called_off_at_the_source_is_called_off_in_the_part_that_has_it():
    source = trusted_feed()
    split_in_two(source)
    off = ("DTSTART;TZID=Europe/Berlin:20260401T190000", "STATUS:CANCELLED")
    read(source, single("20260401T190000", *off))
    first, second = parts()
    assert (called_off(first), called_off(second)) == ([], ["2026-04-01"])


def test_a_date_moved_or_left_out_at_the_source_stands_once():
    source = trusted_feed()
    split_in_two(source)
    moved = ("DTSTART;TZID=Europe/Berlin:20260402T200000", "DTEND;TZID=Europe/Berlin:20260402T210000")
    read(source, single("20260401T190000", *moved))
    first, second = parts()
    assert len(dates(first)) == len(dates(second)) == 3
    assert second.occurrences.get(key="2026-04-01T19:00").start.day == 2
    read(source, calendar(weekly("EXDATE;TZID=Europe/Berlin:20260401T190000"), *OTHER))
    assert [len(dates(event)) for event in parts()] == [3, 2]


def test_a_series_called_off_at_the_source_is_called_off_in_all_parts():
    source = trusted_feed()
    split_in_two(source)
    series.split_at(parts()[1], "2026-04-08T19:00", PUBLISHES)
    read(source, calendar(weekly("STATUS:CANCELLED"), *OTHER))
    whole = Event.objects.filter(title="Sprachcafé")
    assert [event.status for event in whole] == ["cancelled"] * 3
    read(source, calendar(weekly(), *OTHER))
    assert [event.status for event in whole.all()] == ["scheduled"] * 3


def test_a_series_that_vanished_is_called_off_in_all_parts_and_comes_back_in_all():
    source = trusted_feed()
    split_in_two(source)
    for _time in range(2):
        read(source, calendar(*OTHER))
    assert [event.status for event in parts()] == ["cancelled", "cancelled"]
    read(source, calendar(weekly(), *OTHER))
    assert [(event.status, event.status_note) for event in parts()] == [("scheduled", "")] * 2


def test_the_part_that_took_place_is_not_called_off():
    source = trusted_feed()
    split_in_two(source)
    later = NOW.replace(day=20)
    for _time in range(2):
        read(source, calendar(*OTHER), later)
    assert [event.status for event in parts()] == ["scheduled", "cancelled"]


def test_what_an_editor_wrote_into_the_later_part_stays():
    source = trusted_feed()
    second = split_in_two(source)[1]
    draft = second.get_latest_revision_as_object()
    draft.title, draft.starts_at, draft.ends_at = "Lesecafé", draft.starts_at.replace(hour=18), None
    draft.save_revision().publish()
    read(source, calendar(weekly(title="Deutschcafé"), *OTHER))
    assert [event.title for event in parts()] == ["Deutschcafé", "Lesecafé"]
    assert parts()[1].starts_at.hour == 18


def test_where_the_editors_look_first_they_are_asked_about_each_part():
    source = feed()
    split_in_two(source)
    read(source, calendar(weekly("STATUS:CANCELLED"), *OTHER))
    first, second = parts()
    assert (first.status, second.status) == ("scheduled", "scheduled")
    waiting = QueueEntry.objects.filter(kind="changed", settled_at=None)
    assert {entry.event for entry in waiting} == {first, second}


def test_a_locked_part_and_one_given_away_are_left_alone():
    source = trusted_feed()
    second = split_in_two(source)[1]
    Event.objects.filter(pk=second.pk).update(locked=True)
    read(source, calendar(weekly("STATUS:CANCELLED"), *OTHER))
    assert [event.status for event in parts()] == ["cancelled", "scheduled"]
    assert QueueEntry.objects.get(kind="changed").event == second
    Event.objects.filter(pk=second.pk).update(locked=False, organiser=builders.organisation())
    read(source, calendar(weekly(title="Neu"), *OTHER))
    assert parts()[1].title == "Sprachcafé"


def test_a_series_that_is_split_in_a_draft_is_shown_once():
    source = trusted_feed()
    read(source, calendar(weekly(), *OTHER))
    series.split_at(Event.objects.get(title="Sprachcafé"), SPLIT, Editor())
    read(source, calendar(weekly(title="Deutschcafé"), *OTHER))
    first, second = parts()
    assert (first.live, len(dates(first)), second.live) == (True, 6, False)
    assert [one.get_latest_revision_as_object().title for one in (first, second)] == ["Deutschcafé"] * 2
    for _time in range(2):
        read(source, calendar(*OTHER))
    assert [event.status for event in parts()] == ["cancelled", "scheduled"]
    assert not QueueEntry.objects.filter(event=second).exists()


def earlier(*lines: str) -> str:
    """Return the series an hour earlier at its source."""
    at_six = ("DTSTART;TZID=Europe/Berlin:20260304T180000", "DTEND;TZID=Europe/Berlin:20260304T200000")
    return vevent("weekly@example.org", "Sprachcafé", *at_six, "RRULE:FREQ=WEEKLY;COUNT=6", *lines)


def differing(event: Event) -> list[str]:
    """Return what an event says otherwise than its source."""
    return [one.field for one in differences(event)]


def starts(event: Event) -> list[str]:
    """Return the dates of an event by day and hour in Berlin."""
    return [key for key, _status in dates(event)]


def test_parts_of_a_series_that_its_source_did_not_change_differ_in_nothing():
    source = trusted_feed()
    split_in_two(source)
    moved = ("DTSTART;TZID=Europe/Berlin:20260402T190000", "DTEND;TZID=Europe/Berlin:20260402T210000")
    read(source, single("20260401T190000", *moved))
    assert [differing(event) for event in parts()] == [[], []]
    assert not QueueEntry.objects.filter(settled_at=None).exists()


def test_other_times_at_the_source_are_told_of_each_part_and_the_editors_are_asked_once():
    source = trusted_feed()
    split_in_two(source)
    for _time in range(2):
        read(source, calendar(earlier(), *OTHER))
    first, second = parts()
    assert [key[11:] for key in starts(first) + starts(second)] == ["19:00"] * 6
    assert [differing(event) for event in parts()] == [["dates"], ["dates"]]
    waiting = QueueEntry.objects.filter(kind="changed", settled_at=None)
    assert {(entry.event, entry.text) for entry in waiting} == {(first, "dates"), (second, "dates")}


def test_taking_over_the_times_of_a_part_changes_that_part_alone_and_doubles_nothing():
    source = trusted_feed()
    split_in_two(source)
    read(source, calendar(earlier("EXDATE;TZID=Europe/Berlin:20260401T180000"), *OTHER))
    take_source(parts()[0], ["dates"], PUBLISHES)
    assert starts(parts()[0]) == ["2026-03-04T18:00", "2026-03-11T18:00", "2026-03-18T18:00"]
    assert [key[11:] for key in starts(parts()[1])] == ["19:00"] * len(starts(parts()[1]))
    take_source(parts()[1], ["dates", "date:2026-04-01T18:00"], PUBLISHES)
    assert starts(parts()[1]) == ["2026-03-25T18:00", "2026-04-08T18:00"]
    assert [differing(event) for event in parts()] == [[], []]
    before = [starts(event) for event in parts()]
    for body in (earlier("EXDATE;TZID=Europe/Berlin:20260401T180000"), earlier(), weekly()):
        read(source, calendar(body, *OTHER))
        assert len(starts(parts()[0])) == 3
    assert [key[:10] for key in starts(parts()[0])] == [key[:10] for key in before[0]]


def test_a_source_that_ends_its_series_before_the_later_part_offers_nothing_for_it():
    source = trusted_feed()
    second = split_in_two(source)[1]
    read(source, calendar(weekly(rule="FREQ=WEEKLY;COUNT=3"), *OTHER))
    assert [differing(event) for event in parts()] == [[], []]
    assert [entry.event for entry in QueueEntry.objects.filter(kind="changed", settled_at=None)] == [second]
    read(source, calendar(weekly(), *OTHER))
    assert [len(starts(event)) for event in parts()] == [3, 3]


def test_words_of_a_later_part_are_taken_from_the_source_of_the_whole():
    source = trusted_feed()
    second = split_in_two(source)[1]
    draft = second.get_latest_revision_as_object()
    draft.title = "Lesecafé"
    draft.save_revision().publish()
    assert [differing(event) for event in parts()] == [[], ["title"]]
    take_source(parts()[1], ["title"], PUBLISHES)
    assert [differing(event) for event in parts()] == [[], []]
    read(source, calendar(weekly(title="Deutschcafé"), *OTHER))
    assert [event.title for event in parts()] == ["Deutschcafé"] * 2
