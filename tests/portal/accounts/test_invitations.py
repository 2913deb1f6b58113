"""Invitations: single use, seven days, groups fixed on the server."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from portal import registries, signed_links
from portal.accounts.invitations import inviting
from portal.accounts.invitations.purposes import Purpose
from portal.models import Invitation, OutgoingMail, Urgency, UsedLink, User
from tests import builders
from tests.portal.accounts.doing import PASSWORD, SECOND_STEP, SIGN_IN, add_app, code_of, is_in, sign_in

pytestmark = pytest.mark.django_db
NEW = "neu@example.org"
ENTRIES = {"first_name": "Neu", "last_name": "Hier", "password": PASSWORD}


@pytest.fixture
def accepted(monkeypatch):
    """Give the list of what was accepted; "club" is what one can be invited to, until "closed" is in the list."""
    done = []

    def accept(user, invitation, now):
        if "broken" in done:
            raise RuntimeError("meant to fail")
        done.append((user.email, invitation.subject))

    purpose = Purpose(
        label=lambda subject: f"to look after {subject}",
        accept=accept,
        groups=("Club",),
        is_open=lambda invitation: "closed" not in done,
    )
    monkeypatch.setattr(registries.invitation_purposes, "_entries", {"club": purpose})
    Group.objects.create(name="Club")
    Group.objects.create(name="Koordinierungsbüro")
    return done


@pytest.fixture
def inviter(tree):
    return builders.user("einladend@example.org", first_name="Ina", last_name="Vogt")


def invite(inviter, email=NEW, subject="club-7", now=None):
    """Invite and return the invitation and the path of its link."""
    made = inviting.invite(email, "club", subject, inviter, now or timezone.now())
    body = OutgoingMail.objects.get(key=f"account:invitation:{made.pk}").body
    path = next(line for line in body.splitlines() if line.startswith("http")).split("/", 3)[3]
    return made, f"/{path}"


def groups(email=NEW):
    return list(Group.objects.filter(user__email=email).values_list("name", flat=True))


class TestNegative:
    """What opens nothing."""

    def test_looking_makes_no_account(self, client, inviter, accepted):
        _made, path = invite(inviter)
        for _scanner in range(3):
            answer = client.get(path)
            assert answer.status_code == 200
            assert "to look after club-7" in answer.content.decode()
            assert "Ina Vogt" in answer.content.decode()
        assert not User.objects.filter(email=NEW).exists()
        assert not UsedLink.objects.exists()

    def test_what_a_locked_phone_shows_of_the_mail_is_the_portals_alone(self, inviter, accepted):
        made, _path = invite(inviter)
        letter = OutgoingMail.objects.get(key=f"account:invitation:{made.pk}")
        assert letter.urgency == Urgency.DOOR
        first, link, rest = letter.body.partition("http")
        for words in ("Ina", "Vogt", "club-7"):
            assert words not in letter.subject + first
            assert words in link + rest, "the mail says who invites to what"

    def test_it_is_used_once(self, client, inviter, accepted):
        _made, path = invite(inviter)
        client.post(path, ENTRIES)
        for other in (Client(), client):
            assert other.get(path).status_code == 410
            assert other.post(path, {**ENTRIES, "first_name": "Andere"}).status_code == 410
        assert accepted == [(NEW, "club-7")]

    def test_it_ends_after_seven_days(self, client, inviter, accepted):
        made, path = invite(inviter, now=timezone.now() - timedelta(days=7, seconds=1))
        assert made.expires_at - made.created_at == timedelta(days=7)
        assert client.get(path).status_code == 410
        assert client.post(path, ENTRIES).status_code == 410
        assert not User.objects.filter(email=NEW).exists()

    def test_it_ends_when_it_is_taken_back(self, client, inviter, accepted):
        made, path = invite(inviter)
        assert inviting.withdraw(Invitation.objects.filter(pk=made.pk), timezone.now()) == 1
        assert client.post(path, ENTRIES).status_code == 410
        assert accepted == []

    def test_it_ends_when_its_purpose_no_longer_holds(self, client, inviter, accepted, monkeypatch):
        _made, path = invite(inviter)
        accepted.append("closed")
        assert client.get(path).status_code == 410
        assert client.post(path, ENTRIES).status_code == 410
        monkeypatch.setattr(registries.invitation_purposes, "_entries", {})
        assert client.post(path, ENTRIES).status_code == 410
        assert not User.objects.filter(email=NEW).exists()

    def test_a_newer_one_takes_the_place_of_the_older(self, client, inviter, accepted):
        _older, first = invite(inviter)
        _newer, second = invite(inviter)
        assert client.get(first).status_code == 410
        assert client.get(second).status_code == 200
        assert OutgoingMail.objects.filter(recipient=NEW).count() == 1  # the dead link does not go out

    def test_what_is_sent_along_decides_nothing(self, client, inviter, accepted):
        _made, path = invite(inviter)
        more = {
            "email": "boss@example.org",
            "groups": "Koordinierungsbüro",
            "is_superuser": "1",
            "is_staff": "1",
            "purpose": "office",
            "subject": "club-8",
        }
        client.post(path, {**ENTRIES, **more})
        user = User.objects.get(email=NEW)
        assert not user.is_superuser
        assert not user.is_staff
        assert groups() == ["Club"]
        assert accepted == [(NEW, "club-7")]
        assert not User.objects.filter(email="boss@example.org").exists()

    def test_the_link_cannot_be_changed(self, client, inviter, accepted):
        made, path = invite(inviter)
        other = signed_links.make("sign-in", str(made.pk), made.expires_at, timezone.now())
        for wrong in (path[:-3] + "x/", f"/konto/einladung/{other}/", "/konto/einladung/quatsch/"):
            assert client.post(wrong, ENTRIES).status_code == 410, wrong
        assert accepted == []

    def test_another_site_accepts_nothing(self, client, inviter, accepted):
        _made, path = invite(inviter)
        assert client.post(path, ENTRIES, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 410
        assert client.post(path, ENTRIES, headers={"Origin": "https://example.com"}).status_code == 410
        assert accepted == []

    def test_a_purpose_that_fails_leaves_nothing_behind(self, inviter, accepted):
        made, path = invite(inviter)
        accepted.append("broken")
        assert Client(raise_request_exception=False).post(path, ENTRIES).status_code == 500
        made.refresh_from_db()
        assert made.accepted_at is None
        assert not User.objects.filter(email=NEW).exists()
        assert not UsedLink.objects.exists()
        accepted.clear()
        assert Client().post(path, ENTRIES).status_code == 302

    @pytest.mark.parametrize(
        "entries",
        [
            {},
            {"first_name": "", "last_name": "x", "password": PASSWORD},
            {**ENTRIES, "password": "kurz"},
            {**ENTRIES, "password": "123456qwerty"},
            {**ENTRIES, "password": "neu@example.org"},
            {**ENTRIES, "first_name": "x" * 151},
            {**ENTRIES, "first_name": "\x00"},
            {**ENTRIES, "first_name": "\u200b"},
            {**ENTRIES, "first_name": "Koordinierungs", "last_name": "büro"},
            {**ENTRIES, "last_name": "boese.example"},
        ],
    )
    def test_a_form_with_errors_does_not_use_it_up(self, client, inviter, accepted, entries):
        _made, path = invite(inviter)
        assert client.post(path, entries).status_code == 200
        assert not User.objects.filter(email=NEW).exists()
        assert client.post(path, ENTRIES).status_code == 302


class TestNewAccount:
    """An address that has none yet."""

    def test_name_and_password_make_it(self, inviter, accepted):
        made, path = invite(inviter, "Neu@Example.org")
        client = Client(enforce_csrf_checks=True)
        assert client.post(path, ENTRIES).url == "/konto/"
        assert is_in(client)
        user = User.objects.get(email=NEW)
        assert user.get_full_name() == "Neu Hier"
        assert groups() == ["Club"]
        made.refresh_from_db()
        assert made.accepted_by == user
        assert sign_in(Client(), NEW).status_code == 302

    def test_without_a_password_one_is_led_to_a_passkey(self, client, inviter, accepted):
        _made, path = invite(inviter)
        answer = client.post(path, {**ENTRIES, "password": "", "with_passkey": "1"})
        assert answer.url == "/konto/zweiter-faktor/passkey/"
        page = client.get(answer.url)
        assert page.status_code == 200
        assert '"residentKey": "required"' in page.context["options"]
        assert not User.objects.get(email=NEW).has_usable_password()

    def test_whoever_is_signed_in_as_somebody_else_leaves_that_account(self, client, inviter, accepted):
        _made, path = invite(inviter)
        client.force_login(inviter)
        assert "signed in as einladend@example.org" in client.get("/en" + path).content.decode()
        client.post(path, ENTRIES)
        assert client.session["_auth_user_id"] == str(User.objects.get(email=NEW).pk)

    def test_an_account_made_in_the_meantime_is_asked_to_sign_in(self, client, inviter, accepted):
        _made, path = invite(inviter)
        client.get(path)
        builders.user(NEW, password=PASSWORD)
        assert "already" in client.post("/en" + path, ENTRIES).content.decode()
        assert not is_in(client)
        assert accepted == []


class TestKnownAccount:
    """An address that has an account gains the purpose after signing in, and nothing else changes."""

    @pytest.fixture
    def known(self, tree):
        return builders.user(NEW, password=PASSWORD, first_name="Alt")

    def test_mail_and_answer_are_those_of_a_stranger(self, inviter, known, accepted):
        invite(inviter, NEW)
        invite(inviter, "fremd@example.org")
        one, two = OutgoingMail.objects.order_by("recipient")
        assert one.subject == two.subject
        lines = [[line for line in mail.body.splitlines() if "http" not in line] for mail in (one, two)]
        assert lines[0] == lines[1]

    def test_the_link_alone_opens_no_account(self, client, inviter, known, accepted):
        _made, path = invite(inviter)
        answer = client.post(path, {**ENTRIES, "password": "ein ganz anderes Kennwort"})
        assert answer.status_code == 200
        assert not is_in(client)
        known.refresh_from_db()
        assert known.check_password(PASSWORD)
        assert known.first_name == "Alt"
        assert accepted == []

    def test_another_account_cannot_accept_it(self, client, inviter, known, accepted):
        _made, path = invite(inviter)
        client.force_login(inviter)
        client.post(path)
        assert accepted == []
        assert groups(inviter.email) == []

    def test_after_the_second_step_it_is_accepted(self, client, inviter, known, accepted):
        secret = add_app(known)
        _made, path = invite(inviter)
        assert sign_in(client, NEW, next=path).url == SECOND_STEP
        client.post(path)
        assert accepted == []
        assert client.post(SECOND_STEP, {"code": code_of(secret)}).url == path
        assert client.post(path).status_code == 302
        assert accepted == [(NEW, "club-7")]
        assert groups() == ["Club"]

    def test_a_closed_account_cannot_accept_it(self, client, inviter, known, accepted):
        _made, path = invite(inviter)
        User.objects.filter(pk=known.pk).update(is_active=False)
        assert client.get(path).status_code == 410
        assert client.post(path, ENTRIES).status_code == 410

    def test_the_page_leads_to_the_door_and_back(self, client, inviter, known, accepted):
        _made, path = invite(inviter)
        assert f"{SIGN_IN}?next={quote(path)}" in client.get(path).content.decode()


class TestInviting:
    """Who invites."""

    def test_an_address_that_is_none_is_refused(self, inviter, accepted):
        with pytest.raises(ValidationError):
            invite(inviter, "keine Adresse")
        assert not Invitation.objects.exists()

    def test_a_purpose_nobody_knows_is_a_mistake(self, inviter, accepted):
        with pytest.raises(KeyError):
            inviting.invite(NEW, "office", "", inviter, timezone.now())

    def test_invitations_end(self, inviter, accepted):
        for number in range(20):
            invite(inviter, f"nr{number}@example.org")
        with pytest.raises(ValidationError):
            invite(inviter, "nr20@example.org")
        assert Invitation.objects.count() == 20

    def test_old_ones_are_forgotten(self, inviter, accepted):
        now = timezone.now()
        invite(inviter, now=now - timedelta(days=99))
        made, _path = invite(inviter, "neuer@example.org")
        assert inviting.forget(now - timedelta(days=90)) == 1
        assert list(Invitation.objects.all()) == [made]
