"""The page behind a signed link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal import signed_links
from tests import builders
from tests.portal.urls_for_tests import WithdrawView

HOUR = timedelta(hours=1)
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.portal.urls_for_tests")]


@pytest.fixture(autouse=True)
def done():
    WithdrawView.done.clear()
    return WithdrawView.done


def address(subject="proposal-1", life=timedelta(days=1)):
    now = timezone.now()
    return reverse("withdraw", args=[signed_links.make("withdraw", subject, now + life, now)])


def test_looking_changes_nothing(client, done):
    url = address()
    for _scanner in range(3):
        assert client.get(url).content == b"Withdraw proposal-1?"
        assert client.head(url).status_code == 200
    assert not done


def test_pressing_the_button_acts_once(client, done):
    url = address()
    assert client.post(url).content == b"withdrawn"
    again = client.post(url)
    assert again.status_code == 410
    assert client.get(url).status_code == 410
    assert done == ["proposal-1"]


def test_a_link_pressed_again_says_that_all_is_done(client, tree, done):
    url = address(life=HOUR)
    client.post(url)
    for answer in (client.post(url), client.get(url)):
        assert answer.status_code == 410
        with builders.language("en"):
            assert "worked" in str(answer.context["text"])
        assert answer.context["title"] == answer.context["meta"].title
    assert done == ["proposal-1"]


def test_neither_cookie_nor_csrf_token_is_needed(done):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address()).status_code == 200
    assert not strict.cookies


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_keeps_the_address_to_itself(client, method):
    for url in (address(), reverse("withdraw", args=["broken"])):
        response = getattr(client, method)(url)
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert "ETag" not in response


@pytest.mark.parametrize(
    ("url", "word"),
    [(lambda: reverse("withdraw", args=["broken"]), "complete"), (lambda: address(life=-HOUR), "expired")],
)
def test_a_link_that_gives_no_right_says_why(client, tree, done, url, word):
    response = client.get(url())
    assert response.status_code == 410
    with builders.language("en"):
        assert word in str(response.context["text"])
    assert client.post(url()).status_code == 410
    assert not done


def test_a_failure_leaves_the_link_usable(client):
    client.raise_request_exception = False
    url = address("broken")
    assert client.post(url).status_code == 500
    assert client.get(url).status_code == 200
