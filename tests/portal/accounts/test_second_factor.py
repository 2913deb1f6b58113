"""Second factors: who must have one, and that no door leads past it."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from network import roles
from portal.accounts import second_factor
from portal.models import OutgoingMail, SignIn
from tests import builders
from tests.portal.accounts.doing import (
    PASSWORD,
    SECOND_STEP,
    SIGN_IN,
    add_app,
    add_codes,
    code_of,
    factors,
    is_in,
    link_for,
    sign_in,
)

pytestmark = pytest.mark.django_db
FACTORS = "/konto/zweiter-faktor/"


@pytest.fixture
def leader(tree):
    return builders.superuser("leitung@example.org", password=PASSWORD)


@pytest.fixture
def steward(tree):
    person = builders.user("verein@example.org", password=PASSWORD)
    person.groups.add(Group.objects.get_or_create(name=roles.MEMBERS)[0])
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def addresses(patterns=None, before=""):
    """Yield the address of every route that needs no value."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and not set(path) & set("<(\\?*+["):
            yield f"/{path}"


class TestWhoMustHaveOne:
    """The rule."""

    def test_superusers_the_office_and_editors_must(self, leader, db):
        assert second_factor.is_required(leader)
        roles.ensure_roles()
        assert second_factor.is_required(builders.office())
        assert second_factor.is_required(builders.editor())

    def test_members_and_strangers_need_not(self, steward):
        roles.ensure_roles()
        assert not second_factor.is_required(steward)
        assert not second_factor.is_required(builders.user())

    def test_whoever_gets_a_guarded_right_must_from_then_on(self, steward):
        steward.user_permissions.add(Permission.objects.get(codename="change_stewardship"))
        assert second_factor.is_required(type(steward).objects.get(pk=steward.pk))

    def test_only_settings_exempt_anybody(self, leader, settings):
        settings.SECOND_FACTOR_EXEMPT = frozenset({"leitung@example.org"})
        assert not second_factor.is_required(leader)
        assert second_factor.is_required(builders.superuser("andere@example.org"))


class TestDoors:
    """Nothing opens by a password or a mailbox alone where there is a second factor."""

    def test_password_and_link_lead_to_the_second_step(self, client, leader):
        add_app(leader)
        assert sign_in(client, leader.email).url == SECOND_STEP
        assert not is_in(client)
        other = Client()
        assert other.post(link_for(other, leader.email)).url == SECOND_STEP
        assert not is_in(other)
        assert other.get("/admin/").url.startswith(SIGN_IN)

    def test_no_address_signs_in_by_what_is_sent_to_it(self, leader):
        add_app(leader)
        known = set(addresses())
        assert len(known) > 150
        assert {"/admin/login/", "/_util/login/", "/admin/password_reset/", SIGN_IN} <= known
        sent = dict.fromkeys(("username", "email", "login"), leader.email)
        sent |= {
            "password": PASSWORD,
            "code": "000000",
            "credential": "{}",
            "new_password1": "Neues Kennwort 1",
        }
        for path in sorted(known - {"/admin/sprite/"}):
            client = Client(raise_request_exception=False)
            answer = client.post(path, sent)
            assert not is_in(client), path
            assert answer.status_code < 500, path
        leader.refresh_from_db()
        assert leader.check_password(PASSWORD)

    @pytest.mark.parametrize(
        "path",
        [
            "/admin/login/",
            "/_util/login/",
            "/en/_util/login/",
            "/admin/password_reset/",
            "/admin/password_reset/done/",
            "/admin/password_reset/confirm/MQ/abc-def/",
            "/admin/password_reset/complete/",
        ],
    )
    def test_every_other_door_leads_to_ours(self, client, leader, path):
        for method in (client.get, client.post):
            answer = method(f"{path}?next=/admin/pages/", {"username": leader.email, "password": PASSWORD})
            assert answer.status_code == 302
            assert "/konto/anmelden/" in answer.url
            assert not is_in(client)
        assert client.get(f"{path}?next=/admin/pages/").url.endswith("?next=/admin/pages/")
        assert "example.com" not in client.get(f"{path}?next=https://example.com/").url

    def test_a_session_from_a_door_nobody_thought_of_opens_nothing(self, client, leader, tree):
        client.force_login(leader)
        for path in ("/admin/", "/admin/pages/", "/admin/users/", "/admin/account/"):
            answer = client.get(path)
            assert answer.status_code == 302
            assert answer.url.startswith(FACTORS)
        assert client.post("/admin/pages/add/portal/standardpage/3/", {"title": "x"}).url == FACTORS
        for name in (
            "account_home",
            "account_change_address",
            "account_change_password",
            "mfa_view_recovery_codes",
        ):
            assert client.get(reverse(name)).url == FACTORS
        assert client.get(tree.standard.url).context["portal"].editor_bar is None

    def test_with_a_factor_such_a_session_is_asked_for_it(self, client, leader):
        secret = add_app(leader)
        client.force_login(leader)
        answer = client.get("/admin/")
        assert answer.url == "/konto/nochmal/code/?next=/admin/"
        assert client.get(FACTORS + "app/entfernen/").status_code == 302
        assert client.post(FACTORS + "app/entfernen/").status_code == 302
        assert client.post("/konto/nochmal/", {"password": PASSWORD}).url == "/konto/nochmal/code/"
        assert factors(leader) == ["totp"]
        assert client.post(answer.url, {"code": code_of(secret), "next": "/admin/"}).url == "/admin/"
        assert client.get("/admin/").status_code == 200

    def test_allauth_s_own_pages_are_not_there(self, client, tree):
        for path in ("signup/", "password/reset/", "email/", "login/", "registrieren/"):
            for before in ("/konto/", "/accounts/", "/"):
                assert client.get(before + path).status_code == 404, before + path

    def test_allauth_keeps_no_addresses(self, client, leader):
        secret = add_app(leader)
        sign_in(client, leader.email)
        client.post(SECOND_STEP, {"code": code_of(secret)})
        assert is_in(client)
        assert not EmailAddress.objects.exists()


class TestSecondStep:
    """The code at the door."""

    def test_the_code_opens_the_desk(self, client, leader):
        secret = add_app(leader)
        sign_in(client, leader.email, next="/admin/pages/")
        assert client.get(SECOND_STEP).status_code == 200
        assert client.post(SECOND_STEP, {"code": code_of(secret)}).url == "/admin/pages/"
        assert client.get("/admin/").status_code == 200

    def test_a_code_works_once_in_all_workers_together(self, leader, monkeypatch):
        secret = add_app(leader)
        # the cache of another worker knows nothing of it
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.cache.add", lambda *args, **kwargs: True)
        code = code_of(secret)
        first, second = Client(), Client()
        for client in (first, second):
            sign_in(client, leader.email)
        first.post(SECOND_STEP, {"code": code})
        second.post(SECOND_STEP, {"code": code[:3] + " " + code[3:]})
        assert is_in(first)
        assert not is_in(second)

    @pytest.mark.parametrize("later", [-4, 4])
    def test_an_old_or_future_code_opens_nothing(self, client, leader, later):
        secret = add_app(leader)
        sign_in(client, leader.email)
        assert client.post(SECOND_STEP, {"code": code_of(secret, later)}).status_code == 200
        assert not is_in(client)

    def test_guesses_end_and_the_owner_hears_of_it(self, leader):
        secret = add_app(leader)
        for _guess in range(5):
            client = Client()
            sign_in(client, leader.email)
            client.post(SECOND_STEP, {"code": "12345"})
        client.post(SECOND_STEP, {"code": code_of(secret)})
        client.post(SECOND_STEP, {"code": code_of(secret)})
        assert not is_in(client)
        assert OutgoingMail.objects.filter(key__contains="codes-refused", recipient=leader.email).count() == 1

    def test_a_code_for_emergencies_works_once(self, leader):
        add_app(leader)
        code = add_codes(leader)[3]
        for expected in (True, False):
            client = Client()
            sign_in(client, leader.email)
            client.post(SECOND_STEP, {"code": code})
            assert is_in(client) is expected

    @pytest.mark.parametrize(
        "sent",
        [
            "",
            "{",
            "[]",
            "{}",
            "null",
            "7",
            '"x"',
            '{"response": []}',
            '{"id": 1, "response": {"userHandle": 1}}',
        ],
    )
    def test_whatever_is_sent_as_a_passkey_opens_nothing(self, client, leader, sent):
        add_app(leader)
        sign_in(client, leader.email)
        assert client.post(SECOND_STEP, {"credential": sent}).status_code == 200
        stranger = Client()
        assert stranger.post(SIGN_IN + "passkey/", {"credential": sent}).url.endswith("?passkey=unknown")
        assert not is_in(client)
        assert not is_in(stranger)

    def test_without_the_first_step_there_is_no_second(self, client, leader):
        secret = add_app(leader)
        assert client.post(SECOND_STEP, {"code": code_of(secret)}).url == SIGN_IN
        assert not is_in(client)

    def test_the_first_step_does_not_hold_for_long(self, client, leader, settings):
        secret = add_app(leader)
        sign_in(client, leader.email)
        settings.ACCOUNT_LOGIN_TIMEOUT = -1
        client.post(SECOND_STEP, {"code": code_of(secret)})
        assert not is_in(client)

    def test_a_closed_account_stays_outside(self, client, leader):
        secret = add_app(leader)
        sign_in(client, leader.email)
        type(leader).objects.filter(pk=leader.pk).update(is_active=False)
        client.post(SECOND_STEP, {"code": code_of(secret)})
        assert client.get("/admin/").status_code == 302

    def test_the_riddle_for_a_passkey_names_nobody(self, client, leader):
        answer = client.get(SIGN_IN + "passkey/", headers={"Accept": "application/json"})
        options = answer.json()["request_options"]["publicKey"]
        assert options.get("allowCredentials", []) == []
        assert options["userVerification"] == "required"
        assert "no-store" in answer["Cache-Control"]


class TestSettingUp:
    """Whoever must have a factor is led to it and reaches the desk afterwards."""

    @pytest.mark.django_db(transaction=True)
    def test_the_office_is_led_to_it_and_sets_up_an_app(self, client, leader):
        assert sign_in(client, leader.email).url == "/admin/"
        assert client.get("/admin/").url == f"{FACTORS}?next=/admin/"
        assert "needs a second factor" in client.get(f"/en{FACTORS}").content.decode()
        page = client.get(FACTORS + "app/")
        assert page.status_code == 200
        assert b"<svg" in page.content
        answer = client.post(FACTORS + "app/", {"code": code_of(page.context["form"].secret)})
        assert answer.url == FACTORS + "codes/"
        codes = client.get(answer.url)
        assert len(codes.context["unused_codes"]) == 10
        assert codes.context["unused_codes"][0] in client.get(FACTORS + "codes/datei/").content.decode()
        assert client.get("/admin/").status_code == 200
        assert OutgoingMail.objects.filter(key__contains="totp_activated").exists()

    def test_a_wrong_first_code_sets_up_nothing(self, client, leader):
        sign_in(client, leader.email)
        client.get(FACTORS + "app/")
        assert client.post(FACTORS + "app/", {"code": "000"}).status_code == 200
        assert factors(leader) == []

    def test_members_may_and_need_not(self, client, steward):
        sign_in(client, steward.email)
        assert client.get("/admin/").status_code == 200
        secret = client.get(FACTORS + "app/").context["form"].secret
        client.post(FACTORS + "app/", {"code": code_of(secret)})
        other = Client()
        assert sign_in(other, steward.email).url == SECOND_STEP

    def test_secrets_are_not_readable_in_the_database(self, leader):
        secret, codes = add_app(leader), add_codes(leader)
        stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in stored
        assert not any(code in stored for code in codes)

    def test_a_new_key_of_the_portal_reads_what_the_old_one_wrote(self, client, leader, settings):
        secret = add_app(leader)
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "ein neuer Schlüssel"
        sign_in(client, leader.email)
        client.post(SECOND_STEP, {"code": code_of(secret)})
        assert is_in(client)


class TestTakingAway:
    """What is set up goes only by its owner's hand, and never the last one that must be there."""

    def in_by_app(self, user):
        secret = add_app(user)
        client = Client()
        sign_in(client, user.email)
        client.post(SECOND_STEP, {"code": code_of(secret)})
        assert is_in(client)
        return client

    def test_the_last_factor_of_the_office_stays(self, leader):
        client = self.in_by_app(leader)
        assert client.post(FACTORS + "app/entfernen/").url == FACTORS
        assert factors(leader) == ["totp"]

    def test_a_member_may_take_it_away_and_is_out_everywhere_else(self, steward):
        client = self.in_by_app(steward)
        other = Client()
        other.force_login(steward)
        assert client.post(FACTORS + "app/entfernen/").status_code == 302
        assert factors(steward) == []
        assert client.get("/konto/").status_code == 200
        assert other.get("/konto/").status_code == 302
        assert SignIn.objects.filter(user=steward).count() == 1

    def test_a_password_alone_takes_nothing_away(self, steward):
        add_app(steward)
        client = Client()
        client.force_login(steward)  # a stolen session
        for method in (client.get, client.post):
            assert "/konto/nochmal/" in method(FACTORS + "app/entfernen/").url
        assert client.post("/konto/nochmal/", {"password": PASSWORD}).url == "/konto/nochmal/code/"
        assert client.get("/konto/nochmal/mail/").url == "/konto/nochmal/code/"
        client.post(FACTORS + "app/entfernen/")
        assert factors(steward) == ["totp"]

    def test_somebody_elses_passkey_is_not_there(self, leader, steward):
        one = Authenticator.objects.create(user=leader, type="webauthn", data={"name": "x", "credential": {}})
        client = Client()
        sign_in(client, steward.email)
        assert client.post(f"{FACTORS}passkey/{one.pk}/entfernen/").status_code == 404
        assert factors(leader) == ["webauthn"]
