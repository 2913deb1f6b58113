"""When something ends: the last day in Berlin, to the second."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from portal.deadlines.fields import EndField
from portal.deadlines.moments import day_of, end_of, hour_of, is_over, words_of
from tests import builders

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("day", "hour", "end"),
    [
        (date(2026, 12, 1), None, datetime(2026, 12, 1, 23, tzinfo=UTC)),
        (date(2026, 7, 1), None, datetime(2026, 7, 1, 22, tzinfo=UTC)),
        (date(2026, 3, 29), None, datetime(2026, 3, 29, 22, tzinfo=UTC)),  # a day of 23 hours
        (date(2026, 10, 25), None, datetime(2026, 10, 25, 23, tzinfo=UTC)),  # a day of 25 hours
        (date(2026, 12, 1), time(12), datetime(2026, 12, 1, 11, tzinfo=UTC)),
    ],
)
def test_a_day_ends_in_berlin_and_is_read_as_it_was_written(day, hour, end):
    assert end_of(day, hour) == end
    assert (day_of(end), hour_of(end)) == (day, hour)


def test_it_is_over_at_the_moment_itself_and_not_a_second_before():
    end = end_of(date(2026, 12, 1))
    assert is_over(end, end)
    assert not is_over(end, end - SECOND)
    assert not is_over(None, end)


def test_words_name_the_last_day():
    with builders.language("de"):
        assert words_of(end_of(date(2026, 12, 1))) == "1. Dezember 2026"
        assert words_of(end_of(date(2026, 12, 1), time(12, 30))) == "1. Dezember 2026, 12:30 Uhr"
        assert not words_of(None)


def test_the_form_takes_a_day_with_or_without_an_hour():
    field = EndField(required=False)
    assert field.clean(["2026-12-01", ""]) == end_of(date(2026, 12, 1))
    assert field.clean(["2026-12-01", "12:00"]) == end_of(date(2026, 12, 1), time(12))
    assert field.clean(["", ""]) is None


@pytest.mark.parametrize(
    "values", [["", "12:00"], ["2026-12-01", "00:00"], ["9999-12-31", ""], ["1999-01-01", ""], ["heute", ""]]
)
def test_the_form_refuses_what_no_day_can_be(values):
    with pytest.raises(ValidationError):
        EndField(required=False).clean(values)


def test_the_form_shows_the_last_day_and_sees_no_change_in_it():
    field, end = EndField(required=False), end_of(date(2026, 12, 1))
    shown = field.widget.render("ends_at", end)
    assert 'value="2026-12-01"' in shown
    assert not field.has_changed(end, ["2026-12-01", ""])
    assert field.has_changed(end, ["2026-12-02", ""])
