"""Organisations without people: which they are, asking many at once, and what the answers do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Asking, Organisation, Outreach, Reclaim
from network.stewards import inviting, outreach, queues
from network.stewards.orphans import last_here, orphaned
from portal import outbox
from portal.accounts.models import Invitation
from portal.models import OutgoingMail, User
from portal.registries import retention_rules, work_queues
from tests import builders
from tests.access.world import signed_in_elsewhere
from tests.network.stewarding import LONG_AGO, acting, link_to, mail_to, recipients, row_of, signed_in

pytestmark = pytest.mark.django_db
LIST = "stewards:orphans"
ASKS = "ute@example.net"


def named(name: str, tree=None, **fields) -> Organisation:
    """Return an organisation, with a page and an own address where a tree is given."""
    entry = builders.organisation(name, **fields)
    if tree is not None:
        page = builders.organisation_page(tree.directory, entry)
        builders.contact(page, f"info@{entry.pk}.example.org")
    return entry


def abandoned(name: str) -> Organisation:
    """Return an organisation whose last person left three days ago."""
    entry, left = named(name), timezone.localdate() - timedelta(days=3)
    builders.steward(entry, since=LONG_AGO, until=left)
    return entry


def asleep(entry: Organisation, email: str = "") -> User:
    """Return somebody who acts for an organisation and has not been here for a year."""
    person = builders.steward(entry, email, since=LONG_AGO)
    User.objects.filter(pk=person.pk).update(last_login=timezone.now() - timedelta(days=365))
    return person


def cares() -> dict[str, str]:
    """Return how each organisation that lacks people is cared for."""
    return {one.name: one.care for one in orphaned(timezone.now())}


def shown(client, query: str = "") -> list[str]:
    """Return the names in the list."""
    answer = client.get(f"{reverse(LIST)}?{query}")
    assert answer.status_code == 200
    return [one.name for one in answer.context["object_list"]]


class TestWhichTheyAre:
    """The list."""

    def test_none_one_and_silent_are_in_it_and_two_awake_are_not(self, tree):
        named("Niemand")
        acting(named("Eine"))
        asleep(named("Schläft"))
        pair = named("Zu zweit")
        acting(pair)
        acting(pair)
        assert cares() == {"Niemand": "none", "Eine": "one", "Schläft": "silent"}

    def test_what_keeps_no_page_here_is_not(self, tree):
        named("Extern", is_external=True)
        named("Vorbei", status="dissolved")
        named("Vorgeschlagen", status="proposed")
        assert cares() == {}

    def test_closed_accounts_and_ended_rows_are_nobody(self, tree):
        closed, ended, later = named("Zu"), named("Ende"), named("Später")
        User.objects.filter(pk=acting(closed).pk).update(is_active=False)
        acting(ended, until=timezone.localdate())
        builders.steward(later, since=timezone.localdate() + timedelta(days=1))
        assert cares() == {"Zu": "none", "Ende": "none", "Später": "none"}

    def test_who_is_new_is_not_silent(self, tree):
        builders.steward(named("Neu"))
        assert cares() == {"Neu": "one"}

    def test_who_never_came_is(self, tree):
        builders.steward(named("Nie"), since=LONG_AGO)
        assert cares() == {"Nie": "silent"}

    def test_a_device_in_use_counts_as_being_here(self, tree):
        person = asleep(named("Wach"))
        asleep(named("Schläft"))
        device = signed_in_elsewhere(person)
        assert cares() == {"Wach": "one", "Schläft": "silent"}
        seen = {one.name: last_here(one) for one in orphaned(timezone.now())}
        assert seen["Wach"] == device.seen_at
        assert seen["Schläft"] < timezone.now() - timedelta(days=300)

    def test_mails_that_come_back_make_silent_until_one_arrives(self, tree):
        person = acting(named("Weg"))
        now = timezone.now()
        OutgoingMail.objects.create(key="a", recipient=person.email, given_up_at=now - timedelta(days=3))
        assert cares() == {"Weg": "silent"}
        OutgoingMail.objects.create(key="b", recipient=person.email, sent_at=now)
        assert cares() == {"Weg": "one"}

    def test_rounds_nobody_answered_make_silent_until_somebody_comes(self, tree):
        entry = named("Stumm")
        acting(entry)
        today = timezone.localdate()
        Asking.objects.create(
            organisation=entry, stage="office", begun_on=today + timedelta(days=1), stage_on=today
        )
        assert cares() == {"Stumm": "silent"}
        Asking.objects.update(begun_on=today - timedelta(days=3))
        assert cares() == {"Stumm": "one"}

    def test_the_list_is_the_offices(self, tree):
        entry = named("Verein Amsel")
        for person, status in ((builders.office(), 200), (builders.editor(), 404), (acting(entry), 404)):
            client = signed_in(person)
            assert client.get(reverse(LIST)).status_code == status
            assert client.get(reverse("stewards:orphans_results")).status_code == status
            if status == 404:
                assert client.post(reverse("stewards:ask"), {"entry": [entry.pk]}).status_code == 404
        assert not OutgoingMail.objects.exists()

    def test_filters_find_what_they_say(self, office, tree):
        named("Niemand", tree)
        acting(named("Eine", is_shielded=True))
        asleep(named("Schläft"))
        assert shown(office) == ["Niemand", "Schläft", "Eine"]
        assert shown(office, "care=none&care=one") == ["Niemand", "Eine"]
        assert shown(office, "address=yes") == ["Niemand"]
        assert shown(office, "shielded=yes") == ["Eine"]
        assert shown(office, "invited=yes") == []
        assert shown(office, "q=schl") == ["Schläft"]
        assert shown(office, "ordering=-name") == ["Schläft", "Niemand", "Eine"]
        outreach.ask(builders.superuser(), [str(Organisation.objects.get(name="Niemand").pk)], timezone.now())
        assert shown(office, "asked=yes") == ["Niemand"]
        assert shown(office, "asked=no") == ["Schläft", "Eine"]

    @pytest.mark.parametrize(
        "query",
        [
            "care=quer",
            "asked=x",
            "address=%00",
            "district=x",
            "district=" + "9" * 40,
            "p=x",
            "ordering=x",
            "q=%00",
        ],
    )
    def test_hostile_parameters_get_a_page(self, office, tree, query):
        named("Niemand")
        assert office.get(f"{reverse(LIST)}?{query}").status_code == 200

    def test_it_costs_the_same_at_any_length(self, office, tree):
        counts = []
        for number in (3, 30):
            while Organisation.objects.count() < number:
                acting(named(f"Verein {Organisation.objects.count()}"))
            office.get(reverse(LIST))
            with CaptureQueriesContext(connection) as queries:
                office.get(reverse(LIST))
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 40


class TestAsking:
    """What the office asks of whom."""

    @pytest.fixture
    def boss(self, tree) -> User:
        """Return somebody of the office."""
        return builders.office("buero@example.org")

    def ask(self, boss: User, *entries: Organisation):
        """Ask for organisations."""
        return outreach.ask(boss, [str(entry.pk) for entry in entries], timezone.now())

    def test_who_acts_alone_is_asked_to_invite(self, boss):
        entry = named("Eine")
        person = acting(entry)
        assert self.ask(boss, entry).done == (str(entry.pk),)
        assert reverse("stewards:rights", args=[entry.pk]) in mail_to(person.email).body

    def test_the_own_address_names_somebody_who_gets_an_invitation(self, boss, tree):
        entry = named("Niemand", tree)
        self.ask(boss, entry)
        path = link_to(f"info@{entry.pk}.example.org", "betreuung")
        client = Client()
        assert client.get(path).status_code == 200
        for wrong in (
            {},
            {"person": "Ute"},
            {"person": "Ute", "email": "x"},
            {"person": "www.x.de", "email": "u@x.de"},
        ):
            assert client.post(path, wrong).status_code == 400
        assert client.post(path, {"person": "Ute", "email": "Ute@example.org"}).status_code == 200
        made = Invitation.objects.get()
        assert (made.email, made.purpose) == ("ute@example.org", "reclaimed")
        assert client.post(path, {"person": "Ute", "email": "eva@example.org"}).status_code == 410

    def test_a_naming_link_ends_with_the_address(self, boss, tree):
        entry = named("Niemand", tree)
        self.ask(boss, entry)
        path = link_to(f"info@{entry.pk}.example.org", "betreuung")
        entry.pages.get().actorpage.contact_points.update(value="andere@example.org")
        assert Client().get(path).status_code == 410

    def test_a_shielded_one_is_not_named_for_without_the_office(self, boss, tree):
        entry = named("Niemand", tree)
        self.ask(boss, entry)
        path = link_to(f"info@{entry.pk}.example.org", "betreuung")
        Organisation.objects.filter(pk=entry.pk).update(is_shielded=True)
        Client().post(path, {"person": "Ute", "email": "ute@example.org"})
        assert Reclaim.objects.get().state == "office"
        assert not Invitation.objects.exists()

    def test_an_invitation_nobody_answered_goes_again(self, boss):
        entry = named("Niemand")
        inviting.invite("alt@example.org", entry, boss, timezone.now() - timedelta(days=20))
        outbox.send_due(timezone.now())
        self.ask(boss, entry)
        assert recipients() == ["alt@example.org"] * 2

    def test_silent_ones_say_that_they_are_there_or_stop(self, boss):
        entry = named("Schläft")
        stays, leaves = asleep(entry, "bleibt@example.org"), asleep(entry, "geht@example.org")
        self.ask(boss, entry)
        client = Client()
        for person, say in ((stays, "stay"), (leaves, "stop")):
            path = link_to(person.email, "betreuung")
            assert client.get(path).status_code == 200
            assert row_of(person).until is None
            assert client.post(path, {"say": say}).status_code == 200
            assert client.post(path, {"say": "stop"}).status_code == 410
        assert row_of(stays).until is None
        assert row_of(leaves).until == timezone.localdate()
        assert cares() == {"Schläft": "one"}

    def test_nobody_is_asked_twice_within_a_month(self, boss):
        entry = named("Eine")
        acting(entry)
        self.ask(boss, entry)
        assert str(entry.pk) in self.ask(boss, entry).refused
        assert OutgoingMail.objects.count() == 1
        Outreach.objects.update(done_at=timezone.now() - timedelta(days=31))
        assert self.ask(boss, entry).done

    def test_where_nobody_is_known_it_says_so(self, boss):
        entry = named("Niemand")
        outcome = self.ask(boss, entry)
        assert (outcome.done, list(outcome.refused)) == ((), [str(entry.pk)])
        assert not Outreach.objects.exists()

    def test_it_is_taken_back_until_a_mail_has_gone(self, boss):
        first, second = named("Eine"), named("Andere")
        acting(first, "eins@example.org")
        acting(second, "zwei@example.org")
        outcome = self.ask(boss, first, second)
        OutgoingMail.objects.filter(recipient="zwei@example.org").update(attempts=1)
        assert outreach.undo(builders.editor(), outcome.way_back, timezone.now()) == []
        assert outreach.undo(boss, outcome.way_back, timezone.now()) == [str(first.pk)]
        assert recipients() == ["zwei@example.org"]

    def test_nobody_else_asks(self, boss):
        entry = named("Eine")
        acting(entry)
        outcome = self.ask(builders.editor(), entry)
        assert list(outcome.refused) == [str(entry.pk)]
        assert not OutgoingMail.objects.exists()

    @pytest.mark.parametrize("keys", [[], ["x"], ["\0"], ["9" * 40], ["-1"], ["0"], ["²"]])
    def test_hostile_keys_ask_nobody(self, office, tree, keys):
        acting(named("Eine"))
        assert office.post(reverse("stewards:ask"), {"entry": keys}, follow=True).status_code == 200
        assert not OutgoingMail.objects.exists()

    def test_by_the_buttons_and_back(self, office, tree):
        entry = named("Eine")
        acting(entry)
        page = office.post(reverse("stewards:ask"), {"entry": [entry.pk]}, follow=True)
        batch = Outreach.objects.get().batch
        assert reverse("stewards:undo", args=[batch]) in page.content.decode()
        office.post(reverse("stewards:undo", args=[batch]))
        assert not Outreach.objects.exists()
        assert not OutgoingMail.objects.exists()


class TestQueues:
    """What waits for the office."""

    def test_they_are_the_offices(self, tree):
        for name in ("reclaims", "orphans", "invitations"):
            assert work_queues[name].may(builders.office())
            assert not work_queues[name].may(builders.editor())
            assert not work_queues[name].may(acting(named("Verein")))

    def test_each_item_says_what_waits(self, tree):
        entry, boss, now = abandoned("Niemand"), builders.office(), timezone.now()
        inviting.invite("alt@example.org", entry, boss, now - timedelta(days=8))
        for name, state in (("Ute", "office"), ("Uwe", "open")):
            Reclaim.objects.create(organisation=entry, name=name, email=ASKS, state=state, confirmed_at=now)
        assert [one.title for one in queues.orphans(boss, now)] == ["Niemand"]
        (invitation,) = queues.invitations(boss, now)
        assert (invitation.title, invitation.organisation) == ("alt@example.org", "Niemand")
        (request,) = queues.reclaims(boss, now)
        assert "Ute" in request.title

    def test_only_those_that_lost_their_people_wait(self, tree):
        named("Noch nie")
        acting(named("Eine"))
        asleep(named("Schläft"))
        abandoned("Verlassen")
        boss, now = builders.office(), timezone.now()
        found = {one.title: one.since for one in queues.orphans(boss, now)}
        assert set(found) == {"Schläft", "Verlassen"}
        assert timezone.localdate(found["Verlassen"]) == timezone.localdate() - timedelta(days=3)

    def test_what_was_asked_waits_no_more(self, tree):
        entry, boss, now = named("Schläft"), builders.office(), timezone.now()
        asleep(entry)
        assert len(list(queues.orphans(boss, now))) == 1
        outreach.ask(boss, [str(entry.pk)], now)
        assert list(queues.orphans(boss, now)) == []

    def test_invitations_are_sent_again_and_taken_back(self, tree):
        entry, boss, now = named("Niemand"), builders.office(), timezone.now()
        made = inviting.invite("alt@example.org", entry, boss, now - timedelta(days=8))
        assert queues.send_again(boss, [str(made.pk)], now).done == (str(made.pk),)
        again = inviting.unanswered().get()
        editor = queues.take_back(builders.editor(), [str(again.pk)], now)
        assert list(editor.refused) == [str(again.pk)]
        outcome = queues.take_back(boss, [str(again.pk), "x", str(made.pk)], now)
        assert outcome.done == (str(again.pk),)
        assert list(outcome.refused) == ["x", str(made.pk)]
        assert not inviting.unanswered().exists()

    def test_they_cost_the_same_at_any_length(self, tree):
        boss, now = builders.office(), timezone.now()
        counts = []
        for number in (3, 12):
            while Organisation.objects.count() < number:
                entry = abandoned(f"Verein {Organisation.objects.count()}")
                inviting.invite(f"{entry.pk}@example.org", entry, boss, now)
                Reclaim.objects.create(
                    organisation=entry, name="U", email="u@example.org", state="office", confirmed_at=now
                )
            with CaptureQueriesContext(connection) as queries:
                for source in (queues.orphans, queues.reclaims, queues.invitations):
                    assert len(list(source(boss, now))) == number
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 5


def test_old_questions_are_forgotten(tree):
    now = timezone.now()
    for days in (1, 400):
        Outreach.objects.create(organisation=named(str(days)), done_at=now - timedelta(days=days))
    rule = retention_rules["outreach"]
    assert rule.delete(now - rule.keep) == 1
