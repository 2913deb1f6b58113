"""The door: address and password, or a link by e-mail."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts import links, throttle
from portal.http.rate_limit import RateLimit
from portal.models import MailWish, OutgoingMail, Throttle, UsedLink
from tests import builders
from tests.portal.accounts.doing import PASSWORD, SIGN_IN, is_in, last_link, link_for, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(tree):
    return builders.user("mitglied@example.org", password=PASSWORD)


@pytest.fixture
def hashes(monkeypatch):
    """Return a list that grows with each run of the password's hash."""
    runs = []
    encode = MD5PasswordHasher.encode

    def counted(self, *args, **kwargs):
        runs.append(1)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return runs


def said(answer) -> str:
    """Return a page without what differs by the request itself."""
    text = answer.content.decode()
    for part in ('name="csrfmiddlewaretoken"', 'value="'):
        text = "\n".join(line for line in text.splitlines() if part not in line)
    return text


def test_a_wrong_password_an_unknown_address_and_a_closed_account_get_the_same_answer(client, member, hashes):
    builders.user("zu@example.org", password=PASSWORD, is_active=False)
    builders.user("ohne@example.org")  # no password at all
    answers, work = [], []
    for email, password in (
        ("mitglied@example.org", "falsch"),
        ("niemand@example.org", "falsch"),
        ("niemand@example.org", PASSWORD),
        ("zu@example.org", PASSWORD),
        ("ohne@example.org", "falsch"),
    ):
        hashes.clear()
        answer = sign_in(client, email, password)
        answers.append((answer.status_code, said(answer)))
        work.append(len(hashes))
        assert not is_in(client)
    assert len(set(answers)) == 1
    assert set(work) == {1}


def test_the_right_password_opens_whatever_the_capitals_of_the_address(client, member):
    answer = sign_in(client, "Mitglied@Example.org")
    assert answer.status_code == 302
    assert answer.url == "/konto/"
    assert is_in(client)
    assert client.get("/konto/").status_code == 200


def test_guesses_end_for_known_and_unknown_addresses_alike(client, member, hashes):
    for email in ("mitglied@example.org", "niemand@example.org"):
        for _guess in range(10):
            sign_in(client, email, "falsch")
        hashes.clear()
        answer = sign_in(client, email)
        assert answer.status_code == 200
        assert answer.context["form"].has_error("__all__", "throttled")
        assert hashes == []
    assert not is_in(client)


def test_guesses_count_in_all_workers_together(member):
    for _guess in range(10):
        sign_in(Client(), "mitglied@example.org", "falsch")
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    assert sign_in(stranger, "mitglied@example.org").context["form"].has_error("__all__", "throttled")


def test_whoever_is_shut_out_by_guesses_comes_in_by_a_link(client, member):
    for _guess in range(11):
        sign_in(Client(), "mitglied@example.org", "falsch")
    client.post(link_for(client, "mitglied@example.org"))
    assert is_in(client)


def test_a_right_password_does_not_count(client, member):
    for _visit in range(30):
        one = Client()
        assert sign_in(one, "mitglied@example.org").status_code == 302


def test_one_network_cannot_try_many_addresses(monkeypatch, member):
    monkeypatch.setattr(throttle, "network", RateLimit(size=3, per_second=0.001))
    answers = [sign_in(Client(), f"nr{number}@example.org", "falsch") for number in range(4)]
    throttled = [answer.context["form"].has_error("__all__", "throttled") for answer in answers]
    assert throttled == [False, False, False, True]
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7"), "mitglied@example.org").status_code == 302


def test_tries_are_kept_without_address_or_name(client, member):
    sign_in(client, "mitglied@example.org", "falsch")
    (row,) = Throttle.objects.all()
    assert "mitglied" not in row.key
    assert len(row.key) == 64


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "javascript:alert(1)",
        "konto",
        "/" + "x" * 900,
    ],
)
def test_nobody_is_led_elsewhere(client, member, target):
    assert sign_in(client, "mitglied@example.org", next=target).url == "/konto/"


def test_whoever_wanted_something_is_led_there(client, member):
    assert sign_in(client, "mitglied@example.org", next="/konto/passwort/").url == "/konto/passwort/"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"email": "keine Adresse", "password": "x"},
        {"email": "a@example.org\x00", "password": "x"},
        {"email": "a@example.org", "password": "\x00"},
        {"email": ["a@example.org", "b@example.org"], "password": ["x", "y"]},
        {"email": "a" * 5000, "password": "x" * 5000},
        {"by_link": "1"},
        {"by_link": "1", "email": "'; DROP TABLE"},
    ],
)
def test_whatever_is_sent_gets_the_form(client, tree, data):
    assert client.post(SIGN_IN, data).status_code == 200
    assert not is_in(client)
    assert not MailWish.objects.exists()


def test_a_form_from_elsewhere_is_refused(member):
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client, "mitglied@example.org").status_code == 403


class TestLinks:
    """The link by e-mail."""

    def test_known_and_unknown_addresses_get_the_same_answer_for_the_same_work(self, client, member):
        client.post(SIGN_IN, {"email": "warm@example.org", "by_link": "1"})
        answers = []
        for email in ("mitglied@example.org", "niemand@example.org"):
            with CaptureQueriesContext(connection) as queries:
                answer = client.post(SIGN_IN, {"email": email, "by_link": "1"})
            kinds = tuple(query["sql"].split()[0] for query in queries.captured_queries)
            answers.append((answer.status_code, said(answer), kinds))
        assert len(set(answers)) == 1
        assert not any("portal_user" in query["sql"] for query in queries.captured_queries)
        assert not OutgoingMail.objects.exists()

    def test_only_an_open_account_gets_a_mail(self, client, member):
        builders.user("zu@example.org", is_active=False)
        for email in ("mitglied@example.org", "niemand@example.org", "zu@example.org"):
            link_for(client, email)
        assert list(OutgoingMail.objects.values_list("recipient", flat=True)) == ["mitglied@example.org"]
        assert not MailWish.objects.exists()

    def test_looking_signs_nobody_in(self, client, member):
        path = link_for(client, "mitglied@example.org")
        for _scanner in range(3):
            answer = Client().get(path)
            assert answer.status_code == 200
            assert b"mitglied@example.org" in answer.content
            assert "no-store" in answer["Cache-Control"]
        assert not UsedLink.objects.exists()

    def test_the_button_signs_in_once(self, client, member):
        path = link_for(client, "mitglied@example.org")
        assert client.post(path).url == "/konto/"
        assert is_in(client)
        other = Client()
        assert other.post(path).status_code == 410
        assert not is_in(other)

    def test_it_expires(self, client, member):
        now = timezone.now()
        token = links.sign_in_token(member, now - links.SIGN_IN_LIFE - timedelta(seconds=1))
        assert client.post(f"{SIGN_IN}{token}/").status_code == 410
        assert not is_in(client)

    @pytest.mark.parametrize("change", ["password", "email", "is_active"])
    def test_it_ends_with_the_account_as_it_was(self, client, member, change):
        path = link_for(client, "mitglied@example.org")
        if change == "password":
            member.set_password("ein anderes Kennwort")
        else:
            setattr(member, change, {"email": "neu@example.org", "is_active": False}[change])
        member.save()
        assert client.post(path).status_code == 410
        assert not is_in(client)

    def test_a_link_for_something_else_opens_nothing(self, client, member):
        token = links.new_address_token(member, "neu@example.org", timezone.now())
        assert client.post(f"{SIGN_IN}{token}/").status_code == 410
        assert client.post(f"{SIGN_IN}quatsch/").status_code == 410
        assert not is_in(client)

    def test_no_other_site_signs_somebody_in(self, client, member):
        path = link_for(client, "mitglied@example.org")
        answer = client.post(path, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 410
        assert not is_in(client)
        assert client.post(path, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302

    def test_it_leads_on_and_never_elsewhere(self, client, member):
        assert (
            client.post(link_for(client, "mitglied@example.org", next="/konto/passwort/")).url
            == "/konto/passwort/"
        )
        assert "next" not in link_for(Client(), "mitglied@example.org", next="https://example.com/")

    def test_whoever_was_somebody_else_is_no_more(self, client, member):
        other = builders.user("andere@example.org")
        path = link_for(client, "mitglied@example.org")
        client.force_login(other)
        session = client.session
        session["of"] = "andere"
        session.save()
        client.post(path)
        assert client.session["_auth_user_id"] == str(member.pk)
        assert "of" not in client.session

    def test_a_link_is_not_sent_twice_within_a_minute_and_the_one_before_works(self, client, member):
        path = link_for(client, "mitglied@example.org")
        link_for(client, "Mitglied@example.org")
        assert OutgoingMail.objects.count() == 1
        client.post(path)
        assert is_in(client)

    def test_whoever_used_a_link_may_ask_for_the_next_at_once(self, client, member):
        client.post(link_for(client, "mitglied@example.org"))
        other = Client()
        other.post(link_for(other, "mitglied@example.org"))
        assert is_in(other)

    def test_the_mail_says_how_long_in_its_language(self, client, member):
        client.post(f"/en{SIGN_IN}", {"email": "mitglied@example.org", "by_link": "1"})
        assert last_link("mitglied@example.org").startswith(f"/en{SIGN_IN}")
        mail = OutgoingMail.objects.get()
        assert "It works once" in mail.body
        assert mail.subject.startswith("Your link")


def test_pages_of_the_door_are_kept_by_nobody(client, tree):
    answer = client.get(SIGN_IN)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_whoever_is_in_is_led_on(client, member):
    client.force_login(member)
    assert client.get(f"{SIGN_IN}?next=/konto/passwort/").url == "/konto/passwort/"


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/"])
def test_whoever_is_in_and_may_not_go_on_is_not_sent_in_circles(client, member, path):
    client.force_login(member)
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == SIGN_IN
    assert f"?next={path}" in answer.content.decode()


def test_signing_out_takes_a_button(client, member):
    client.force_login(member)
    assert client.get("/konto/abmelden/").status_code == 405
    assert is_in(client)
    client.post("/konto/abmelden/")
    assert not is_in(client)
