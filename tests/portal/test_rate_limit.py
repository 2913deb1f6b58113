"""How often one network may ask."""

import pytest

from portal.http.rate_limit import MOST_CLIENTS, RateLimit, network_of


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def asked_by(rf):
    return lambda address, **headers: rf.get("/", REMOTE_ADDR=address, **headers)


def test_a_budget_is_used_up_and_fills_again(clock, asked_by):
    limit = RateLimit(3, 0.5, clock)
    request = asked_by("192.0.2.1")
    assert [limit.take(request).left for _ in range(3)] == [2, 1, 0]
    refused = limit.take(request)
    assert (refused.allowed, refused.wait) == (False, 3)
    clock.now += 2
    assert limit.take(request).allowed
    assert not limit.take(request).allowed
    clock.now += 3600
    assert limit.take(request).left == 2


def test_a_refusal_costs_nothing(clock, asked_by):
    limit = RateLimit(1, 1, clock)
    request = asked_by("192.0.2.1")
    limit.take(request)
    for _ in range(10):
        assert not limit.take(request).allowed
    clock.now += 1
    assert limit.take(request).allowed


def test_dear_requests_cost_more(clock, asked_by):
    limit = RateLimit(10, 1, clock)
    assert limit.take(asked_by("192.0.2.1"), cost=8).left == 2
    assert not limit.take(asked_by("192.0.2.1"), cost=8).allowed


def test_what_was_too_much_is_given_back_and_never_more_than_all(clock, asked_by):
    limit = RateLimit(10, 1, clock)
    request = asked_by("192.0.2.1")
    limit.take(request, cost=8)
    limit.give_back(request, 3)
    assert limit.take(request, cost=5).left == 0
    limit.give_back(request, 99)
    assert limit.take(request, cost=0).left == 10
    limit.give_back(asked_by("192.0.2.2"), 5)
    assert limit.take(asked_by("192.0.2.2"), cost=0).left == 10


def test_every_network_has_its_own(clock, asked_by):
    limit = RateLimit(1, 1, clock)
    assert limit.take(asked_by("192.0.2.1")).allowed
    assert limit.take(asked_by("192.0.2.2")).allowed
    assert limit.take(asked_by("2001:db8:1:2::1")).allowed
    assert not limit.take(asked_by("2001:db8:1:2:ffff::9")).allowed
    assert limit.take(asked_by("2001:db8:1:3::1")).allowed
    assert limit.take(asked_by("::ffff:192.0.2.9")).allowed
    assert limit.take(asked_by("::ffff:192.0.2.10")).allowed
    assert not limit.take(asked_by("192.0.2.10")).allowed


def test_no_address_is_kept_and_a_new_day_forgets(clock, asked_by):
    limit = RateLimit(1, 0.00001, clock)
    limit.take(asked_by("192.0.2.1"))
    assert "192.0.2.1" not in repr(limit)
    before = set(limit._clients)
    clock.now += 86_400
    assert limit.take(asked_by("192.0.2.1")).allowed
    assert not before & set(limit._clients)


def test_memory_is_bounded(clock, asked_by):
    limit = RateLimit(1, 1, clock)
    for number in range(MOST_CLIENTS + 10):
        limit.take(asked_by(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"))
    assert len(limit._clients) == MOST_CLIENTS


@pytest.mark.parametrize(
    ("proxies", "forwarded", "network"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (2, "1.2.3.4, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", ""),
        (1, "nonsense", ""),
    ],
)
def test_behind_servers_of_our_own_the_outermost_one_is_believed(
    settings, asked_by, proxies, forwarded, network
):
    settings.PROXIES = proxies
    assert network_of(asked_by("192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)) == network
