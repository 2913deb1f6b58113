"""Dates, hours and keys in the reader's language."""

import pytest

from network.choices import TargetGroup
from network.presentation.words import (
    founded_words,
    founded_year,
    hours_words,
    labels,
    language_words,
    period_words,
    since_words,
    spoken,
    until_words,
)
from network.records import HoursFact
from tests.builders import day, language

DAY = 1440


@pytest.fixture(autouse=True)
def english():
    """Read in English, whose words stand in the code."""
    with language("en"):
        yield


def span(weekday, start, end, note=""):
    """Return hours of a weekday, times in hours."""
    return HoursFact(weekday * DAY + round(start * 60), weekday * DAY + round(end * 60), note)


def lines(*spans):
    """Return days and hours of each line."""
    return [(line.days, line.hours) for line in hours_words(spans)]


class TestDates:
    @pytest.mark.parametrize(
        ("since", "text", "expected"),
        [
            (None, "", ""),
            (day("2012-01-01"), "", "2012"),
            (day("2012-03-14"), "", "March 2012"),
            (day("2012-03-14"), "seit den Achtzigern", "seit den Achtzigern"),
            (None, "2012", "2012"),
        ],
    )
    def test_since_is_as_exact_as_it_is_known(self, since, text, expected):
        assert since_words(since, text) == expected

    @pytest.mark.parametrize(
        ("until", "expected"),
        [
            (None, ""),
            (day("2027-01-01"), "2026"),
            (day("2026-07-01"), "June 2026"),
            (day("2026-07-15"), "July 2026"),
        ],
    )
    def test_until_names_the_last_month_in_which_it_holds(self, until, expected):
        assert until_words(until) == expected

    @pytest.mark.parametrize(
        ("since", "until", "expected"),
        [
            (None, None, ""),
            ("2023-01-01", "2026-01-01", "2023–2025"),
            ("2025-01-01", "2026-01-01", "2025"),
            ("2025-01-01", None, "since 2025"),
            (None, "2026-01-01", "until 2025"),
        ],
    )
    def test_a_period_ends_in_the_year_of_its_last_day(self, since, until, expected):
        assert period_words(since and day(since), until and day(until)) == expected

    def test_a_founding_is_a_date_or_what_was_written(self):
        assert founded_words("2012-03-14") == "March 14, 2012"
        assert founded_words("2012") == "2012"
        assert founded_words("um 1990") == "um 1990"
        with language("de"):
            assert founded_words("2012-03-14") == "14. März 2012"

    def test_the_year_of_a_founding_is_told_where_it_is_known(self):
        assert founded_year("2012-03-14") == founded_year("2012") == "2012"
        assert founded_year("um 1990") == founded_year("20") == founded_year("") == ""


class TestHours:
    def test_nothing_known_is_nothing_said(self):
        assert hours_words(()) == ()

    def test_days_with_equal_hours_share_a_line(self):
        assert lines(*(span(weekday, 9, 12) for weekday in range(4))) == [("Mo–Th", "9–12 o'clock")]

    def test_two_days_are_a_list_and_gaps_part_a_run(self):
        assert lines(span(0, 9, 12), span(1, 9, 12)) == [("Mo, Tu", "9–12 o'clock")]
        assert lines(*(span(weekday, 9, 12) for weekday in (0, 1, 2, 4))) == [
            ("Mo, Tu, We, Fr", "9–12 o'clock")
        ]

    def test_several_spans_of_a_day_stand_in_order(self):
        assert lines(span(1, 14, 18.5), span(1, 9.25, 12)) == [("Tu", "9.15–12 · 14–18.30 o'clock")]

    def test_lines_follow_the_week(self):
        assert [days for days, _hours in lines(span(6, 9, 10), span(0, 8, 9))] == ["Mo", "Su"]

    def test_midnight_is_24_at_the_end_and_0_at_the_beginning(self):
        assert lines(span(4, 18, 24)) == [("Fr", "18–24 o'clock")]
        assert lines(span(6, 18, 24)) == [("Su", "18–24 o'clock")]
        assert lines(span(5, 0, 24)) == [("Sa", "day and night")]

    def test_whole_days_are_day_and_night_however_their_end_is_written(self):
        for end in (24, 23 + 59 / 60):
            hours = [span(weekday, 0, end) for weekday in range(7)]
            assert lines(*hours) == [("Mo–Su", "day and night")]
        assert lines(span(0, 0, 23)) == [("Mo", "0–23 o'clock")]

    def test_every_note_of_a_line_is_kept_once(self):
        found = hours_words(
            [span(0, 9, 12, "by phone"), span(0, 14, 16, "walk in"), span(0, 17, 18, "by phone")]
        )
        assert found[0].note == "by phone · walk in"

    def test_days_with_other_notes_have_lines_of_their_own(self):
        assert len(hours_words([span(0, 9, 12), span(1, 9, 12, "by phone")])) == 2


class TestKeys:
    def test_labels_stand_in_the_order_of_the_list_without_unknown_keys(self):
        assert labels(TargetGroup, ["schools", "gone", "women"]) == ("Women", "Schools")

    def test_languages_are_named_for_those_who_look_for_them(self):
        names = {one.code: (one.label, one.dir, one.lang) for one in spoken(["de", "ar", "uk", "xx", "gsg"])}
        assert names == {
            "de": ("German", "ltr", ""),
            "ar": ("العربية", "rtl", "ar"),
            "uk": ("українська", "ltr", "uk"),
            "gsg": ("German Sign Language", "ltr", ""),
        }

    def test_languages_of_an_offer_are_one_line(self):
        assert language_words(["de", "ar"]) == "German, Arabic"
        with language("de"):
            assert language_words(["de", "ar"]) == "Deutsch, Arabisch"
