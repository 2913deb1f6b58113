"""The circuit breaker, with a clock that only moves when told."""

import pytest

from search.engines.breaker import CircuitBreaker


class Clock:
    """Seconds that stand still between tests' steps."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock) -> CircuitBreaker:
    return CircuitBreaker(open_seconds=30, clock=clock)


def test_closed_lets_everything_through(breaker):
    assert [breaker.allow() for _ in range(3)] == [True, True, True]
    assert breaker.state == "closed"


def test_one_failure_opens_it_for_thirty_seconds(breaker, clock):
    breaker.failed()
    clock.now = 29.9
    assert not breaker.allow()
    assert breaker.state == "open"


def test_then_one_probe_passes_and_the_others_wait(breaker, clock):
    breaker.failed()
    clock.now = 30
    assert breaker.state == "half-open"
    assert [breaker.allow() for _ in range(3)] == [True, False, False]


def test_a_probe_that_succeeds_closes_it(breaker, clock):
    breaker.failed()
    clock.now = 30
    breaker.allow()
    breaker.succeeded()
    assert breaker.state == "closed"
    assert breaker.allow()


def test_a_probe_that_fails_opens_it_again(breaker, clock):
    breaker.failed()
    clock.now = 30
    breaker.allow()
    clock.now = 31
    breaker.failed()
    clock.now = 60.9
    assert not breaker.allow()
    clock.now = 61
    assert breaker.allow()


def test_a_probe_that_never_reports_is_followed_by_another(breaker, clock):
    breaker.failed()
    clock.now = 30
    assert breaker.allow()
    clock.now = 60
    assert breaker.allow()


def test_a_call_made_before_the_failure_may_close_it_late(breaker):
    breaker.allow()
    breaker.failed()
    breaker.succeeded()
    assert breaker.state == "closed"
