"""What a wall time means when the clocks change, as README.md of the recurrence says."""

from datetime import timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from events.recurrence.clock import instant, span, wall
from tests.events.recurring import BERLIN, at


@pytest.mark.parametrize(
    ("time", "zone", "expected"),
    [
        ("2026-01-15 18:00", BERLIN, "2026-01-15 17:00+00:00"),
        ("2026-07-15 18:00", BERLIN, "2026-07-15 16:00+00:00"),
        ("2026-03-29 01:59", BERLIN, "2026-03-29 00:59+00:00"),
        ("2026-03-29 02:30", BERLIN, "2026-03-29 01:30+00:00"),  # does not exist: 03:30
        ("2026-03-29 03:00", BERLIN, "2026-03-29 01:00+00:00"),
        ("2026-10-25 02:30", BERLIN, "2026-10-25 00:30+00:00"),  # comes twice: the first
        ("2026-10-25 03:00", BERLIN, "2026-10-25 02:00+00:00"),
        ("2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-03 15:45+00:00"),  # a gap of half an hour
    ],
)
def test_a_wall_time_is_one_instant(time, zone, expected):
    assert instant(at(time), zone) == at(expected)


@pytest.mark.parametrize(
    ("start", "end", "expected_start", "expected_end"),
    [
        # a night keeps its end, whether it has seven, eight or nine hours
        ("2026-03-28 22:00", "2026-03-29 06:00", "2026-03-28 21:00", "2026-03-29 04:00"),
        ("2026-04-04 22:00", "2026-04-05 06:00", "2026-04-04 20:00", "2026-04-05 04:00"),
        ("2026-10-24 22:00", "2026-10-25 06:00", "2026-10-24 20:00", "2026-10-25 05:00"),
        # a start within the gap is later, and so is an end that would precede it
        ("2026-03-29 02:30", "2026-03-29 03:00", "2026-03-29 01:30", "2026-03-29 02:00"),
        ("2026-03-29 02:30", "2026-03-29 03:30", "2026-03-29 01:30", "2026-03-29 02:30"),
        ("2026-03-29 02:30", "2026-03-29 05:00", "2026-03-29 01:30", "2026-03-29 03:00"),
        ("2026-03-29 01:30", "2026-03-29 02:30", "2026-03-29 00:30", "2026-03-29 01:30"),
        # the first of two times
        ("2026-10-25 02:30", "2026-10-25 02:45", "2026-10-25 00:30", "2026-10-25 00:45"),
        # whole days
        ("2026-03-29 00:00", "2026-03-30 00:00", "2026-03-28 23:00", "2026-03-29 22:00"),
        ("2026-07-01 18:00", "2026-07-01 18:00", "2026-07-01 16:00", "2026-07-01 16:00"),
        ("2026-07-01 18:00", "2026-07-01 17:00", "2026-07-01 16:00", "2026-07-01 16:00"),
    ],
)
def test_an_end_keeps_its_wall_time_and_never_precedes_its_start(start, end, expected_start, expected_end):
    assert span(at(start), at(end), BERLIN) == (at(f"{expected_start}+00:00"), at(f"{expected_end}+00:00"))


@pytest.mark.parametrize("night", ["2026-03-28", "2026-10-24"])
def test_no_end_precedes_its_start_at_any_minute_of_a_change(night):
    for minutes in range(0, 600, 15):
        for length in (0, 15, 30, 60, 120):
            start = at(f"{night} 20:00") + timedelta(minutes=minutes)
            first, last = span(start, start + timedelta(minutes=length), BERLIN)
            assert (first < last) if length else (first == last)


def test_an_instant_is_shown_as_the_wall_shows_it():
    assert wall(at("2026-03-29 01:30+00:00"), BERLIN) == at("2026-03-29 03:30")
    assert wall(at("2026-10-25 01:30+00:00"), BERLIN) == at("2026-10-25 02:30")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd"])
def test_unknown_zones_are_refused(zone):
    with pytest.raises((ZoneInfoNotFoundError, ValueError, OSError)):
        instant(at("2026-01-15 18:00"), zone)
