"""When feeds are asked again: regularly, ever more seldom, not any more."""

from datetime import UTC, datetime, timedelta

import pytest

from events.imports.schedule_of_runs import (
    MOST_FAILURES,
    Standing,
    due_at,
    failed,
    is_due,
    refused,
    succeeded,
)

NOW = datetime(2026, 3, 27, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
NEW = Standing(interval=6 * HOUR)


def after_failures(count: int, retry_after: timedelta | None = None) -> Standing:
    """Return a feed that failed so often, at last now."""
    standing = succeeded(NEW, NOW - 100 * HOUR)
    for _time in range(count):
        standing = failed(standing, NOW, retry_after)
    return standing


def test_a_new_feed_is_due_at_once():
    assert due_at(NEW, NOW) == NOW
    assert is_due(NEW, NOW)


def test_a_feed_that_works_is_due_after_its_interval_to_the_second():
    standing = succeeded(NEW, NOW)
    assert due_at(standing, NOW) == NOW + 6 * HOUR
    assert not is_due(standing, NOW + 6 * HOUR - timedelta(seconds=1))
    assert is_due(standing, NOW + 6 * HOUR)


@pytest.mark.parametrize(
    ("failures", "hours"),
    [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 24), (7, 24), (MOST_FAILURES - 1, 24)],
)
def test_each_failure_doubles_the_wait_up_to_a_day(failures, hours):
    assert due_at(after_failures(failures), NOW) == NOW + hours * HOUR


def test_after_ten_failures_nobody_is_asked_any_more():
    standing = after_failures(MOST_FAILURES)
    assert standing.is_disabled
    assert due_at(standing, NOW) is None
    assert not is_due(standing, NOW + timedelta(days=1000))


def test_one_success_forgets_the_failures_and_the_wish():
    standing = succeeded(after_failures(9, timedelta(hours=20)), NOW)
    assert standing == Standing(6 * HOUR, NOW)
    assert due_at(failed(standing, NOW), NOW) == NOW + HOUR


@pytest.mark.parametrize(
    ("failures", "wish", "hours"),
    [(1, 5, 5), (5, 5, 16), (1, 24, 24), (1, 1000, 24), (1, 0, 1), (9, 1000, 24)],
)
def test_a_site_may_ask_for_more_rest_but_no_more_than_a_day(failures, wish, hours):
    assert due_at(after_failures(failures, wish * HOUR), NOW) == NOW + hours * HOUR


def test_a_refused_feed_waits_for_somebody_until_it_works_again():
    standing = refused(succeeded(NEW, NOW), NOW)
    assert standing.is_disabled
    assert due_at(standing, NOW) is None
    assert is_due(succeeded(standing, NOW), NOW + 6 * HOUR)
