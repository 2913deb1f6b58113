"""Files for filters that somebody makes up have a budget per network; what is kept is free for everybody."""

from unittest import mock

import pytest
from django.test import Client

from events.feeds import budget
from portal import content_cache
from portal.http import page_cache
from portal.http.rate_limit import RateLimit
from tests import builders
from tests.events.feed_builders import NOW, at, path_to, series

pytestmark = pytest.mark.django_db
ONE, OTHER = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def calendar():
    """Return a portal with a calendar of one event, at a moment in March."""
    tree = builders.site_tree()
    builders.locale("en")
    builders.calendar_page(tree.home)
    event = builders.event("Film", at(3, 10))
    builders.drain()
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield event


@pytest.fixture(autouse=True)
def two_files(monkeypatch):
    """Let each network have two files of lists made, and then one in ten seconds."""
    monkeypatch.setattr(budget, "limit", RateLimit(10, 0.5, lambda: 1000.0))


def ask(path, network=ONE, **headers):
    """Return the answer to a program in a network; no page is kept, so that the file itself has to be."""
    page_cache.store.clear()
    return Client(REMOTE_ADDR=network).get(f"/en/termine/{path}", headers=headers)


@pytest.mark.parametrize("file", ["feed.ics", "feed.atom", "daten.json"])
def test_made_up_filters_are_refused_until_the_budget_has_filled_again(file):
    answers = [ask(f"{file}?q=wort{number}") for number in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "11"
    assert answers[2]["Content-Type"] == "text/plain; charset=utf-8"
    assert answers[2]["Access-Control-Allow-Origin"] == "*"
    assert "come back in 11 seconds" in answers[2].content.decode()
    assert len(page_cache.store) == 0
    assert ask(f"{file}?q=wort3", OTHER).status_code == 200


def test_a_file_that_is_there_is_free_also_for_a_network_without_budget():
    first = ask("feed.ics?q=film")
    assert [ask(f"feed.ics?q=wort{number}").status_code for number in range(2)] == [200, 429]
    again = [ask("feed.ics?q=film") for _number in range(20)]
    assert {one.content for one in again} == {first.content}
    unchanged = ask("feed.ics?q=film", **{"If-None-Match": first["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


def test_one_address_that_many_networks_ask_for_is_made_once(monkeypatch):
    made = mock.Mock(wraps=budget.spend)
    monkeypatch.setattr(budget, "spend", made)
    found = {ask("feed.ics", f"192.0.2.{number}").status_code for number in range(30)}
    assert (found, made.call_count) == ({200}, 1)


def test_subscribers_without_budget_get_their_file_after_a_change_as_soon_as_anybody_has_it_made():
    for number in range(2):
        ask(f"feed.ics?q=wort{number}")
    content_cache.clear()
    assert ask("feed.ics").status_code == 429
    assert ask("feed.ics", OTHER).status_code == 200
    assert ask("feed.ics").status_code == 200


def test_filters_that_mean_nothing_and_other_spellings_of_one_cost_nothing():
    for number in range(5):
        assert ask(f"feed.ics?art=wort{number}").status_code == 400
    assert {ask(f"feed.ics?{query}").status_code for query in ("art=film&q=a", "q=a&art=film")} == {200}
    assert ask("feed.ics?q=b").status_code == 200


def test_single_events_and_dates_cost_less(calendar):
    repeated = series()
    paths = [path_to(calendar), path_to(repeated), path_to(repeated, "2026-03-18T19:00")]
    assert [ask(path).status_code for path in paths] == [200] * 3
    assert budget.limit.take(Client(REMOTE_ADDR=ONE).get("/").wsgi_request, 7).allowed
