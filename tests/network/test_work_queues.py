"""What of the register waits in the office's list: hints, pairs, words, and entries that nobody confirms."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import (
    Asking,
    Correction,
    DuplicatePair,
    Freshness,
    Organisation,
    OrganisationPage,
    Stewardship,
)
from portal.models import OutgoingMail
from portal.registries import work_queues
from portal.worklist.models import WorkStep
from portal.worklist.reading import mark_of, read
from tests import builders
from tests.network.freshness_cases import case

pytestmark = pytest.mark.django_db
URL = "/admin/worklist/"


@pytest.fixture
def clerk(tree):
    """Return somebody of the office."""
    return builders.office("amt@example.org")


@pytest.fixture
def desk(client, clerk):
    """Return a browser in which the office is signed in."""
    client.force_login(clerk)
    return client


def keys(user, name: str) -> list[str]:
    """Return the keys of what waits in a queue."""
    return [entry.item.key for entry in read(user, timezone.now(), [name]).entries]


def press(desk, deed: str, *chosen: str) -> str:
    """Do something to what waits, as it is shown, and return what is said."""
    name = deed.partition(".")[0]
    board = read(desk.person, timezone.now(), [name]) if hasattr(desk, "person") else None
    marks = [entry.mark for entry in board.entries if entry.item.key in chosen] if board else []
    marks = marks or [mark_of(name, key) for key in chosen]
    answer = desk.post(f"{URL}act/", {"do": deed, "entry": marks}, follow=True)
    return " ".join(map(str, answer.context["messages"]))


def undo(desk) -> str:
    """Take the latest step back and return what is said."""
    step = WorkStep.objects.first()
    answer = desk.post(f"{URL}undo/{step.pk}/", follow=True)
    return " ".join(map(str, answer.context["messages"]))


def test_editors_and_stewards_see_nothing_of_the_register(client, tree):
    entry = builders.organisation("Kanariverein")
    Correction.objects.create(organisation=entry, text="Kanarihinweis")
    editor, steward = builders.editor(), builders.steward(entry)
    for name in ("hints", "out of date", "entries twice", "words"):
        assert not work_queues[name].may(editor)
        assert not work_queues[name].may(steward)
    client.force_login(editor)
    assert "Kanari" not in client.get(URL).content.decode()


class TestHints:
    def test_they_wait_are_decided_and_wait_again(self, desk, clerk, tree):
        entry = builders.organisation("Haus Süd")
        hints = [Correction.objects.create(organisation=entry, text=f"Falsch {n}") for n in range(2)]
        Correction.objects.create(organisation=entry, text="Erledigt", status="done")
        chosen = [str(hint.pk) for hint in hints]
        assert set(keys(clerk, "hints")) == set(chosen)
        press(desk, "hints.rejected", *chosen)
        assert keys(clerk, "hints") == []
        assert Correction.objects.filter(status="rejected").count() == 2
        Correction.objects.filter(pk=hints[0].pk).update(status="done")
        assert "Falsch 0" in undo(desk)
        assert keys(clerk, "hints") == [chosen[1]]

    def test_opening_one_and_saving_it_leads_on(self, desk, tree):
        entry = builders.organisation("Haus Süd")
        hints = [Correction.objects.create(organisation=entry, text=f"Falsch {n}") for n in range(2)]
        first = desk.get(f"{URL}begin/").url
        answer = desk.post(first, {"status": "open"})
        assert answer.url != f"{URL}onward/", "nothing is decided yet"
        assert desk.post(first, {"status": "done"}).url == f"{URL}onward/"
        assert desk.get(f"{URL}onward/").url.endswith(f"/edit/{hints[1].pk}/")


class TestPairs:
    def test_two_that_are_two_stay_apart_until_it_is_taken_back(self, desk, clerk, proposed):
        pair = DuplicatePair.objects.get()
        (item,) = read(clerk, timezone.now(), ["entries twice"]).entries
        assert item.item.title == f"{pair.first} – {pair.second}"
        assert desk.get(item.item.url).status_code == 200
        press(desk, "entries twice.two", str(pair.pk))
        assert keys(clerk, "entries twice") == []
        assert DuplicatePair.objects.get().dismissed_by == clerk
        undo(desk)
        assert keys(clerk, "entries twice") == [str(pair.pk)]

    def test_the_page_of_a_pair_says_that_it_is_two(self, desk, clerk, proposed):
        pair = DuplicatePair.objects.get()
        first = desk.get(f"{URL}begin/?queue=entries+twice").url
        assert 'value="two"' in desk.get(first).content.decode()
        assert desk.post(first, {"do": "two"}).url == f"{URL}onward/"
        assert DuplicatePair.objects.get(pk=pair.pk).dismissed_at
        assert 'value="two"' not in desk.get(first).content.decode()


class TestWords:
    def test_words_go_and_come_back(self, desk, clerk, tree):
        entry = builders.organisation("Haus Süd", unmatched={"topics": ["Wetter", "Klima"]})
        (item,) = read(clerk, timezone.now(), ["words"]).entries
        assert "Wetter" in item.item.detail
        desk.post(f"{URL}act/", {"do": "words.settle", "entry": item.mark})
        entry.refresh_from_db()
        assert entry.unmatched == {}
        undo(desk)
        entry.refresh_from_db()
        assert entry.unmatched == {"topics": ["Wetter", "Klima"]}

    def test_words_that_came_since_stay(self, desk, tree):
        entry = builders.organisation("Haus Süd", unmatched={"topics": ["Wetter"]})
        press(desk, "words.settle", str(entry.pk))
        Organisation.objects.filter(pk=entry.pk).update(unmatched={"topics": ["Neu"]})
        assert "Haus Süd" in undo(desk)
        entry.refresh_from_db()
        assert entry.unmatched == {"topics": ["Neu"]}

    def test_an_entry_that_was_saved_since_it_was_shown_is_left(self, desk, clerk, tree):
        entry = builders.organisation("Haus Süd", unmatched={"topics": ["Wetter"]})
        (item,) = read(clerk, timezone.now(), ["words"]).entries
        entry.unmatched = {"topics": ["Anderes"]}
        entry.save()
        desk.post(f"{URL}act/", {"do": "words.settle", "entry": item.mark})
        entry.refresh_from_db()
        assert entry.unmatched


class TestSilentEntries:
    def silent(self, tree, title: str = "Stiller Verein", days: int = 20):
        one = case(tree, title=title)
        day = timezone.localdate() - timedelta(days=days)
        Asking.objects.create(
            organisation=one.entry, asked={"x": ""}, stage="office", begun_on=day, stage_on=day
        )
        return one

    def test_those_with_the_office_wait(self, clerk, tree):
        one = self.silent(tree)
        other = case(tree, title="Gefragt")
        today = timezone.localdate()
        Asking.objects.create(organisation=other.entry, stage="first", begun_on=today, stage_on=today)
        (entry,) = read(clerk, timezone.now(), ["out of date"]).entries
        assert (entry.item.key, entry.is_overdue) == (str(one.page.pk), True)

    @pytest.mark.parametrize("deed", ["outdated", "archive", "remind"])
    def test_what_the_office_does_takes_them_away_and_back(self, desk, clerk, tree, deed):
        one = self.silent(tree)
        press(desk, f"out of date.{deed}", str(one.page.pk))
        assert keys(clerk, "out of date") == []
        page = OrganisationPage.objects.get(pk=one.page.pk)
        assert page.live == (deed != "archive")
        assert Freshness.objects.filter(outdated_since__isnull=False).exists() == (deed == "outdated")
        assert OutgoingMail.objects.exists() == (deed == "remind")
        undo(desk)
        assert keys(clerk, "out of date") == [str(one.page.pk)]

    def test_what_cannot_be_done_is_named(self, desk, clerk, tree):
        locked, free = self.silent(tree, "Gesperrt"), self.silent(tree, "Frei")
        OrganisationPage.objects.filter(pk=locked.page.pk).update(locked=True)
        said = press(desk, "out of date.archive", str(locked.page.pk), str(free.page.pk))
        assert "Gesperrt (" in said
        assert keys(clerk, "out of date") == [str(locked.page.pk)]

    def test_what_was_confirmed_since_is_not_marked(self, desk, tree):
        one = self.silent(tree)
        Freshness.objects.create(page_id=one.page.pk, page_on=timezone.localdate())
        Stewardship.objects.all().delete()
        for kind in ("hours_on", "offers_on", "contacts_on"):
            Freshness.objects.update(**{kind: timezone.localdate()})
        press(desk, "out of date.outdated", str(one.page.pk))
        assert not Freshness.objects.filter(outdated_since__isnull=False).exists()


def test_each_queue_costs_as_much_with_many(clerk, tree):
    def fill(number: int) -> None:
        for n in range(number):
            one = TestSilentEntries().silent(tree, f"Verein {number}-{n}")
            Correction.objects.create(organisation=one.entry, text="Falsch")
            Organisation.objects.filter(pk=one.entry.pk).update(unmatched={"topics": ["x"]})
            other = builders.organisation()
            first, second = sorted((one.entry.pk, other.pk))
            DuplicatePair.objects.create(first_id=first, second_id=second, likeness=90, reasons=["name"])

    def cost(name: str) -> int:
        list(work_queues[name].items(clerk, timezone.now()))  # settings and locales are known then
        with CaptureQueriesContext(connection) as found:
            items = list(work_queues[name].items(clerk, timezone.now()))
        assert items
        return len(found)

    names = ("hints", "out of date", "entries twice", "words")
    fill(3)
    few = {name: cost(name) for name in names}
    fill(12)
    assert {name: cost(name) for name in names} == few
    assert sum(few.values()) < 10, few
