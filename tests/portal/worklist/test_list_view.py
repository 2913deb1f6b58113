"""The list: who sees what, in which order, filtered by what, at what cost."""

import logging
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.registries import work_queues
from portal.worklist import owning
from portal.worklist.queues import LONGEST
from portal.worklist.reading import read
from tests import builders
from tests.portal.worklist.piles import mark, pile

pytestmark = pytest.mark.django_db
URL = "/admin/worklist/"


def titles(client, query: str = "") -> list[str]:
    """Return the titles in the list."""
    answer = client.get(f"{URL}?{query}")
    assert answer.status_code == 200
    return [row.entry.item.title for row in answer.context["rows"]]


def test_what_is_due_comes_first_then_what_waits_longest(client, letters, stones):
    now = timezone.now()
    letters.add("new")
    letters.add("old", age=timedelta(days=9))
    stones.add("soon", age=timedelta(minutes=1), due=now + timedelta(hours=1))
    stones.add("older", age=timedelta(days=30), due=now + timedelta(hours=1))
    assert titles(client) == ["letters old", "stones older", "stones soon", "letters new"]
    page = client.get(URL).content.decode()
    assert page.count('<tr data-row class="worklist-late">') == 1
    assert "2 Tage überfällig" in page or "2 days late" in page


def test_each_queue_has_its_patience(client, worker):
    quick, slow = pile("quick", patience=timedelta(days=1)), pile("slow", patience=timedelta(days=30))
    quick.add("a", age=timedelta(days=2))
    slow.add("a", age=timedelta(days=20))
    assert titles(client, "overdue=on") == ["quick a"]


def test_everybody_sees_their_queues_and_others_nothing(client, db):
    secret = pile("secret", may=lambda user: user.is_superuser)
    shared = pile("shared", may=lambda user: user.email.startswith("amt"))
    secret.add("a")
    shared.add("b")
    access = Permission.objects.get(codename="access_admin")
    group = Group.objects.create(name="Alle")
    group.permissions.add(access)
    clerk, other = builders.user("amt@example.org"), builders.user("verein@example.org")
    for person in (clerk, other):
        person.groups.add(group)
    for person, found in ((builders.superuser(), ["secret a"]), (clerk, ["shared b"])):
        client.force_login(person)
        assert titles(client) == found
    client.force_login(other)
    for name in ("list", "act", "own", "begin", "onward", "leave", "keys"):
        for ask in (client.get, client.post):
            assert ask(reverse(f"worklist:{name}")).status_code == 404
    client.logout()
    assert client.get(URL).status_code == 302


def test_filters_find_what_they_say(client, worker, letters, stones):
    letters.add("a", age=timedelta(days=8), organisation="Café Süd")
    letters.add("b", age=timedelta(days=2), detail="Ein Wort über Äpfel")
    stones.add("c", kind="rund")
    board = read(worker, timezone.now())
    other = builders.superuser("zweite@example.org")
    owning.give([board.find(("letters", "a"))], worker, timezone.now())
    owning.give([board.find(("letters", "b"))], other, timezone.now())
    for query, found in (
        ("", ["letters a", "letters b", "stones c"]),
        ("queue=stones", ["stones c"]),
        ("queue=stones&queue=letters", ["letters a", "letters b", "stones c"]),
        ("owner=mine", ["letters a"]),
        ("owner=free", ["stones c"]),
        ("owner=others", ["letters b"]),
        ("age=1", ["letters a", "letters b"]),
        ("age=7", ["letters a"]),
        ("age=30", []),
        ("overdue=on", ["letters a"]),
        ("q=süd", ["letters a"]),
        ("q=äpfel+wort", ["letters b"]),
        ("q=RUND", ["stones c"]),
        ("q=rund+letters", []),
    ):
        assert titles(client, query) == found, query


@pytest.mark.parametrize(
    "query", ["queue=foreign", "queue=%00", "owner=everybody", "age=-1", "age=1e9", "q=%00", f"q={'x' * 101}"]
)
def test_what_cannot_be_asked_gets_a_message_and_nothing(client, letters, query):
    letters.add("a")
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer.context["rows"]) == (200, [])
    assert answer.context["filter"].errors
    assert 'class="help-block help-critical"' in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["p=999", "p=-1", "p=x", "p=%00", "at=%00", "at=a:b", "at=a:b:c", "sort=x", "at=%ff"]
)
def test_odd_pages_and_rows_are_the_nearest(client, letters, query):
    letters.add("a")
    assert titles(client, query) == ["letters a"]


def test_a_queue_that_breaks_is_named_and_logged_and_the_others_are_shown(client, letters, stones, caplog):
    letters.add("a")
    stones.add("b")
    stones.breaks = True
    with caplog.at_level(logging.ERROR, "portal.worklist"):
        answer = client.get(URL)
    assert [row.entry.item.title for row in answer.context["rows"]] == ["letters a"]
    assert "“Stones”" in answer.content.decode() or "„Stones“" in answer.content.decode()
    assert "stones could not be read" in caplog.text


def test_a_queue_without_end_is_cut_and_said_so(client, letters):
    letters.add(*map(str, range(LONGEST + 5)))
    answer = client.get(URL)
    assert answer.context["total"] == LONGEST
    assert answer.context["too_long"] == ["Letters"]


def test_pages_keep_the_filter_and_a_row_is_found_on_its_page(client, letters, stones):
    letters.add(*(f"{number:03}" for number in range(60)), age=timedelta(days=1))
    stones.add("z")
    answer = client.get(f"{URL}?queue=letters&p=2")
    assert len(answer.context["rows"]) == 10
    assert "?queue=letters&amp;p=1" in answer.content.decode()
    answer = client.get(f"{URL}?{urlencode({'at': mark('letters', '055')})}")
    assert answer.context["page_obj"].number == 2
    assert answer.content.decode().count(" autofocus>") == 1


def test_the_list_costs_as_much_with_many(client, worker, letters, stones):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(URL).status_code == 200
        return len(found)

    def fill(number: int) -> None:
        letters.add(*(f"{number}-{n}" for n in range(number)))
        owning.give(read(worker, timezone.now()).entries, worker, timezone.now())

    fill(3)
    queries()
    few = queries()
    fill(30)
    assert queries() == few
    assert few < 25


def test_desk_and_menu_count_and_lead(client, tree, letters, stones):
    letters.add("a", "b", age=timedelta(days=9))
    stones.add("c")
    page = client.get("/admin/").content.decode()
    assert 'href="/admin/worklist/?overdue=on"><strong>2</strong>' in page
    assert 'href="/admin/worklist/?queue=stones"><strong>1</strong>' in page
    assert "(3)" in page
    assert letters.reads == 1
    letters.waiting.clear()
    client.get(URL)
    assert "(1)" in client.get("/admin/account/").content.decode()


def test_the_menu_does_not_read_every_queue_on_every_page(client, tree, letters):
    letters.add("a")
    client.get("/admin/account/")
    letters.breaks = True
    assert "(1)" in client.get("/admin/account/").content.decode()


def test_whoever_has_no_queue_has_no_menu_and_no_panel(client, tree, worker):
    page = client.get("/admin/").content.decode()
    assert "/admin/worklist/" not in page


def test_nothing_waits(client, letters):
    assert titles(client) == []
    assert work_queues.get("letters") is not None
