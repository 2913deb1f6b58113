"""A mail server that is down, slow, or refuses one address: nobody misses a saved search's mail or gets it twice."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal import housekeeping, outbox
from portal.models import OutgoingMail
from search.models import SearchDocument
from search.subscriptions.models import SavedSearch
from search.subscriptions.telling import tell
from tests import builders
from tests.portal.smtp_server import mail_server

PEOPLE = [f"p{number}@example.org" for number in range(3)]


@pytest.fixture
def news(db):
    """Return the moment at which there is news for three people."""
    tree = builders.site_tree()
    builders.organisation_page(tree.directory, builders.organisation("Haus Werdau"))
    builders.drain()
    now = timezone.now()
    SearchDocument.objects.update(
        appeared_at=now - timedelta(minutes=5), changed_at=now - timedelta(minutes=5)
    )
    for email in PEOPLE:
        SavedSearch.objects.create(
            email=email,
            query="",
            language="de",
            rhythm="at_once",
            confirmed_at=now - timedelta(hours=1),
            looked_until=now - timedelta(hours=1),
        )
    return now


@pytest.fixture
def server(settings):
    """Let mails go to a server of our own that can be in trouble; nobody waits longer than a second for it."""
    with mail_server() as boxes:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", boxes.port, 1
        yield boxes


def rounds(start, many=3, every=timedelta(minutes=20)):
    """Run what a timer runs for saved searches and mails, so many times."""
    for number in range(many):
        moment = start + every * number
        for job in ("saved-searches", "outbox"):
            (outcome,) = housekeeping.run(moment, only=job)
            assert outcome.ok


def recipients(server):
    return sorted(recipient for recipient, _letter in server.taken)


def message_ids(server):
    return {re.search(r"Message-ID: <([^@]+)@", letter)[1] for _recipient, letter in server.taken}


def test_everybody_gets_one_mail(news, server):
    rounds(news)
    assert recipients(server) == PEOPLE
    letter = server.taken[0][1]
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in letter
    assert "Auto-Submitted: auto-generated" in letter


def test_a_server_that_is_down_delays_the_mails(news, server, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # nobody listens there
    rounds(news)
    assert server.taken == []
    settings.EMAIL_PORT = port
    rounds(news + timedelta(hours=2))
    assert recipients(server) == PEOPLE


def test_a_server_that_hangs_keeps_the_round_for_its_timeout_alone(news, server):
    server.silent.set()
    rounds(news, 1)
    assert OutgoingMail.objects.filter(sent_at=None).count() == len(PEOPLE)
    server.silent.clear()
    rounds(news + timedelta(hours=1))
    assert recipients(server) == PEOPLE


def test_a_server_that_takes_a_mail_and_never_says_so_gets_it_again_with_the_same_id(news, server):
    server.swallows.set()
    rounds(news, 1)
    assert len(server.taken) == 1
    server.swallows.clear()
    rounds(news + timedelta(hours=1))
    assert len(message_ids(server)) == len(PEOPLE)
    assert sorted(set(recipients(server))) == PEOPLE
    assert len(server.taken) == len(PEOPLE) + 1


def test_a_refused_address_harms_nobody_else(news, server):
    server.refused = frozenset({PEOPLE[1]})
    rounds(news, 6, timedelta(days=1))
    assert recipients(server) == [PEOPLE[0], PEOPLE[2]]
    assert OutgoingMail.objects.get(recipient=PEOPLE[1]).given_up_at is not None


def test_whoever_leaves_while_the_server_is_down_is_not_written_to(news, server, settings, client):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    rounds(news, 1)
    letter = OutgoingMail.objects.get(recipient=PEOPLE[0])
    path = letter.unsubscribe_url.partition("//")[2].partition("/")[2]
    assert client.post(f"/{path}").status_code == 200
    settings.EMAIL_PORT = port
    rounds(news + timedelta(hours=2))
    assert recipients(server) == PEOPLE[1:]
    assert not OutgoingMail.objects.filter(recipient=PEOPLE[0]).exists()


def test_thousands_of_mails_go_in_batches(news, server):
    SavedSearch.objects.all().delete()
    SavedSearch.objects.bulk_create(
        SavedSearch(
            email=f"q{number}@example.org", language="de", rhythm="at_once",
            confirmed_at=news - timedelta(hours=1), looked_until=news - timedelta(hours=1),
        )
        for number in range(120)
    )  # fmt: skip
    assert [tell(news, batch=50).mails for _round in range(3)] == [50, 50, 20]
    sent = [outbox.send_due(timezone.now()).sent for _round in range(4)]
    assert sent == [50, 50, 20, 0]
    assert len(set(recipients(server))) == len(server.taken) == 120
