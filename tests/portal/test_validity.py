"""Until when an answer holds."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse

from portal.validity import end_of_validity, holds_until, next_midnight


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "midnight"),
    [
        (utc(2026, 11, 20, 12), utc(2026, 11, 20, 23)),
        (utc(2026, 11, 20, 23), utc(2026, 11, 21, 23)),
        (utc(2026, 11, 20, 22, 59, 59), utc(2026, 11, 20, 23)),
        (utc(2026, 7, 1, 12), utc(2026, 7, 1, 22)),
        (utc(2026, 3, 28, 23, 30), utc(2026, 3, 29, 22)),  # a day of 23 hours
        (utc(2026, 10, 24, 22, 30), utc(2026, 10, 25, 23)),  # a day of 25 hours
        (utc(2026, 12, 31, 23, 30), utc(2027, 1, 1, 23)),
    ],
)
def test_the_day_ends_in_berlin(now, midnight):
    assert next_midnight(now) == midnight


def test_the_earliest_moment_counts(rf):
    request, response, now = rf.get("/"), HttpResponse(), utc(2026, 11, 20, 12)
    assert end_of_validity(request, response, now) == utc(2026, 11, 20, 23)
    for moment in (utc(2026, 11, 20, 18), None, utc(2026, 11, 20, 15), utc(2026, 11, 20, 20)):
        holds_until(request, moment)
    assert end_of_validity(request, response, now) == utc(2026, 11, 20, 15)
    response.expires_at = utc(2026, 11, 20, 13)
    assert end_of_validity(request, response, now) == utc(2026, 11, 20, 13)


def test_a_far_moment_does_not_outlive_the_day(rf):
    request = rf.get("/")
    holds_until(request, utc(2027, 1, 1))
    assert end_of_validity(request, HttpResponse(), utc(2026, 11, 20, 12)) == utc(2026, 11, 20, 23)
