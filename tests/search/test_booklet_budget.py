"""Booklets of made-up filters are made for everybody, but not at will."""

import pytest

from portal.http import page_cache
from portal.http.rate_limit import RateLimit
from search.subjects import booklet as booklets
from search.subjects import booklet_budget

from .towns import network

pytestmark = pytest.mark.django_db

PATH = "/initiativen/verzeichnis/"
OTHER = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture(autouse=True)
def two_booklets(monkeypatch):
    """Let a network have two booklets, and then one every five seconds; kept pages are forgotten."""
    page_cache.store.clear()
    network()
    monkeypatch.setattr(booklet_budget, "limit", RateLimit(10, 1, clock=lambda: 0.0))


def test_made_up_filters_end_with_the_budget_and_say_when_to_come_back(client):
    assert [client.get(PATH, {"q": word}).status_code for word in ("eins", "zwei", "drei")] == [200, 200, 429]
    refused = client.get(PATH, {"q": "vier"})
    assert refused["Retry-After"] == "6"
    assert refused["Cache-Control"] == "no-store"
    text = refused.content.decode()
    assert "Bitte versuchen Sie es in 6 Sekunden noch einmal" in text
    assert f"{PATH}?q=vier" in text


def test_another_network_and_the_pages_beside_it_are_not_held_up(client):
    for word in ("eins", "zwei", "drei"):
        client.get(PATH, {"q": word})
    assert client.get(PATH, {"q": "vier"}, **OTHER).status_code == 200
    assert client.get("/initiativen/").status_code == 200
    assert client.get("/initiativen/a-z/").status_code == 200


def test_a_booklet_that_is_kept_costs_nothing(client):
    assert [client.get(PATH).status_code for _ in range(9)] == [200] * 9


def test_two_are_not_made_at_the_same_time_in_one_worker(client, monkeypatch):
    make, inside = booklets.booklet, []

    def nested(request):
        if not inside:
            inside.append(None)
            inside.append(client.get(PATH, {"q": "zwei"}))
        return make(request)

    monkeypatch.setattr(booklets, "booklet", nested)
    assert client.get(PATH, {"q": "eins"}).status_code == 200
    assert (inside[1].status_code, inside[1]["Retry-After"]) == (503, "5")
    assert client.get(PATH, {"q": "drei"}).status_code == 200  # the one refused cost nothing


def test_a_failure_gives_the_place_back(client, monkeypatch):
    monkeypatch.setattr(booklets, "booklet", lambda request: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get(PATH)
    monkeypatch.undo()
    assert client.get(PATH, {"q": "wieder"}).status_code == 200
