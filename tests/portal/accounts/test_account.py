"""One's own account: devices, password, address."""

from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts import sessions
from portal.models import OutgoingMail, SignIn, User
from tests import builders
from tests.portal.accounts.doing import PASSWORD, add_app, factors, is_in, last_link, link_for, sign_in

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEW_PASSWORD = {"new_password1": "noch ein langes Kennwort", "new_password2": "noch ein langes Kennwort"}


@pytest.fixture
def member(tree):
    person = builders.user("mitglied@example.org", password=PASSWORD)
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


@pytest.fixture
def inside(member):
    client = Client(headers={"User-Agent": FIREFOX})
    sign_in(client, member.email)
    return client


class TestDevices:
    """Where somebody is signed in."""

    def test_a_device_that_was_signed_out_is_out_at_its_next_request(self, inside, member):
        other = Client()
        sign_in(other, member.email)
        assert other.get("/admin/").status_code == 200
        sign_in_of_other = SignIn.objects.get(session_id=other.session.session_key)
        inside.post(f"/konto/geraete/{sign_in_of_other.pk}/")
        assert other.get("/admin/").status_code == 302
        assert other.post("/admin/account/", {}).status_code == 302
        assert inside.get("/konto/").status_code == 200

    def test_all_others_end_at_once(self, inside, member):
        others = [Client() for _number in range(3)]
        for other in others:
            sign_in(other, member.email)
        inside.post("/konto/geraete/andere/")
        assert [other.get("/konto/").status_code for other in others] == [302] * 3
        assert inside.get("/konto/").status_code == 200

    def test_nobody_signs_out_somebody_else(self, inside, member):
        stranger = builders.user("fremd@example.org", password=PASSWORD)
        other = Client()
        sign_in(other, stranger.email)
        foreign = SignIn.objects.get(user=stranger)
        assert inside.post(f"/konto/geraete/{foreign.pk}/").status_code == 404
        assert Client().post(f"/konto/geraete/{foreign.pk}/").status_code == 302
        assert inside.get(f"/konto/geraete/{foreign.pk}/").status_code == 405
        assert other.get("/konto/").status_code == 200

    def test_the_list_tells_browser_and_system_and_no_address(self, inside, member):
        page = inside.get("/konto/").content.decode()
        assert "Firefox, Linux" in page
        assert str(SignIn.objects.get().session_id) not in page
        stored = str(list(SignIn.objects.values())) + str(
            [one.get_decoded() for one in Session.objects.all()]
        )
        assert "127.0.0.1" not in stored
        assert "rv:140" not in stored

    def test_the_list_asks_the_same_for_two_and_for_many(self, inside, member):
        sign_in(Client(), member.email)
        inside.get("/konto/")
        with CaptureQueriesContext(connection) as few:
            inside.get("/konto/")
        for _number in range(9):
            sign_in(Client(), member.email)
        with CaptureQueriesContext(connection) as many:
            inside.get("/konto/")
        assert len(many) == len(few) <= 9

    def test_an_ended_session_is_no_device(self, inside, member):
        inside.post("/konto/abmelden/")
        assert not SignIn.objects.exists()

    def test_a_session_nobody_noted_is_noted_when_it_is_used(self, inside, member):
        SignIn.objects.all().delete()
        session = inside.session
        del session["sign_in_noted"]
        session.save()
        inside.get("/admin/")
        assert SignIn.objects.get().user == member

    def test_use_is_noted_once_an_hour(self, inside, member, monkeypatch):
        calls = []
        monkeypatch.setattr(sessions, "note", lambda *args: calls.append(args))
        inside.get("/konto/")
        assert calls == []
        later = timezone.now() + sessions.EXACTNESS
        monkeypatch.setattr(sessions.timezone, "now", lambda: later)
        inside.get("/konto/")
        assert len(calls) == 1

    def test_a_visitor_leaves_nothing(self, client, tree):
        client.get(tree.standard.url)
        client.get("/konto/")
        assert not SignIn.objects.exists()
        assert not client.cookies


class TestPassword:
    """Another password."""

    def test_it_ends_every_other_session_and_is_told(self, inside, member):
        other = Client()
        sign_in(other, member.email)
        assert inside.post("/konto/passwort/", NEW_PASSWORD).url == "/konto/"
        assert inside.get("/konto/").status_code == 200
        assert other.get("/konto/").status_code == 302
        assert SignIn.objects.get(user=member).session_id == inside.session.session_key
        assert OutgoingMail.objects.filter(key__contains="password-changed", recipient=member.email).exists()
        member.refresh_from_db()
        assert member.check_password(NEW_PASSWORD["new_password1"])

    def test_an_old_session_is_asked_for_the_present_one(self, member, settings):
        client = Client()
        client.force_login(member)  # nothing was shown lately
        assert client.post("/konto/passwort/", NEW_PASSWORD).url == "/konto/nochmal/?next=/konto/passwort/"
        kept = str(dict(client.session))
        assert NEW_PASSWORD["new_password1"] not in kept
        assert "127.0.0.1" not in kept
        client.post("/konto/nochmal/", {"password": "falsch"})
        assert client.get("/konto/passwort/").status_code == 302
        assert client.post("/konto/nochmal/?next=/konto/passwort/", {"password": PASSWORD}).status_code in {
            200,
            302,
        }
        assert client.get("/konto/passwort/").status_code == 200

    def test_whoever_forgot_it_comes_in_by_a_link_and_sets_a_new_one(self, member):
        client = Client()
        client.post(link_for(client, member.email))
        assert client.post("/konto/passwort/", NEW_PASSWORD).url == "/konto/"
        assert sign_in(Client(), member.email, NEW_PASSWORD["new_password1"]).status_code == 302

    def test_without_a_password_the_mailbox_shows_who_one_is(self, tree):
        person = builders.user("ohne@example.org")
        client = Client()
        client.force_login(person)
        assert client.get("/konto/passwort/").url.startswith("/konto/nochmal/mail/")
        client.post("/konto/nochmal/mail/?next=/konto/passwort/")
        path = last_link(person.email)
        assert client.post(path).url == "/konto/passwort/"
        assert client.get("/konto/passwort/").status_code == 200

    @pytest.mark.parametrize("weak", ["kurz", "123456qwerty", "mitglied@example.org", "123456789012"])
    def test_what_others_would_guess_is_refused(self, inside, member, weak):
        assert inside.post("/konto/passwort/", dict.fromkeys(NEW_PASSWORD, weak)).status_code == 200
        member.refresh_from_db()
        assert member.check_password(PASSWORD)

    def test_guesses_of_a_stolen_session_end(self, member):
        client = Client()
        client.force_login(member)
        for _guess in range(10):
            client.post("/konto/nochmal/", {"password": "falsch"})
        client.post("/konto/nochmal/", {"password": PASSWORD})
        assert client.get("/konto/passwort/").status_code == 302

    def test_wagtail_changes_neither_password_nor_address(self, inside, member):
        form = {
            "name_email-first_name": "Neu",
            "name_email-last_name": "Name",
            "name_email-email": "boese@example.org",
            "password-old_password": PASSWORD,
            "password-new_password1": "etwas ganz anderes",
            "password-new_password2": "etwas ganz anderes",
            "theme-theme": "system",
            "theme-density": "default",
            "theme-contrast": "system",
            "locale-preferred_language": "de",
        }
        page = inside.get("/admin/account/").content.decode()
        assert 'href="/konto/"' in page
        assert "name_email-email" not in page
        inside.post("/admin/account/", form)
        member.refresh_from_db()
        assert member.email == "mitglied@example.org"
        assert member.check_password(PASSWORD)


class TestAddress:
    """Another address."""

    def ask(self, client, email):
        return client.post("/konto/adresse/", {"email": email})

    def test_it_counts_once_the_new_one_was_confirmed_and_the_old_one_hears_of_it(self, inside, member):
        self.ask(inside, "Neu@example.org")
        path = last_link("neu@example.org")
        assert path.startswith("/konto/adresse/")
        member.refresh_from_db()
        assert member.email == "mitglied@example.org"
        assert inside.get(path).status_code == 200
        assert inside.post(path).status_code == 200
        member.refresh_from_db()
        assert member.email == "neu@example.org"
        told = OutgoingMail.objects.get(recipient="mitglied@example.org")
        assert "neu@example.org" not in told.body
        assert Client().post(path).status_code == 410

    def test_nobody_gives_an_account_an_address_whose_reader_is_not_in_it(self, inside, member):
        """Else its owner would be in an account that bears somebody else's address, and be invited with it."""
        self.ask(inside, "fremd@example.org")
        path = last_link("fremd@example.org")
        stranger, other = Client(), Client()
        other.force_login(builders.user("andere@example.org"))
        for method in ("get", "post"):
            answer = getattr(stranger, method)(path)
            assert (answer.status_code, unquote(answer.url)) == (302, f"/konto/anmelden/?next={path}")
            assert "/konto/anmelden/" in getattr(other, method)(path).content.decode()
        member.refresh_from_db()
        assert member.email == "mitglied@example.org"
        assert inside.post(path).status_code == 200

    def test_an_address_of_somebody_else_gets_the_same_answer_and_changes_nothing(self, inside, member):
        builders.user("andere@example.org")
        answers = [self.ask(inside, email) for email in ("andere@example.org", "frei@example.org")]
        assert len({(answer.status_code, answer.content.count(b"<p")) for answer in answers}) == 1
        assert last_link("andere@example.org") == ""
        assert OutgoingMail.objects.filter(recipient="andere@example.org").count() == 1

    def test_an_address_that_was_taken_since_is_refused(self, inside, member):
        self.ask(inside, "neu@example.org")
        path = last_link("neu@example.org")
        builders.user("neu@example.org")
        assert inside.post(path).status_code == 410
        member.refresh_from_db()
        assert member.email == "mitglied@example.org"

    def test_an_older_link_ends_with_the_address_it_was_for(self, inside, member):
        self.ask(inside, "erste@example.org")
        self.ask(inside, "zweite@example.org")
        first, second = last_link("erste@example.org"), last_link("zweite@example.org")
        inside.post(second)
        assert inside.post(first).status_code == 410
        member.refresh_from_db()
        assert member.email == "zweite@example.org"

    def test_it_takes_somebody_who_was_there_lately(self, member):
        client = Client()
        client.force_login(member)
        assert self.ask(client, "neu@example.org").status_code == 302
        assert last_link("neu@example.org") == ""

    @pytest.mark.parametrize(
        "sent", ["", "keine", "mitglied@example.org", "a@example.org\r\nBcc: b@example.org"]
    )
    def test_what_is_no_new_address_is_refused(self, inside, member, sent):
        assert self.ask(inside, sent).status_code == 200
        assert not OutgoingMail.objects.exists()


def test_whoever_edits_an_account_its_old_address_hears_of_another_one(client, tree, member, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(builders.superuser())
    edit = reverse("wagtailusers_users:edit", args=[member.pk])
    form = {"email": "mitglied@example.org", "first_name": "M", "last_name": "M", "is_active": "on"}
    client.post(edit, form)
    assert not OutgoingMail.objects.exists()
    client.post(edit, {**form, "email": "Anders@example.org"})
    member.refresh_from_db()
    assert member.email == "anders@example.org"
    assert OutgoingMail.objects.get().recipient == "mitglied@example.org"


def test_a_shell_takes_lost_factors_away(inside, member):
    add_app(member)
    call_command("reset_second_factor", "Mitglied@example.org")
    assert factors(member) == []
    assert inside.get("/konto/").status_code == 302
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "niemand@example.org")


def test_superusers_make_accounts_without_knowing_their_password(client, tree, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(builders.superuser())
    page = client.get(reverse("wagtailusers_users:add")).content.decode()
    assert "password1" not in page
    client.post(
        reverse("wagtailusers_users:add"),
        {"email": "neu@example.org", "first_name": "N", "last_name": "H", "password1": "x"},
    )
    user = User.objects.get(email="neu@example.org")
    assert not user.has_usable_password()
    other = Client()
    other.post(link_for(other, user.email))
    assert is_in(other)
