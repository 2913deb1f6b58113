"""Finished anonymous pages are kept until content changes or time says so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal import changes
from portal.http import page_cache
from portal.http.page_cache import key_of
from portal.http.page_store import PageEntry, PageStore
from portal.models import PortalSettings
from tests import builders
from tests.portal import urls_for_tests

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls_for_tests")]


@pytest.fixture(autouse=True)
def calls():
    urls_for_tests.calls.clear()
    return urls_for_tests.calls


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock."""

    def set_clock(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


def test_the_second_visitor_costs_one_query(client, calls, django_assert_num_queries):
    first = client.get("/test/counted/?a=1")
    with django_assert_num_queries(1):
        second = client.get("/test/counted/?a=1")
    assert first.content == second.content
    assert len(calls) == 1
    assert second["ETag"] == first["ETag"]
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_head_is_answered_from_the_store_and_fills_it_not(client, calls):
    client.head("/test/counted/")
    assert len(calls) == 1
    client.get("/test/counted/")
    client.head("/test/counted/")
    assert len(calls) == 2


def test_query_host_and_scheme_are_pages_of_their_own(client, calls, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    client.get("/test/counted/?a=1")
    client.get("/test/counted/?a=2")
    client.get("/test/counted/?a=1", headers={"host": "other.example.org"})
    client.get("/test/counted/?a=1", secure=True)
    assert len(calls) == 4


def test_a_change_of_content_ends_every_page(client, calls, tree):
    client.get("/test/counted/")
    changes.record(PortalSettings(pk=1))
    client.get("/test/counted/")
    assert len(calls) == 2
    builders.drain()
    client.get("/test/counted/")
    assert len(calls) == 3


def test_a_rolled_back_change_leaves_nothing_wrong_behind(client, calls, transactional_db):
    client.get("/test/counted/")
    with pytest.raises(RuntimeError), transaction.atomic():
        changes.record(PortalSettings(pk=1))
        client.get("/test/counted/")
        raise RuntimeError
    changes.record_ids([("portal.portalsettings", 1)])
    client.get("/test/counted/")
    assert len(calls) == 3


def test_a_page_ends_when_its_view_says_so(client, calls, at):
    at(datetime(2026, 11, 20, 10, 59, 59, tzinfo=UTC))
    client.get("/test/ends/")
    client.get("/test/ends/")
    assert len(calls) == 1
    at(datetime(2026, 11, 20, 11, 0, tzinfo=UTC))
    client.get("/test/ends/")
    assert len(calls) == 2


def test_every_page_ends_at_midnight_in_berlin(client, calls, at):
    at(datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC))
    client.get("/test/counted/")
    at(datetime(2026, 11, 20, 22, 59, 59, 999999, tzinfo=UTC))
    client.get("/test/counted/")
    assert len(calls) == 1
    at(datetime(2026, 11, 20, 23, 0, tzinfo=UTC))
    client.get("/test/counted/")
    assert len(calls) == 2


@pytest.mark.parametrize("path", ["no-store", "cookie", "csrf", "session", "missing"])
def test_what_is_not_for_everybody_is_never_kept(client, calls, path):
    client.get(f"/test/{path}/")
    Client().get(f"/test/{path}/")
    assert len(calls) == 2
    assert len(page_cache.store) == 0


def test_a_failure_is_never_kept(client):
    client.raise_request_exception = False
    assert client.get("/test/broken/").status_code == 500
    assert len(page_cache.store) == 0


def test_somebody_signed_in_gets_their_own_page(client, calls):
    client.get("/test/counted/")
    member = Client()
    member.force_login(builders.user())
    assert member.get("/test/counted/").content != client.get("/test/counted/").content
    assert len(calls) == 2


def test_posts_pass(client, calls):
    client.get("/test/counted/")
    client.post("/test/counted/")
    assert len(calls) == 2


def test_keys_tell_nothing(client, rf):
    key = key_of(rf.get("/initiativen/?ort=08056"))
    assert b"08056" not in key
    assert key == key_of(rf.get("/initiativen/?ort=08056"))
    assert key != key_of(rf.get("/initiativen/?ort=08057"))


def test_a_broken_path_gets_a_key(rf):
    request = rf.get("/")
    request.path = "/\ud800/"
    assert len(key_of(request)) == 16


def test_a_preview_is_neither_taken_from_the_store_nor_put_there(client, tree):
    client.get("/ueber-uns/")
    page = tree.standard
    page.title = "Entwurf, noch geheim"
    preview = page.make_preview_request()
    assert b"noch geheim" in preview.content
    assert b"noch geheim" not in client.get("/ueber-uns/").content


def test_the_cache_can_be_switched_off(client, calls, monkeypatch):
    monkeypatch.setattr(page_cache.store, "max_bytes", 0)
    client.get("/test/counted/")
    client.get("/test/counted/")
    assert len(calls) == 2


class TestStore:
    """The store itself."""

    later = datetime(2027, 1, 1, tzinfo=UTC)

    def entry(self, size=1000):
        return PageEntry({}, b"x" * size, '"e"', "route", self.later)

    def test_the_longest_unused_entry_goes_first(self):
        store = PageStore(max_bytes=40_000)
        now = self.later - timedelta(days=1)
        for name in (b"a", b"b", b"c"):
            store.put("1", name, self.entry(2000))
        store.get("1", b"a", now)
        for number in range(9):
            store.put("1", str(number).encode(), self.entry(2000))
        assert store.get("1", b"a", now) is not None
        assert store.get("1", b"b", now) is None

    def test_memory_stays_within_its_bound(self):
        store = PageStore(max_bytes=50_000)
        for number in range(1000):
            store.put("1", str(number).encode(), self.entry(3000))
        assert len(store) <= 50_000 // 3000

    def test_a_giant_is_not_kept(self):
        store = PageStore(max_bytes=50_000)
        store.put("1", b"a", self.entry(40_000))
        assert len(store) == 0

    def test_a_new_generation_drops_the_old_one(self):
        store = PageStore(max_bytes=50_000)
        store.put("1", b"a", self.entry())
        store.put("2", b"b", self.entry())
        assert len(store) == 1
        assert store.get("1", b"a", self.later - timedelta(days=1)) is None

    def test_replacing_an_entry_counts_it_once(self):
        store = PageStore(max_bytes=50_000)
        for _round in range(100):
            store.put("1", b"a", self.entry(3000))
        store.put("1", b"b", self.entry(3000))
        assert len(store) == 2
