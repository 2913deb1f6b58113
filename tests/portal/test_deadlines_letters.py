"""The mail before the end and the page behind its link."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.deadlines import kinds as registered
from portal.deadlines import letters
from portal.deadlines.closing import close_unanswered
from portal.deadlines.kinds import Ending, Recipient
from portal.deadlines.moments import end_of
from portal.models import OutgoingMail
from tests import builders

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Things:
    """One thing that its two people are asked about."""

    def __init__(self) -> None:
        people = (Recipient("a", "a@example.org"), Recipient("b", "b@example.org"))
        self.thing = Ending(
            "1", "Preis der Nachbarn", "/preis/", "s1", timezone.now() + DAY, recipients=people
        )

    def due(self, now):
        return [self.thing]

    def unanswered(self, now):
        return [self.thing]

    def find(self, key, recipient):
        return self.thing if recipient in {person.name for person in self.thing.recipients} else None

    def hold(self, key):
        """Wait for nobody."""

    def renew(self, key, ends_at, now):
        self.thing = replace(self.thing, ends_at=ends_at, state="s2")

    def close(self, key, now):
        self.thing = replace(self.thing, ends_at=now, state="s2")


@pytest.fixture
def things(monkeypatch):
    builders.site_tree()
    found = Things()
    monkeypatch.setattr(registered.kinds, "_entries", {"prize": found})
    return found


def link(things, person="a"):
    return letters.link_path("prize", things.thing, person, timezone.now())


def tomorrow():
    return timezone.localdate() + DAY


def test_everybody_is_written_to_once_and_again_about_another_end(things):
    letters.ask(timezone.now())
    letters.ask(timezone.now() + DAY)
    assert sorted(OutgoingMail.objects.values_list("recipient", flat=True)) == [
        "a@example.org",
        "b@example.org",
    ]
    things.thing = replace(things.thing, state="s2")
    letters.ask(timezone.now())
    assert OutgoingMail.objects.count() == 4


def test_the_link_of_the_mail_renews(client, things):
    letters.ask(timezone.now())
    words = OutgoingMail.objects.first().body.split()
    url = next(word for word in words if "/frist/" in word).partition("//")[2].partition("/")[2]
    before = things.thing.ends_at
    assert client.get(f"/{url}").status_code == 200
    assert things.thing.ends_at == before
    client.post(f"/{url}", {"act": "renew", "day": tomorrow().isoformat()})
    assert things.thing.ends_at == end_of(tomorrow())


def test_closing_is_over_now_and_the_link_is_used_up(client, things):
    url = link(things)
    client.post(url, {"act": "close"})
    assert things.thing.ends_at <= timezone.now()
    assert client.post(url, {"act": "close"}).status_code == 410


@pytest.mark.parametrize("day", ["", "2020-01-01", "2999-01-01", "x"])
def test_a_day_that_cannot_be_meant_changes_nothing_and_leaves_the_link_good(client, things, day):
    url, before = link(things), things.thing
    assert client.post(url, {"act": "renew", "day": day}).status_code == 400
    assert things.thing == before
    assert client.post(url, {"act": "renew", "day": tomorrow().isoformat()}).status_code == 200


def test_what_nobody_answered_for_is_closed_unless_it_cannot_be_changed_or_nobody_was_asked(things):
    now, people = timezone.now(), things.thing.recipients
    for kept in ({"obstacle": "Die Seite ist gesperrt."}, {"recipients": ()}):
        things.thing = replace(things.thing, **kept)
        assert close_unanswered(now) == 0
        things.thing = replace(things.thing, obstacle="", recipients=people)
    assert close_unanswered(now) == 1
    assert things.thing.ends_at == now


@pytest.mark.parametrize("act", ["", "delete"])
def test_another_act_is_none(client, things, act):
    before = things.thing
    assert client.post(link(things), {"act": act}).status_code == 400
    assert things.thing == before


def test_without_an_end_it_may_go_on(client, things):
    things.thing = replace(things.thing, ends_at=None, may_stay_open=True)
    assert client.post(link(things), {"act": "renew", "day": ""}).status_code == 200
    assert things.thing.ends_at is None
    assert things.thing.state == "s2"


def test_an_older_end_or_a_lost_right_gives_none(client, things):
    of_a, of_b = link(things), link(things, "b")
    things.thing = replace(things.thing, recipients=things.thing.recipients[:1])
    assert client.post(of_b, {"act": "close"}).status_code == 410
    things.thing = replace(things.thing, state="s2")
    assert client.post(of_a, {"act": "close"}).status_code == 410


def test_of_two_who_press_at_once_the_second_changes_nothing(client, things, monkeypatch):
    url = link(things)
    monkeypatch.setattr(things, "hold", lambda key: things.renew(key, end_of(tomorrow()), timezone.now()))
    assert client.post(url, {"act": "close"}).status_code == 410
    assert things.thing.ends_at == end_of(tomorrow())


def test_what_cannot_be_changed_now_is_said_and_leaves_the_link_good(client, things):
    url = link(things)
    things.thing = replace(things.thing, obstacle="Die Seite ist gesperrt.")
    answer = client.post(url, {"act": "close"})
    assert answer.status_code == 400
    assert "Die Seite ist gesperrt." in answer.content.decode()
    things.thing = replace(things.thing, obstacle="")
    assert client.post(url, {"act": "close"}).status_code == 200


def test_the_link_works_for_a_while_after_the_end(client, things):
    things.thing = replace(things.thing, ends_at=end_of(date(2026, 1, 1)))
    assert client.get(link(things)).status_code == 200
