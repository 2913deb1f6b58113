"""Nobody's mailbox can be filled, and nobody is shut out by whoever tries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal import registries
from portal.accounts import mailboxes, wishes
from portal.accounts.invitations import inviting
from portal.accounts.invitations.purposes import Purpose
from portal.accounts.mailboxes import FORM, INVITATION, LINK, NEW_ADDRESS, SIGN_IN, SPACING, mailbox_of
from portal.accounts.models import Invitation, MailWish, Throttle
from portal.models import OutgoingMail
from tests import builders
from tests.portal.accounts.doing import PASSWORD, is_in, last_link, sign_in
from tests.portal.accounts.doing import SIGN_IN as DOOR

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
KNOWN, UNKNOWN = "mitglied@example.org", "niemand@example.org"


@pytest.fixture
def member(tree):
    return builders.user(KNOWN, password=PASSWORD)


@pytest.fixture
def clock(monkeypatch):
    """Give a clock that tests turn: `clock.now += …`."""

    class Clock:
        now = timezone.now()

    monkeypatch.setattr(timezone, "now", lambda: Clock.now)
    return Clock


def ask(email=KNOWN, client=None):
    """Ask for a link from somewhere, let housekeeping write, and return the answer."""
    answer = (client or Client()).post(DOOR, {"email": email, "by_link": "1"})
    wishes.write_letters(timezone.now())
    return answer


class TestBudgets:
    @pytest.mark.parametrize(
        ("budget", "most"),
        [(SIGN_IN, 10), (FORM, 9), (INVITATION, 7), (NEW_ADDRESS, 5)],
        ids=str,
    )
    def test_no_day_has_more_mails_of_a_kind_whoever_causes_them(self, budget, most):
        moments = [NOW + timedelta(minutes=2 * number) for number in range(3 * 720)]
        went = [moment for moment in moments if budget.take(KNOWN, moment)]
        fullest = max(sum(start <= one < start + DAY for one in went) for start in went)
        assert fullest == most

    def test_an_address_with_something_added_is_the_same_mailbox(self):
        same = ("a.b+x@Googlemail.com", "ab@gmail.com", " AB+y+z@gmail.com ")
        assert {mailbox_of(one) for one in same} == {"ab@gmail.com"}
        assert mailbox_of("A.B+x@example.org") == "a.b@example.org"
        assert mailbox_of("+x@example.org") == "+x@example.org"

    def test_about_the_same_thing_a_mailbox_gets_one_mail_a_minute(self):
        assert FORM.take(KNOWN, NOW, "a")
        assert not FORM.take(KNOWN, NOW + SPACING / 2, "a")
        assert FORM.take(KNOWN, NOW + SPACING / 2, "b")
        assert FORM.take(KNOWN, NOW + SPACING, "a")

    def test_what_is_refused_for_its_nearness_costs_nothing(self):
        for _press in range(20):
            SIGN_IN.take(KNOWN, NOW, LINK)
        assert SIGN_IN.free_from(KNOWN, NOW) == NOW

    def test_the_owner_has_the_whole_budget_back(self):
        while FORM.take(KNOWN, NOW):
            pass
        FORM.owner_was_here(KNOWN.upper())
        assert sum(FORM.take(KNOWN, NOW) for _mail in range(20)) == FORM.at_once

    def test_no_address_is_kept(self):
        FORM.take(KNOWN, NOW, "a")
        assert Throttle.objects.count() == 2
        assert not any("mitglied" in row.key for row in Throttle.objects.all())


class TestTheDoor:
    def test_an_attacker_sends_few_links_and_one_of_them_is_always_good(self, member, clock):
        begin = clock.now
        for _minute in range(24 * 60 // 5):
            assert ask(client=Client(REMOTE_ADDR="198.51.100.7")).status_code == 200
            clock.now += timedelta(minutes=5)
            if clock.now - begin in {timedelta(minutes=35 * number) for number in range(1, 60)}:
                assert Client().get(last_link(KNOWN)).status_code == 200, clock.now - begin
        assert OutgoingMail.objects.filter(recipient=KNOWN).count() == 10

    def test_the_owner_comes_in_by_password_and_by_the_last_link(self, member, clock):
        for _try in range(9):
            ask()
            clock.now += timedelta(minutes=2)
        assert OutgoingMail.objects.count() == SIGN_IN.at_once
        by_password, by_link = Client(), Client()
        sign_in(by_password, KNOWN)
        assert is_in(by_password)
        clock.now += timedelta(hours=2)
        by_link.post(last_link(KNOWN))
        assert is_in(by_link)

    def test_other_mails_use_up_no_link(self, member):
        for budget in (FORM, INVITATION, NEW_ADDRESS):
            while budget.take(KNOWN, timezone.now()):
                pass
        ask()
        assert OutgoingMail.objects.count() == 1

    def test_one_too_many_is_answered_alike_and_by_the_same_work(self, member, clock):
        answers = []
        ask("warm@example.org")
        for email in (KNOWN, UNKNOWN):
            for _wish in range(6):
                with CaptureQueriesContext(connection) as queries:
                    answer = Client().post(DOOR, {"email": email, "by_link": "1"})
                kinds = tuple(query["sql"].split()[0] for query in queries.captured_queries)
                answers.append((answer.status_code, answer.context["title"], kinds))
                clock.now += 2 * SPACING
        assert len(set(answers)) == 1
        assert MailWish.objects.exclude(email="").count() == 2 * SIGN_IN.at_once
        wishes.write_letters(clock.now)
        assert not MailWish.objects.exists()
        assert not OutgoingMail.objects.filter(recipient=UNKNOWN).exists()

    def test_without_a_cap_a_link_holds_an_hour(self, member, clock):
        ask()
        path = last_link(KNOWN)
        clock.now += timedelta(hours=1, seconds=1)
        assert Client().get(path).status_code == 410


class TestInviting:
    """Purposes of the register's own: any registered one will do."""

    def invite(self, by, about, now=NOW):
        """Invite somebody for one thing."""
        return inviting.invite(UNKNOWN, "club", about, by, now)

    @pytest.fixture(autouse=True)
    def club(self, monkeypatch):
        """Register something one can be invited to."""
        purpose = Purpose(label=lambda subject: subject, accept=lambda *given: None)
        monkeypatch.setattr(registries.invitation_purposes, "_entries", {"club": purpose})

    def test_one_organisation_is_refused_honestly_and_its_last_invitation_stays_good(self, member):
        for _time in range(2):
            kept = self.invite(member, "7")
        with pytest.raises(ValidationError, match="lately|zuletzt"):
            self.invite(member, "7")
        assert [one.pk for one in inviting.open_ones(NOW)] == [kept.pk]
        assert OutgoingMail.objects.count() == 1

    def test_another_organisation_is_not_held_up_by_one(self, member):
        for _time in range(2):
            self.invite(member, "7")
        assert self.invite(member, "8")

    def test_many_organisations_together_fill_nobodys_mailbox(self, member):
        made = 0
        for number in range(30):
            try:
                self.invite(builders.user(), str(number))
            except ValidationError:
                continue
            made += 1
        assert made == INVITATION.at_once
        assert Invitation.objects.count() == OutgoingMail.objects.count() == made

    def test_what_an_owner_asked_for_is_never_refused(self, member):
        while INVITATION.take(UNKNOWN, NOW):
            pass
        assert self.invite(None, "9")


def test_forms_share_one_budget(tree):
    assert mailboxes.FORM.at_once == 6
    for about in ("registration", "search", "kits"):
        for number in range(3):
            FORM.take(UNKNOWN, NOW, f"{about} {number}")
    assert not FORM.take(UNKNOWN, NOW, "another")
