"""One after the other: a round opens each matter in its own page and ends in the list."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.worklist import walking
from tests.portal.worklist.piles import mark

pytestmark = pytest.mark.django_db
BEGIN, ONWARD, LEAVE = (reverse(f"worklist:{name}") for name in ("begin", "onward", "leave"))


@pytest.fixture
def three(letters):
    """Return a queue in which a, b and c wait, in this order."""
    for number, key in enumerate("abc"):
        letters.add(key, age=timedelta(days=3 - number))
    return letters


def test_a_round_leads_through_everything_and_back(client, tree, three):
    assert client.get(BEGIN).url == "/admin/?letters=a"
    page = client.get("/admin/").content.decode()
    assert ONWARD in page and LEAVE in page
    del three.waiting["a"]
    assert client.get(ONWARD).url == "/admin/?letters=b"
    assert client.get(ONWARD).url == "/admin/?letters=c", "b is skipped"
    del three.waiting["c"]
    answer = client.get(ONWARD, follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/worklist/"
    assert "2" in str(list(answer.context["messages"])[-1])
    assert client.get(ONWARD).url == "/admin/worklist/"


def test_a_round_begins_anywhere_and_keeps_the_filter(client, three, stones):
    stones.add("z")
    assert client.get(BEGIN, {"queue": "letters", "at": mark("letters", "b")}).url == "/admin/?letters=b"
    assert client.get(ONWARD).url == "/admin/?letters=c"
    assert client.get(LEAVE).url == "/admin/worklist/?queue=letters&at=letters%3Ac%3A"
    assert client.get(LEAVE).url == "/admin/worklist/"
    client.get(BEGIN, {"queue": "letters", "at": mark("letters", "b")})
    del three.waiting["c"]
    assert client.get(ONWARD).url == "/admin/?letters=a", "those before it come last"
    assert client.get(ONWARD).url == "/admin/worklist/?queue=letters"


@pytest.mark.parametrize("query", ["queue=x", "q=%00", "at=%00", "at=x", "queue=stones"])
def test_odd_beginnings_begin_nowhere_or_at_the_first(client, three, stones, query):
    answer = client.get(f"{BEGIN}?{query}")
    assert answer.status_code == 302
    assert answer.url.startswith(("/admin/worklist/", "/admin/?letters=a"))


class TestLeadingOn:
    """A form that settles the matter leads to the next one."""

    def sent(self, client, path: str = "/admin/eine/seite/", method: str = "post", status: int = 302) -> str:
        """Return where the answer to a request leads during somebody's round."""
        request = getattr(RequestFactory(), method)(path)
        request.session, request.user = client.session, self.person
        answer = walking.HttpResponse(status=status, headers={"Location": "/admin/woanders/"})
        return walking.WalkMiddleware(lambda _request: answer)(request)["Location"]

    @pytest.fixture(autouse=True)
    def round(self, client, worker, three):
        self.person = worker
        client.get(BEGIN)

    def test_only_once_it_waits_no_more(self, client, three):
        assert self.sent(client) == "/admin/woanders/"
        del three.waiting["a"]
        assert self.sent(client) == ONWARD

    @pytest.mark.parametrize(
        "asked",
        [
            {"method": "get"},
            {"status": 200},
            {"path": "/konto/"},
            {"path": "/admin/worklist/act/"},
        ],
    )
    def test_nothing_else_is_led_on(self, client, three, asked):
        del three.waiting["a"]
        assert self.sent(client, **asked) == "/admin/woanders/"

    def test_not_where_its_queue_cannot_be_read(self, client, three):
        del three.waiting["a"]
        three.breaks = True
        assert self.sent(client) == "/admin/woanders/"

    def test_not_without_a_round(self, client, three):
        client.get(LEAVE)
        del three.waiting["a"]
        assert self.sent(client) == "/admin/woanders/"


def test_keys_are_switched_off_for_the_account(client, worker, letters):
    keys = reverse("worklist:keys")
    assert "data-keys" in client.get("/admin/worklist/").content.decode()
    client.post(keys, {"keys": "off"})
    assert not UserProfile.get_for_user(worker).keyboard_shortcuts
    assert "data-keys" not in client.get("/admin/worklist/").content.decode()
    client.post(keys, {"keys": "x\0"})
    assert not UserProfile.objects.get(user=worker).keyboard_shortcuts
    client.post(keys, {"keys": "on"})
    assert UserProfile.objects.get(user=worker).keyboard_shortcuts
