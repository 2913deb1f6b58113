"""What calendars of other people read in the feeds: the same dates as in our lists, marked where they changed."""

from datetime import UTC, date, datetime, timedelta
from unittest import mock

import pytest

from events.feeds.entries import calendar_event
from events.models import Event, Occurrence
from events.records import public_record
from portal import changes
from tests import builders
from tests.events.feed_builders import NOW, at, body, components, path_to, series, titles
from tests.events.ical_judge import judged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("calendar_in_march")]
HORIZON = datetime(2028, 2, 1, tzinfo=UTC)  # our lists go on for a little longer


def dates_of(event: Event) -> list[tuple[datetime, datetime, bool]]:
    """Return the dates of an event in the table of our lists."""
    rows = Occurrence.objects.filter(event=event).order_by("start")
    return [(row.start, row.end, row.status == "cancelled") for row in rows]


def told(path: str = "feed.ics") -> list[tuple[datetime, datetime, bool]]:
    """Return the dates that an independent library finds in a file."""
    rows = judged(body(path), date(2026, 1, 1), HORIZON.date())
    return [
        (
            datetime.fromisoformat(row["start"]).astimezone(UTC),
            datetime.fromisoformat(row["end"]).astimezone(UTC),
            row["status"] == "CANCELLED",
        )
        for row in rows
    ]


@pytest.mark.parametrize(
    "make",
    [
        series,
        lambda: series(rule="FREQ=MONTHLY;BYDAY=1WE"),
        lambda: series(rule="", extra_dates=["2026-03-18T19:00", "2026-03-25T19:00"], removed_dates=[]),
        lambda: series(status="cancelled"),
        lambda: series(status="postponed"),
        lambda: series(rule="FREQ=WEEKLY;BYDAY=TU", removed_dates=[], changed={}),
        lambda: series(wished_away=["2026-04-15T19:00"]),
        lambda: series(zone="America/New_York"),
        lambda: builders.event("Nacht", at(3, 28, 22), hours=8, rule="FREQ=DAILY;COUNT=4"),
        lambda: builders.event("Einmal", at(3, 9)),
        lambda: builders.event(
            "Verlegt", at(3, 9), changed={"2026-03-09T19:00": {"starts_on": date(2026, 3, 10)}}
        ),
    ],
)
def test_a_feed_has_the_dates_of_our_lists(make):
    event = make()
    wanted = [one for one in dates_of(event) if one[0] < HORIZON]
    assert wanted
    assert told() == told(path_to(event)) == wanted


def test_a_first_date_beside_its_rule_is_named_again():
    series(rule="FREQ=WEEKLY;BYDAY=TU", extra_dates=[], removed_dates=[], changed={})
    assert "RDATE;TZID=Europe/Berlin:20260304T190000" in body().decode()


def test_whole_days_end_with_the_day_after_them():
    builders.event("Woche", date(2026, 3, 10), ends_on=date(2026, 3, 14))
    (one,) = components()
    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2026, 3, 10), date(2026, 3, 15))


def test_each_exception_is_a_component_of_the_same_event():
    event = series()
    main, *others = components()
    assert {str(one["UID"]) for one in (main, *others)} == {event.uid}
    assert "RECURRENCE-ID" not in main
    found = {f"{one['RECURRENCE-ID'].dt:%m-%d}": one for one in others}
    assert {key: (str(one["SUMMARY"]), str(one["STATUS"])) for key, one in found.items()} == {
        "03-18": ("CANCELLED: Plenum", "CANCELLED"),
        "03-25": ("Plenum", "CONFIRMED"),
        "04-01": ("ONLINE: Plenum", "CONFIRMED"),
        "04-08": ("Plenum mit Gast", "CONFIRMED"),
    }
    assert (str(found["04-01"]["LOCATION"]), str(found["04-01"]["CONFERENCE"])) == (
        "Online",
        "https://example.org/raum",
    )
    assert str(found["03-18"]["DESCRIPTION"]).startswith("Cancelled: Krank")
    assert str(found["03-25"]["URL"]).endswith("/2026-03-25/")


@pytest.mark.parametrize(
    ("status", "summary", "written"),
    [
        ("scheduled", "Film", "CONFIRMED"),
        ("tentative", "Film", "TENTATIVE"),
        ("cancelled", "CANCELLED: Film", "CANCELLED"),
        ("postponed", "POSTPONED: Film", "TENTATIVE"),
        ("moved_online", "ONLINE: Film", "CONFIRMED"),
    ],
)
def test_what_does_not_take_place_says_so_in_its_title(status, summary, written):
    builders.event("Film", at(3, 10), status=status, status_note="Bitte lesen")
    (one,) = components()
    assert (str(one["SUMMARY"]), str(one["STATUS"])) == (summary, written)
    assert "Bitte lesen" in one["DESCRIPTION"]


def test_an_open_place_is_told_exactly_with_its_point():
    house = builders.venue("Gasometer", street="Gasse 7", postcode="08412", town="Werdau", lat=50.7, lon=12.3)
    builders.event(
        "Film", at(3, 10), venue=house, kind="film", topics=[builders.topic("Asyl")], place_note="Hof"
    )
    (one,) = components()
    assert str(one["LOCATION"]) == "Gasometer, Gasse 7, 08412 Werdau"
    assert one["GEO"].to_ical() == "50.7;12.3"
    assert [str(word) for word in one["CATEGORIES"].cats] == ["Film", "Asyl"]
    assert "How to find it: Hof" in one["DESCRIPTION"]


def test_nothing_empty_is_written_and_nobody_is_invited():
    builders.event("Film", at(3, 10), organiser=None, organiser_text="Kollektiv")
    lines = body().decode().split("\r\n")
    assert not [line for line in lines[:-1] if line.endswith((":", ":None"))]
    assert "CONTACT:Kollektiv" in lines
    assert not [line for line in lines if line.startswith(("ORGANIZER", "ATTENDEE"))]


def test_words_of_people_cannot_break_the_calendar():
    builders.event("A\r\nBEGIN:VEVENT", at(3, 10), summary="x\nEND:VCALENDAR", status_note="\x07;,\\")
    assert len(components()) == 1


def test_one_date_is_an_event_of_its_own_that_keeps_its_uid():
    event = series()
    (cancelled,), (moved,) = (
        components(path_to(event, key)) for key in ("2026-03-18T19:00", "2026-03-25T19:00")
    )
    assert (str(cancelled["UID"]), str(cancelled["STATUS"])) == (f"{event.uid}-20260318T1900", "CANCELLED")
    assert str(moved["UID"]) == f"{event.uid}-20260325T1900"
    assert moved["DTSTART"].dt.astimezone(UTC) == datetime(2026, 3, 26, 19, tzinfo=UTC)
    assert not {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"} & moved.keys()


def test_the_window_moves_at_midnight_and_keeps_what_was_cancelled_a_month():
    builders.event("Lange vorbei", at(2, 1))
    builders.event("Abgesagt", at(2, 3), status="cancelled")
    builders.event("Kürzlich", at(2, 2))
    builders.event("Nächstes Jahr", datetime(2027, 9, 30, 19))
    builders.event("Zu fern", datetime(2027, 10, 1, 19))
    builders.event("Alte Reihe", datetime(2024, 1, 3, 19), rule="FREQ=WEEKLY;COUNT=3")
    builders.event("Lange Reihe", datetime(2024, 1, 3, 19), rule="FREQ=WEEKLY")
    assert titles() == {"CANCELLED: Abgesagt", "Kürzlich", "Nächstes Jahr", "Lange Reihe"}
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(days=1)):
        assert titles() == {"CANCELLED: Abgesagt", "Nächstes Jahr", "Lange Reihe"}
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(days=28)):
        assert titles() == {"Nächstes Jahr", "Zu fern", "Lange Reihe"}


def test_the_same_events_are_the_same_bytes_on_another_day():
    series()
    builders.event("Film", at(3, 10))
    first = body()
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(days=3)):
        assert body() == first


def test_uids_stay_and_only_time_place_and_status_are_a_new_sequence():
    event = builders.event("Film", at(3, 10))
    house = builders.venue()
    changes = [
        ({"title": "Film und Gespräch"}, 0),
        ({"summary": "Mit Gast"}, 0),
        ({"starts_at": datetime(2026, 3, 10, 18).time()}, 1),
        ({"venue": house}, 2),
        ({"cost": "free"}, 2),
        ({"status": "cancelled"}, 3),
    ]
    versions = []
    for number, (values, sequence) in enumerate(changes):
        for name, value in values.items():
            setattr(event, name, value)
        with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(minutes=number)):
            event.save_revision().publish()
            (one,) = components()
        assert (str(one["UID"]), one["SEQUENCE"]) == (event.uid, sequence)
        versions.append(one["LAST-MODIFIED"].dt)
    assert versions == sorted(set(versions))


def test_drafts_and_what_was_withdrawn_are_in_no_feed():
    builders.event("Entwurf", at(3, 10), live=False)
    gone = builders.event("Zurückgezogen", at(3, 10))
    gone.unpublish()
    assert titles() == set()


def test_a_draft_of_a_published_event_is_not_shown():
    event = builders.event("Film", at(3, 10))
    event.title = "Geheim"
    event.save_revision()
    assert titles() == {"Film"}


def test_the_mapping_asks_the_database_nothing(django_assert_num_queries):
    record = public_record(series())
    calendar_event(record, "https://example.org")  # addresses and labels are read once
    # The generation of content, which a request asks once.
    with django_assert_num_queries(1), changes.reading_once():
        calendar_event(record, "https://example.org")
