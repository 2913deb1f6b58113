"""Opening hours are read as people write them, written so that they are read back, and never guessed."""

import random
from datetime import time

import pytest

from network.exchange.hours import HoursRange, hours_lines, parse_hours


def read(*lines):
    """Return the hours of lines as “day from-to note”."""
    return [
        f"{one.weekday} {one.opens_at:%H:%M}-{one.closes_at:%H:%M} {one.note}".strip()
        for one in parse_hours(lines).ranges
    ]


@pytest.mark.parametrize(
    ("line", "hours"),
    [
        ("Mo 10:00-15:00", ["0 10:00-15:00"]),
        ("Mo-Mi 10-15 Uhr", ["0 10:00-15:00", "1 10:00-15:00", "2 10:00-15:00"]),
        ("Mo, Mi 9–12", ["0 09:00-12:00", "2 09:00-12:00"]),
        ("Mo und Mi: 9.30 bis 12.15 Uhr", ["0 09:30-12:15", "2 09:30-12:15"]),
        ("montags 9-12 und 13-16 Uhr", ["0 09:00-12:00", "0 13:00-16:00"]),
        ("Mo 9-12, Di 13-16", ["0 09:00-12:00", "1 13:00-16:00"]),
        ("Mo 9-12, 13-16; Do 8-10", ["0 09:00-12:00", "0 13:00-16:00", "3 08:00-10:00"]),
        ("Samstag bis Montag 10-11", ["0 10:00-11:00", "5 10:00-11:00", "6 10:00-11:00"]),
        ("werktags von 8 Uhr bis 9 Uhr", [f"{day} 08:00-09:00" for day in range(5)]),
        ("täglich 0:00-24:00", [f"{day} 00:00-00:00" for day in range(7)]),
        ("Sonnabend 14-18 Uhr", ["5 14:00-18:00"]),
        ("So. 10:00-12:00", ["6 10:00-12:00"]),
        ("Di 10:00-12:00 (nur telefonisch)", ["1 10:00-12:00 nur telefonisch"]),
        ("Di 10:00-12:00 und nach Vereinbarung", ["1 10:00-12:00 nach Vereinbarung"]),
        ("Di 10-12 (Haus B (Hof), ab 11 Uhr Tee)", ["1 10:00-12:00 Haus B (Hof), ab 11 Uhr Tee"]),
        ("Mo 10-12, ab 18 Uhr Küche", ["0 10:00-12:00 ab 18 Uhr Küche"]),
        ("Fr 22:00-24:00", ["4 22:00-00:00"]),
    ],
)
def test_line_is_understood(line, hours):
    assert read(line) == hours


@pytest.mark.parametrize(
    "line",
    [
        "nach Vereinbarung",
        "Mo nach Vereinbarung",
        "Sommerpause 10-15 Uhr",
        "Mittagstisch 12-13",
        "10-15 Uhr",
        "jeden 1. Dienstag im Monat, 18-20 Uhr",
        "Mo 18 Uhr",
    ],
)
def test_words_that_name_no_weekly_hours_are_kept_as_words(line):
    found = parse_hours([line])
    assert (found.ranges, found.words, found.wrong) == ([], [line], [])


@pytest.mark.parametrize(
    "line", ["Mo 25:00-26:00", "Mo 15-10", "Mo 10:75-11:00", "Mo 9-12, Di 16-13", f"Mo 9-12 ({'x' * 121})"]
)
def test_hours_that_cannot_be_are_wrong_as_a_whole(line):
    found = parse_hours([line])
    assert (found.ranges, found.wrong) == ([], [line])


def test_several_lines_are_sorted_and_without_repetitions():
    assert read("Fr 9-10", "Mo 9-10", "Mo-Di 9-10") == ["0 09:00-10:00", "1 09:00-10:00", "4 09:00-10:00"]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("montags bis donnerstags 10-15 Uhr", ["Mo-Do 10:00-15:00"]),
        ("Mo, Di, Fr 10-15", ["Mo-Di, Fr 10:00-15:00"]),
        ("Mo 9-12 und 13-16", ["Mo 09:00-12:00", "Mo 13:00-16:00"]),
        ("Di 22-24 (Musik)", ["Di 22:00-24:00 (Musik)"]),
    ],
)
def test_days_with_the_same_times_are_written_in_one_line(line, written):
    assert hours_lines(parse_hours([line]).ranges) == written


def test_whatever_is_written_is_read_back():
    dice = random.Random(7)  # noqa: S311 - times, no secrets
    notes = ["", "nur Tel.", "a (b) c", "und Mo 10-12 extra", "1. Etage", "(x)", "Di", ", ;"]
    for _n in range(300):
        ranges = [
            HoursRange(dice.randrange(7), time(opens), time((opens + 3) % 24), dice.choice(notes))
            for opens in (dice.randrange(22) for _m in range(dice.randint(1, 8)))
            if (opens + 3) % 24 == 0 or opens + 3 < 24
        ]
        lines = hours_lines(ranges)
        found = parse_hours(lines)
        assert found.ranges == sorted(set(ranges))
        assert not found.words + found.wrong
        assert hours_lines(found.ranges) == lines


def test_long_nonsense_is_answered_at_once():
    lines = ["Mo " + "Mo-" * 80 + "10", "1" * 250, "Mo 10-" * 40, "Mo 1 uhr " * 28, "Mo, " * 60]
    assert parse_hours(lines).ranges == []
