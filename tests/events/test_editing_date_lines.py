"""Dates and school holidays as people write them."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from events.editing.date_lines import MOST_LINES, DateLinesField, Line, lines_of, read_lines, written
from events.editing.holiday_lines import Holidays, read_holidays


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("12.04.2026 19:00", time(19)),
        ("12.4.2026", None),
        ("So, 12.04.2026, 19.30 Uhr", time(19, 30)),
        ("Sonntag 12.04.2026 um 19 Uhr", time(19)),
        ("2026-04-12", None),
        ("2026-04-12T19:00", time(19)),
        (" 12. 4. 2026 ;", None),
    ],
)
def test_a_date_is_read_however_it_is_written(text, clock):
    assert read_lines(text) == (Line(date(2026, 4, 12), clock),)


@pytest.mark.parametrize(
    "text",
    [
        "morgen",
        "31.02.2026",
        "12.04.26",
        "12.04.2026 25:00",
        "12.04.9999",
        "2026-13-01",
        "12.04.2026 19:00 19:00",
        "\x00",
    ],
)
def test_what_is_no_date_is_named(text):
    with pytest.raises(ValidationError) as caught:
        read_lines(f"12.04.2026\n{text}")
    assert caught.value.messages


def test_lines_are_sorted_and_each_counts_once():
    assert read_lines("13.04.2026\n\n12.04.2026\n12.04.2026") == (
        Line(date(2026, 4, 12)),
        Line(date(2026, 4, 13)),
    )


def test_endless_lists_are_refused():
    with pytest.raises(ValidationError):
        read_lines("12.04.2026\n" * (MOST_LINES + 1))


def test_writing_and_reading_are_one():
    keys = ["2026-04-12T19:00", "2026-04-13"]
    assert read_lines(written(lines_of(keys))) == lines_of(keys)


def test_a_line_without_a_time_is_at_the_usual_one():
    usual = datetime(2026, 3, 4, 19)
    assert Line(date(2026, 4, 12)).start(usual, False) == usual.replace(month=4, day=12)
    assert Line(date(2026, 4, 12), time(18)).start(usual.replace(hour=0), True).hour == 0


def test_a_field_knows_whether_it_changed():
    field = DateLinesField(required=False)
    initial = lines_of(["2026-04-12"])
    assert not field.has_changed(initial, "12.4.2026")
    assert field.has_changed(initial, "13.4.2026")
    assert field.has_changed(initial, "gestern")


@pytest.mark.parametrize(
    "line",
    [
        "Winterferien 08.02.–19.02.2027",
        "Winterferien 08.02.2027 - 19.02.2027",
        "Winterferien: 08.02. bis 19.02.2027",
        "Winterferien 2027 vom 8.2.2027 bis zum 19.2.2027",
        "Winterferien Mo, 08.02. – Fr, 19.02.2027",
    ],
)
def test_school_holidays_are_read_however_they_are_printed(line):
    assert read_holidays(line) == (Holidays("Winterferien 2027", date(2027, 2, 8), date(2027, 2, 19)),)


def test_a_year_that_stands_once_holds_for_both_days():
    found = read_holidays("Weihnachtsferien 23.12.–02.01.2027\nBrückentag 07.05.2027\n")
    assert found == (
        Holidays("Weihnachtsferien 2026", date(2026, 12, 23), date(2027, 1, 2)),
        Holidays("Brückentag 2027", date(2027, 5, 7), date(2027, 5, 7)),
    )


@pytest.mark.parametrize(
    "line", ["Ferien", "Ferien 08.02.", "Ferien 31.02.2027", "08.02.2027", "x" * 6000, "Ferien 8.2"]
)
def test_lines_that_say_no_holidays_are_refused(line):
    with pytest.raises(ValidationError):
        read_holidays(line)
