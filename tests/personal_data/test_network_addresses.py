"""Nobody's network address lands anywhere: not in a table, a session, a cache, nor in the log."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from events.models import QueueEntry
from network.models import Correction, RelayMessage
from portal import content_cache, registries
from portal.accounts.models import MailWish, SignIn, Throttle
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http import page_cache
from portal.logs import LineFormatter, QuietPathFilter, RequestIdFilter
from portal.personal_data.tables import every_model, label_of
from search.models import SavedSearch
from tests import builders
from tests.access.addresses import asked_routes, paths
from tests.access.world import build
from tests.events.signing_up import evening
from tests.personal_data.test_erasing import dump
from tests.portal.accounts.doing import PASSWORD, sign_in

pytestmark = pytest.mark.django_db
# Addresses for documentation (RFC 5737, RFC 3849): the visitor, and what a proxy wrote down.
VISITOR, FORWARDED, LONG = "203.0.113.77", "198.51.100.23", "2001:db8:7:7::42"
ADDRESSES = (VISITOR, FORWARDED, LONG, "2001:db8:7:7:")


@contextmanager
def overheard() -> Iterator[StringIO]:
    """Give what every logger says, down to its information lines, with the portal's own filters."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    handler.addFilter(RequestIdFilter())
    handler.addFilter(QuietPathFilter())
    deaf = [logging.getLogger(), logging.getLogger("django.request"), logging.getLogger("django.server")]
    for logger in deaf:
        logger.addHandler(handler)
    level = deaf[0].level
    deaf[0].setLevel(logging.INFO)
    try:
        yield stream
    finally:
        deaf[0].setLevel(level)
        for logger in deaf:
            logger.removeHandler(handler)


def from_outside(**headers) -> Client:
    """Return the browser of somebody with an address; a failing view is an answer."""
    return Client(
        raise_request_exception=False,
        REMOTE_ADDR=VISITOR,
        HTTP_X_FORWARDED_FOR=f"{LONG}, {FORWARDED}",
        HTTP_X_REAL_IP=VISITOR,
        HTTP_FORWARDED=f"for={VISITOR}",
        HTTP_SEC_FETCH_SITE="same-origin",
        **headers,
    )


def written_down() -> str:
    """Return everything that tables, sessions and caches hold."""
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    kept = [str(getattr(caches[name], "_cache", {})) for name in caches]
    kept += [str(vars(page_cache.store)), str(vars(content_cache))]
    return "\n".join([dump(), *sessions, *kept])


def typed(form: str, **fields) -> dict:
    """Return a form as a person fills it in."""
    token = delivery_token(form, timezone.now() - timedelta(minutes=1))
    return {TOKEN_FIELD: token, TRAP_FIELD: "", **fields}


@pytest.fixture
def world():
    return build()


@pytest.mark.parametrize("proxies", [0, 1])
def test_forms_leave_what_was_written_and_no_address(world, settings, proxies):
    settings.PROXIES = proxies
    visitor = from_outside()
    page, event = world.theirs.page, builders.event("Lesung", evening())
    entry = f"/id/{page.organisation.uuid}"
    with overheard() as said:
        words = {"text": "Die Nummer ist falsch.", "sender": "leserin@example.org"}
        visitor.post(f"{entry}/fehler-melden/", typed("correction", **words))
        visitor.post(f"{entry}/nachricht/", typed("relay", **words, sender_name="Elif"))
        report = {"text": "Es beginnt um acht.", "email": "leserin@example.org"}
        visitor.post(f"/id/termin/{event.short_id}/fehler-melden/", typed("event-report", **report))
        search = {"email": "leserin@example.org", "rhythm": "weekly", "language": "de"}
        visitor.post("/initiativen/abo/?q=asyl", typed("saved-search", **search))
        builders.user("amsel@example.org", password=PASSWORD)
        sign_in(visitor, "amsel@example.org", "falsch")
        visitor.post("/konto/anmelden/", {"email": "amsel@example.org", "by_link": "1"})
        sign_in(visitor, "amsel@example.org")
        visitor.get("/konto/")
        visitor.get("/gibt-es-nicht/")
        from_outside().post("/konto/anmelden/", {"email": "x"}, HTTP_ORIGIN="https://boese.example.org")
    assert Correction.objects.filter(sender="leserin@example.org").exists()
    assert RelayMessage.objects.filter(sender="leserin@example.org").exists() or proxies
    assert QueueEntry.objects.filter(email="leserin@example.org").exists()
    assert SavedSearch.objects.filter(email="leserin@example.org").exists()
    assert SignIn.objects.exists()
    assert Throttle.objects.exists()
    assert MailWish.objects.exists()
    assert "portal.access" in said.getvalue()
    everything = written_down() + said.getvalue()
    assert [address for address in ADDRESSES if address in everything] == []


@pytest.mark.parametrize("role", ["-", "b"])
def test_no_view_writes_an_address_down(world, role):
    """Every address there is is answered without a note of who asked."""
    visitor = from_outside()
    if world.people[role] is not None:
        visitor.force_login(world.people[role])
    with overheard() as said:
        for route in asked_routes():
            for path in paths(route, world):
                visitor.get(path)
    everything = written_down() + said.getvalue()
    assert [address for address in ADDRESSES if address in everything] == []


def test_what_an_unexpected_fault_logs_holds_no_address(client, monkeypatch):
    builders.site_tree()
    monkeypatch.setattr("portal.routing.site_facts", lambda request: 1 / 0)
    with overheard() as said:
        from_outside().get("/ueber-uns/")
    assert "ZeroDivisionError" in said.getvalue()
    assert [address for address in ADDRESSES if address in said.getvalue()] == []


def test_no_column_is_made_for_network_addresses():
    found = {
        label_of(column)
        for model in every_model()
        for column in model._meta.local_concrete_fields
        if "IPAddress" in type(column).__name__ or "ip" in column.name.split("_") or "remote" in column.name
    }
    assert found == set()


def test_the_record_says_so():
    with builders.language("en"):
        assert "not stored" in registries.personal_data["networks"].period
