"""Exceptions of a series, versions of a component, dates without a series."""

import pytest

from events.ical import bounds
from events.ical.components import Status
from events.ical.reading import read
from events.recurrence.schedule import Change
from tests.events.ical_files import (
    BERLIN,
    EVENING,
    FOUR_MONDAYS,
    calendar,
    event,
    notes,
    only,
    previewed,
    reasons,
    starts,
)
from tests.events.recurring import at

SERIES = event(*FOUR_MONDAYS)
SECOND_DATE = "RECURRENCE-ID;TZID=Europe/Berlin:20260309T190000"
TUESDAY = ("DTSTART;TZID=Europe/Berlin:20260310T200000", "DTEND;TZID=Europe/Berlin:20260310T220000")
SECOND = at("2026-03-09 19:00")


def second(data: bytes) -> dict[str, object]:
    """Return the second Monday's date as it is printed."""
    (row,) = [row for row in previewed(data) if row["recurrence_id"] == "2026-03-09T18:00:00Z"]
    return row


@pytest.mark.parametrize("exception_comes_first", [False, True])
def test_a_moved_date_keeps_its_name_and_its_series(exception_comes_first):
    exception = event(SECOND_DATE, *TUESDAY, summary="Verlegt")
    parts = (exception, SERIES) if exception_comes_first else (SERIES, exception)
    found = only(calendar(*parts))
    assert found.words.summary == "Treffen"
    assert found.schedule.rule == "FREQ=WEEKLY;COUNT=4"
    assert found.schedule.changes == {SECOND: Change(at("2026-03-10 20:00"))}
    assert found.exceptions[SECOND].summary == "Verlegt"
    assert len(previewed(calendar(*parts))) == 4


@pytest.mark.parametrize(
    "recurrence_id",
    [
        SECOND_DATE,
        "RECURRENCE-ID:20260309T180000Z",
        "RECURRENCE-ID;TZID=America/New_York:20260309T140000",
        "RECURRENCE-ID:20260309T190000",
        "RECURRENCE-ID;VALUE=DATE:20260309",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260309T000000",
    ],
)
def test_a_date_is_found_however_it_is_named(recurrence_id):
    row = second(calendar(SERIES, event(recurrence_id, *TUESDAY)))
    assert row["start"] == "2026-03-10T19:00:00Z"


def test_a_date_may_move_to_another_zone():
    new_york = event(
        SECOND_DATE,
        "DTSTART;TZID=America/New_York:20260310T190000",
        "DTEND;TZID=America/New_York:20260310T210000",
    )
    row = second(calendar(SERIES, new_york))
    assert (row["start"], row["end"]) == ("2026-03-10T23:00:00Z", "2026-03-11T01:00:00Z")


def test_a_cancelled_date_stays_with_its_words():
    data = calendar(SERIES, event(SECOND_DATE, *TUESDAY, "STATUS:CANCELLED", summary="Fällt aus"))
    row = second(data)
    assert (row["status"], row["summary"], len(previewed(data))) == ("CANCELLED", "Fällt aus", 4)


def test_a_cancellation_needs_no_more_than_its_date():
    data = calendar(SERIES, event(SECOND_DATE, "STATUS:CANCELED", summary=""))
    found = only(data)
    assert found.schedule.changes == {SECOND: Change(is_cancelled=True)}
    assert found.exceptions == {}
    assert second(data)["summary"] == "Treffen"


def test_a_date_may_be_a_whole_day_and_a_day_an_evening():
    row = second(calendar(SERIES, event(SECOND_DATE, "DTSTART;VALUE=DATE:20260310")))
    assert (row["start"], row["end"], row["all_day"]) == ("2026-03-10", "2026-03-11", True)
    days = event("DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=WEEKLY;COUNT=2")
    evening = event("RECURRENCE-ID;VALUE=DATE:20260309", "DTSTART:20260309T180000Z", "DTEND:20260309T200000Z")
    row = previewed(calendar(days, evening))[1]
    assert (row["recurrence_id"], row["start"], row["all_day"]) == (
        "2026-03-09",
        "2026-03-09T18:00:00Z",
        False,
    )


def test_a_date_outside_of_its_series_is_one_more():
    exception = event("RECURRENCE-ID;TZID=Europe/Berlin:20260311T190000", *TUESDAY)
    assert len(starts(calendar(SERIES, exception))) == 5


def test_what_was_left_behind_by_a_split_is_passed_over():
    series = event(*EVENING, "RRULE:FREQ=WEEKLY;UNTIL=20260310T000000Z", "SEQUENCE:2")
    left = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260316T190000", *TUESDAY, "RRULE:FREQ=WEEKLY", "SEQUENCE:1"
    )
    assert len(starts(calendar(series, left))) == 2
    assert "older than its series" in notes(calendar(series, left))
    assert len(starts(calendar(series, left.replace("SEQUENCE:1", "SEQUENCE:2")))) == 3


def test_a_second_rule_counts_from_its_own_first_date():
    data = calendar(event(*EVENING, "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY;BYDAY=2WE;COUNT=2"))
    assert starts(data) == [
        "2026-03-02T18:00:00Z",
        "2026-03-09T18:00:00Z",
        "2026-03-11T18:00:00Z",
        "2026-04-08T17:00:00Z",
    ]


def test_a_removed_date_stays_removed():
    series = event(*FOUR_MONDAYS, "EXDATE;TZID=Europe/Berlin:20260309T190000")
    data = calendar(series, event(SECOND_DATE, *TUESDAY))
    assert len(starts(data)) == 3
    assert "EXDATE removes" in notes(data)


def test_this_and_following_move_alike():
    exception = event(SECOND_DATE.replace(";", ";RANGE=THISANDFUTURE;"), *TUESDAY, summary="Dienstags")
    rows = previewed(calendar(SERIES, exception))
    assert [row["start"] for row in rows] == [
        "2026-03-02T18:00:00Z",
        "2026-03-10T19:00:00Z",
        "2026-03-17T19:00:00Z",
        "2026-03-24T19:00:00Z",
    ]
    assert [row["summary"] for row in rows] == ["Treffen", "Dienstags", "Dienstags", "Dienstags"]
    assert rows[2]["recurrence_id"] == "2026-03-16T18:00:00Z"


def test_a_single_change_counts_more_than_a_range():
    following = event(SECOND_DATE.replace(";", ";RANGE=THISANDFUTURE;"), *TUESDAY)
    third = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260316T190000", "DTSTART;TZID=Europe/Berlin:20260319T190000"
    )
    assert starts(calendar(third, SERIES, following))[2] == "2026-03-19T18:00:00Z"


def test_this_and_following_of_an_endless_series_end_somewhere():
    series = event(*EVENING, "RRULE:FREQ=DAILY")
    data = calendar(series, event(SECOND_DATE.replace(";", ";RANGE=THISANDFUTURE;"), *TUESDAY))
    assert len(only(data).schedule.changes) == bounds.EXPANDED
    assert "reaches 1000 dates" in notes(data)


def test_what_is_written_out_is_bounded_for_the_whole_file():
    events = []
    for number in range(30):
        events += [
            event(*EVENING, "RRULE:FREQ=DAILY", uid=str(number)),
            event("RECURRENCE-ID;RANGE=THISANDFUTURE:20260309T180000Z", *TUESDAY, uid=str(number)),
        ]
    found = read(calendar(*events))
    assert sum(len(each.schedule.changes) for each in found.events) == bounds.EXPANDED_IN_ALL


def test_repetitions_are_bounded_for_the_whole_file(monkeypatch):
    monkeypatch.setattr(bounds, "REPETITIONS_IN_ALL", 10)
    data = calendar(*(event(*FOUR_MONDAYS, uid=uid) for uid in "abc"))
    found = read(data)
    assert [each.uid for each in found.events] == ["a", "b"]
    assert "more than 10 times (COUNT)" in found.refusals[0].reason


def test_dates_are_looked_for_only_so_often(monkeypatch):
    monkeypatch.setattr(bounds, "COUNTED_AGAIN", 150)
    following = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260309T190000"
    data = calendar(
        *(event(*lines, uid=uid) for uid in "ab" for lines in (FOUR_MONDAYS, (following, *TUESDAY)))
    )
    assert [len(each.schedule.changes) for each in read(data).events] == [3, 0]
    assert "reaches 0 dates" in notes(data)


def test_a_second_rule_goes_no_further_than_some_years():
    data = calendar(event(*EVENING, "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=YEARLY;COUNT=50"))
    assert "1000 dates or 20 years" in reasons(data)


def test_the_highest_sequence_wins():
    older = event(*EVENING, "SEQUENCE:1", summary="Alt")
    newer = event(*EVENING, "SEQUENCE:2", summary="Neu")
    for data in (calendar(older, newer), calendar(newer, older)):
        assert only(data).words.summary == "Neu"
        assert "in a later version" in notes(data)


def test_then_the_latest_change_then_the_last_in_the_file():
    early = event(*EVENING, "LAST-MODIFIED:20260101T000000Z", "DTSTAMP:20260301T000000Z", summary="Früh")
    late = event(*EVENING, "LAST-MODIFIED:20260201T000000Z", summary="Spät")
    assert only(calendar(late, early)).words.summary == "Spät"
    stamped = event(*EVENING, "DTSTAMP:20260202T000000Z", summary="Gestempelt")
    assert only(calendar(stamped, late)).words.summary == "Gestempelt"
    assert only(calendar(event(*EVENING, summary="1"), event(*EVENING, summary="2"))).words.summary == "2"


def test_versions_of_a_date_are_compared_by_themselves():
    first = event(SECOND_DATE, *TUESDAY, "SEQUENCE:2", summary="Neu")
    again = event("RECURRENCE-ID:20260309T180000Z", *TUESDAY, "SEQUENCE:1", summary="Alt")
    series = event(*FOUR_MONDAYS, "SEQUENCE:5")
    found = only(calendar(series, first, again))
    assert found.exceptions[SECOND].summary == "Neu"
    assert found.sequence == 5


@pytest.mark.parametrize("sequence", ["-1", "eins", "", "1.5", "9" * 5000])
def test_a_sequence_that_is_none_is_the_first(sequence):
    assert only(calendar(event(*EVENING, f"SEQUENCE:{sequence}"))).sequence == 0


def test_dates_without_their_series_are_an_event():
    cancelled = event("RECURRENCE-ID;TZID=Europe/Berlin:20260316T190000", "STATUS:CANCELLED")
    data = calendar(event(SECOND_DATE, *TUESDAY), cancelled)
    found = only(data)
    assert found.is_partial
    assert (found.schedule.start, found.schedule.zone, found.words.status) == (
        SECOND,
        BERLIN,
        Status.CONFIRMED,
    )
    assert [(row["recurrence_id"], row["start"], row["status"]) for row in previewed(data)] == [
        ("2026-03-09T18:00:00Z", "2026-03-10T19:00:00Z", "CONFIRMED"),
        ("2026-03-16T18:00:00Z", "2026-03-16T18:00:00Z", "CANCELLED"),
    ]


def test_a_single_date_without_its_series_has_a_name():
    (row,) = previewed(calendar(event(SECOND_DATE, *EVENING)))
    assert row["recurrence_id"] == "2026-03-09T18:00:00Z"


def test_a_cancellation_of_an_unknown_date_is_left_out():
    assert "does not say when it is" in reasons(calendar(event(SECOND_DATE, "STATUS:CANCELLED")))


def test_dates_of_a_refused_series_go_with_it():
    for line in ("RRULE:FREQ=HOURLY", "DURATION:-PT1H", "DTSTART:x"):
        data = calendar(event(EVENING[0], line), event(SECOND_DATE, *TUESDAY), event(*EVENING, uid="b"))
        found = read(data.replace(EVENING[0].encode() + b"\r\nDTSTART", b"DTSTART"))
        assert [each.uid for each in found.events] == ["b"]
        assert len(found.refusals) == 2
        assert "a series that was left out (line" in found.refusals[1].reason


def test_a_broken_exception_costs_the_series_nothing():
    data = calendar(SERIES, event(SECOND_DATE, "DTSTART:x"))
    assert len(starts(data)) == 4
    assert "“x” is no date" in reasons(data)


def test_a_withdrawn_calendar_cancels_its_events():
    data = calendar(event(*EVENING), head=("METHOD:CANCEL",))
    assert [row["status"] for row in previewed(data)] == ["CANCELLED"]


def test_events_without_uid_are_known_by_title_and_time():
    data = calendar(
        event(*EVENING, uid=""),
        event(*EVENING, "DESCRIPTION:mehr", uid=""),
        event("DTSTART:20260303", uid=""),
    )
    uids = [each.uid for each in read(data).events]
    assert len(uids) == 2
    assert uids == [each.uid for each in read(data).events]
    assert all(uid.startswith("content-") for uid in uids)
    assert "has no UID" in reasons(calendar(event(SECOND_DATE, *TUESDAY, uid="")))


def test_uids_are_kept_as_they_are_within_reason():
    data = calendar(
        event(*EVENING, uid="{Ä 1}\\, 2;x"), event(*EVENING, uid="u" * 9000), event(*EVENING, uid="u" * 9001)
    )
    uids = [each.uid for each in read(data).events]
    assert uids[0] == "{Ä 1}, 2;x"
    assert len({uid[:60] for uid in uids}) == 3
    assert max(map(len, uids)) < bounds.UID


def test_events_stand_in_the_order_of_the_file():
    uids = ["c", "a", "b"]
    assert [each.uid for each in read(calendar(*(event(*EVENING, uid=uid) for uid in uids))).events] == uids


def test_changes_are_dated():
    found = only(
        calendar(
            event(*FOUR_MONDAYS, "CREATED:20260102T000000Z", "LAST-MODIFIED:20260103T000000Z"),
            event(SECOND_DATE, *TUESDAY, "CREATED:20260104T000000Z", "DTSTAMP:20260105T000000Z"),
        )
    )
    assert found.created_at == at("2026-01-02 00:00+00:00")
    assert found.changed_at == at("2026-01-05 00:00+00:00")
    assert only(calendar(event(*EVENING, "LAST-MODIFIED:gestern"))).changed_at is None
