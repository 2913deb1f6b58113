"""Hints from readers about events: into the queue once, without account or cookie, forgotten in time."""

from datetime import timedelta
from unittest import mock

import pytest
from django.utils import timezone

from events.curation import reports
from events.models import EventMerge, QueueEntry
from events.models.curation import QueueKind
from portal.anonymous_forms import TOKEN_FIELD, TRAP_FIELD, delivery_token
from portal.http.rate_limit import RateLimit
from portal.models import OutgoingMail
from portal.registries import retention_rules
from tests import builders

pytestmark = pytest.mark.django_db
READER = "leserin-geheim@example.org"


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """Let the tests send as many as they like."""
    monkeypatch.setattr(reports, "limit", RateLimit(size=1000, per_second=1))


@pytest.fixture
def event():
    builders.calendar_tree()
    made = builders.event("Lesung mit Musik")
    builders.drain()
    return made


def address(event):
    """Return where a hint is written."""
    return f"/id/termin/{event.short_id}/fehler-melden/"


def send(client, event, prefix="", headers=None, **fields):
    """Send the form as a person who took a minute; return the answer."""
    age = timedelta(seconds=60 + QueueEntry.objects.count())
    data = {
        "text": "Es beginnt um acht.",
        "email": "",
        TOKEN_FIELD: delivery_token("event-report", timezone.now() - age),
    }
    data |= {TRAP_FIELD: "", **fields}
    return client.post(prefix + address(event), data, headers=headers or {"Sec-Fetch-Site": "same-origin"})


def test_the_form_is_shown_without_cookie_and_kept_nowhere(client, event):
    for prefix in ("", "/en"):
        answer = client.get(prefix + address(event))
        assert (answer.status_code, answer["Cache-Control"], bool(answer.cookies)) == (200, "no-store", False)
        assert "Lesung mit Musik" in answer.content.decode()


def test_a_hint_waits_for_the_editors(client, event):
    assert send(client, event, email=READER).status_code == 200
    entry = QueueEntry.objects.get()
    assert (entry.kind, entry.event, entry.text, entry.email) == (
        "report",
        event,
        "Es beginnt um acht.",
        READER,
    )
    send(client, event, text="Noch etwas.")
    assert QueueEntry.objects.count() == 2
    assert OutgoingMail.objects.count() == 0


def test_a_second_press_of_the_button_does_nothing(client, event):
    token = delivery_token("event-report", timezone.now() - timedelta(minutes=1))
    for _number in range(2):
        assert send(client, event, **{TOKEN_FIELD: token}).status_code == 200
    assert QueueEntry.objects.count() == 1


def test_what_no_person_would_send_is_refused(client, event):
    hostile = [
        {"text": ""},
        {"text": "a" * 2001},
        {"text": "NUL\x00"},
        {"email": "keine Adresse"},
        {"email": "a@example.org\nBcc: b@example.org"},
        {TRAP_FIELD: "x"},
        {TOKEN_FIELD: ""},
        {TOKEN_FIELD: delivery_token("event-proposal", timezone.now() - timedelta(minutes=1))},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
        {"headers": {"Origin": "https://evil.example"}},
    ]
    for fields in hostile:
        assert send(client, event, **fields).status_code == 400, fields
    assert QueueEntry.objects.count() == 0
    page = send(client, event, text="<script>alert(1)</script>", email="keine").content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def test_there_is_no_form_for_what_is_not_public(client, event):
    hidden = builders.event(live=False)
    assert client.get(address(hidden)).status_code == 404
    assert send(client, hidden).status_code == 404
    for part in ("2222222222", "0000000000", "x", "zzzzzzzzzzz", "%00"):
        assert client.get(f"/id/termin/{part}/fehler-melden/").status_code == 404


def test_a_hint_about_what_became_part_of_another_goes_there(client, event):
    merged = builders.event("Alt")
    merged.unpublish()
    EventMerge.objects.create(source=merged, target=event)
    assert send(client, merged).status_code == 200
    assert QueueEntry.objects.get().event == event


def test_neither_one_network_nor_many_can_flood(client, event):
    with mock.patch.object(reports, "limit", RateLimit(size=1, per_second=0.001)):
        assert [send(client, event, text=f"{n}").status_code for n in range(2)] == [200, 429]
    with mock.patch.object(reports, "MOST_OPEN", 2):
        for number in range(4):
            assert send(client, event, text=f"Nochmal {number}").status_code == 200
    assert QueueEntry.objects.count() == 2


def test_the_address_goes_a_month_and_the_words_three_after_it_was_dealt_with(client, event):
    send(client, event, email=READER)
    send(client, event, email=READER, text="Offen.")
    QueueEntry.objects.filter(text="Es beginnt um acht.").update(settled_at=timezone.now())
    QueueEntry.objects.create(event=event, kind=QueueKind.MISSING, settled_at=timezone.now())
    addresses, words = retention_rules["event report addresses"], retention_rules["event reports"]
    assert (addresses.keep.days, words.keep.days) == (30, 90)
    assert addresses.delete(timezone.now() - timedelta(days=1)) == 0
    assert addresses.delete(timezone.now() + timedelta(seconds=1)) == 1
    assert set(QueueEntry.objects.values_list("text", "email")) == {
        ("Es beginnt um acht.", ""),
        ("Offen.", READER),
        ("", ""),
    }
    assert words.delete(timezone.now() + timedelta(seconds=1)) == 1
    assert QueueEntry.objects.count() == 2
