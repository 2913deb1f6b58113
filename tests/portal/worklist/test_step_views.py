"""What the buttons of the list do: to one, to many, to all that was found; owners; and the way back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.registries import work_queues
from portal.worklist import acting, owning
from portal.worklist.models import WorkAssignment, WorkStep
from portal.worklist.reading import mark_of, read
from tests import builders
from tests.portal.worklist.piles import mark, pile

pytestmark = pytest.mark.django_db
ACT, OWN = "/admin/worklist/act/", "/admin/worklist/owner/"


def told(answer) -> str:
    """Return what the messages of a page say."""
    return " ".join(str(message) for message in answer.context["messages"])


def do(client, deed: str, *marks: str, query: str = "", **fields) -> str:
    """Press the button below the list and return what is said."""
    return told(client.post(f"{ACT}?{query}", {"do": deed, "entry": marks, **fields}, follow=True))


def undo(client, step: WorkStep) -> str:
    """Press the button that takes a step back and return what is said."""
    return told(client.post(reverse("worklist:undo", args=[step.pk]), follow=True))


class TestActing:
    def test_many_are_done_and_the_rest_is_named(self, client, letters, stones):
        letters.add("a", "b", "c")
        letters.stubborn = {"b"}
        stones.add("z")
        marks = [mark("letters", "a"), mark("letters", "b"), mark("stones", "z"), mark("letters", "gone")]
        said = do(client, "letters.done", *marks)
        assert set(letters.done) == {"a"}
        assert "letters b (it is stubborn)" in said
        assert "stones z (" in said
        step = WorkStep.objects.get()
        assert (step.titles, step.way_back) == ({"a": "letters a"}, {"keys": ["a"]})
        assert set(stones.waiting) == {"z"}

    def test_the_button_of_a_row_does_one_and_leads_to_the_next(self, client, letters):
        for number, key in enumerate("abc"):
            letters.add(key, age=timedelta(days=3 - number))
        value = f"letters.done|{mark('letters', 'b')}"
        data = {"one": value, "scope": "found", "shown": timezone.now().isoformat(), "do": "letters.rare"}
        answer = client.post(ACT, {**data, "entry": [mark("letters", "a")]})
        assert set(letters.done) == {"b"}
        assert answer.url == "/admin/worklist/?at=letters%3Ac%3A"
        answer = client.post(ACT, {"one": f"letters.done|{mark('letters', 'c')}"}, follow=True)
        here = [row.entry.item.key for row in answer.context["rows"] if row.is_here]
        assert here == ["a"], "after the last one the row before it"

    def test_what_changed_since_it_was_shown_is_left(self, client, letters):
        letters.add("a", version="1")
        shown = mark("letters", "a", "1")
        letters.change("a", version="2")
        assert "letters a (" in do(client, "letters.done", shown)
        assert not letters.done
        do(client, "letters.done", mark("letters", "a", "2"))
        assert letters.done

    def test_all_that_was_found_means_the_filter_and_the_moment_it_was_shown(self, client, letters):
        letters.add("a", "b", organisation="Süd")
        letters.add("c", organisation="Nord")
        shown = (timezone.now() - timedelta(minutes=5)).isoformat()
        letters.add("late", age=timedelta(minutes=1), organisation="Süd")
        do(client, "letters.done", query="q=süd", scope="found", shown=shown)
        assert set(letters.done) == {"a", "b"}

    @pytest.mark.parametrize("shown", ["", "x", "2026-13-01T00:00:00+00:00", "2026-01-01T00:00:00", "\0"])
    def test_all_that_was_found_at_no_moment_is_nothing(self, client, letters, shown):
        letters.add("a")
        do(client, "letters.done", scope="found", shown=shown)
        assert not letters.done

    def test_all_of_a_filter_that_makes_no_sense_is_nothing(self, client, letters):
        letters.add("a")
        do(client, "letters.done", query="queue=x", scope="found", shown=timezone.now().isoformat())
        assert not letters.done

    def test_at_most_a_hundred_at_once(self, client, letters):
        letters.add(*map(str, range(acting.MOST + 5)))
        do(client, "letters.done", scope="found", shown=timezone.now().isoformat())
        assert len(letters.done) == acting.MOST

    def test_an_action_that_asks_does_nothing_before_it_is_told(self, client, letters):
        letters.add("a")
        answer = client.post(ACT, {"do": "letters.say", "entry": [mark("letters", "a")]})
        assert answer.status_code == 200
        assert "Why?" in answer.content.decode()
        assert (
            client.post(ACT, {"do": "letters.say", "entry": [mark("letters", "a")], "text": " "}).status_code
            == 400
        )
        too_long = {"do": "letters.say", "entry": [mark("letters", "a")], "text": "x" * 501}
        assert client.post(ACT, too_long).status_code == 400
        assert not letters.done
        do(client, "letters.say", mark("letters", "a"), text=" Weil. ")
        assert (set(letters.done), letters.said) == ({"a"}, ["Weil."])

    def test_an_action_is_done_to_its_kinds_only(self, client, letters):
        letters.add("a")
        letters.add("b", kind="rare")
        do(client, "letters.rare", mark("letters", "a"), mark("letters", "b"))
        assert set(letters.done) == {"b"}
        page = client.get("/admin/worklist/").content.decode()
        assert "letters.rare|letters%3Aa" not in page

    def test_an_action_that_breaks_changes_nothing_and_is_logged(self, client, letters, caplog):
        letters.add("bang")
        said = do(client, "letters.done", mark("letters", "bang"))
        assert "nichts geändert" in said or "nothing was changed" in said
        assert "action done failed" in caplog.text
        assert not WorkStep.objects.exists()

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"do": "letters.burn", "entry": ["letters:a:"]},
            {"do": "stones.done", "entry": ["letters:a:"]},
            {"do": "letters.done"},
            {
                "do": "letters.done",
                "entry": ["letters:a", "x", ":", "::::", "\0:\0:\0", "letters:%00:", "%ff:%ff:%ff"],
            },
            {"one": "letters.done|"},
            {"one": "|letters:a:"},
            {"one": "\0|\0"},
            {"do": "letters.done\0", "entry": ["letters:a:"]},
        ],
    )
    def test_hostile_presses_change_nothing_and_get_a_message(self, client, letters, data):
        letters.add("a")
        answer = client.post(ACT, data, follow=True)
        assert answer.status_code == 200
        assert told(answer)
        assert not letters.done

    def test_only_a_press_acts(self, client, letters):
        letters.add("a")
        assert client.get(ACT).status_code == 405
        assert client.get(OWN).status_code == 405

    def test_a_queue_that_one_may_not_see_is_not_touched(self, client, worker):
        secret = pile("secret", may=lambda user: False)
        pile("open")
        secret.add("a")
        do(client, "secret.done", mark("secret", "a"))
        assert not secret.done


class TestUndoing:
    def test_what_was_done_waits_again_once(self, client, letters):
        letters.add("a", "b")
        do(client, "letters.done", mark("letters", "a"), mark("letters", "b"))
        step = WorkStep.objects.get()
        page = client.get("/admin/worklist/").content.decode()
        assert page.count('method="post"') == page.count("csrfmiddlewaretoken") == 3
        assert page.count(reverse("worklist:undo", args=[step.pk])) == 2
        undo(client, step)
        assert set(letters.waiting) == {"a", "b"}
        letters.done["a"] = letters.waiting.pop("a")
        undo(client, step)
        assert set(letters.waiting) == {"b"}, "the second press does nothing"
        assert "worklist/undo/" not in client.get("/admin/worklist/").content.decode()

    def test_what_changed_meanwhile_stays_and_is_named(self, client, letters):
        letters.add("a", "b")
        do(client, "letters.done", mark("letters", "a"), mark("letters", "b"))
        del letters.done["b"]
        assert "letters b" in undo(client, WorkStep.objects.get())
        assert set(letters.waiting) == {"a"}

    def test_only_ones_own_steps_and_only_for_a_day(self, client, letters, worker):
        letters.add("a", "b")
        do(client, "letters.done", mark("letters", "a"))
        step = WorkStep.objects.get()
        client.force_login(builders.superuser("zweite@example.org"))
        assert client.post(reverse("worklist:undo", args=[step.pk])).status_code == 404
        assert client.post(reverse("worklist:undo", args=[999])).status_code == 404
        assert "worklist/undo/" not in client.get("/admin/worklist/").content.decode()
        client.force_login(worker)
        WorkStep.objects.update(at=timezone.now() - timedelta(hours=25))
        undo(client, step)
        assert "a" in letters.done
        assert acting.forget(timezone.now() - acting.KEEP) == 1

    def test_what_cannot_be_undone_says_so(self, client, letters):
        letters.add("a")
        do(client, "letters.say", mark("letters", "a"), text="Weil")
        assert undo(client, WorkStep.objects.get())
        assert "a" in letters.done

    def test_a_way_back_that_breaks_leaves_the_step_as_it_was(self, client, letters, monkeypatch):
        letters.add("a")
        do(client, "letters.done", mark("letters", "a"))
        step = WorkStep.objects.get()
        WorkStep.objects.update(way_back={"nonsense": 1})
        undo(client, step)
        step.refresh_from_db()
        assert step.undone_at is None

    def test_a_step_of_a_queue_that_is_gone_is_told_and_stays(self, client, letters, stones):
        letters.add("a")
        do(client, "letters.done", mark("letters", "a"))
        del work_queues._entries["letters"]
        assert client.get("/admin/worklist/").status_code == 200
        assert undo(client, WorkStep.objects.get())


class TestOwners:
    def owner(self, key: str):
        row = WorkAssignment.objects.filter(queue="letters", key=key).first()
        return row and row.owner

    def test_taken_over_given_and_released(self, client, letters, worker):
        letters.add("a", "b")
        other = builders.superuser("zweite@example.org")
        client.post(OWN, {"own": f"take|{mark('letters', 'a')}"})
        assert (self.owner("a"), self.owner("b")) == (worker, None)
        ticked = [mark("letters", "a"), mark("letters", "b")]
        client.post(OWN, {"own": "give", "entry": ticked, "person": str(other.pk)})
        assert (self.owner("a"), self.owner("b")) == (other, other)
        client.post(OWN, {"own": "take", "entry": ticked})
        client.post(OWN, {"own": f"release|{mark('letters', 'b')}"})
        assert (self.owner("a"), self.owner("b")) == (worker, None)

    def test_nobody_gets_what_they_may_not_see(self, client, worker):
        secret = pile("letters", may=lambda user: user.email.startswith("leitung"))
        secret.add("a")
        other = builders.superuser("zweite@example.org")
        answer = client.post(
            OWN, {"own": "give", "entry": [mark("letters", "a")], "person": str(other.pk)}, follow=True
        )
        assert "letters a" in told(answer)
        assert self.owner("a") is None

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"own": "give", "entry": ["letters:a:"]},
            {"own": "give", "entry": ["letters:a:"], "person": "x"},
            {"own": "burn", "entry": ["letters:a:"]},
            {"own": "take"},
            {"own": "take|x"},
            {"own": "\0|\0"},
        ],
    )
    def test_hostile_presses_change_nothing(self, client, letters, data):
        letters.add("a")
        assert told(client.post(OWN, data, follow=True))
        assert not WorkAssignment.objects.exists()

    def test_members_are_no_colleagues(self, db):
        leader, member = builders.superuser(), builders.user()
        gone = builders.superuser("weg@example.org", is_active=False)
        assert leader in owning.colleagues()
        assert not {member, gone} & set(owning.colleagues())

    def test_what_waits_no_more_has_no_owner(self, worker, letters, stones):
        letters.add("a", "b")
        stones.add("c")
        owning.give(read(worker, timezone.now()).entries, worker, timezone.now())
        del letters.waiting["a"]
        stones.breaks = True
        later = timezone.now() + timedelta(hours=1)
        assert owning.tidy(later).startswith("1 ")
        assert (self.owner("a"), self.owner("b")) == (None, worker)
        assert WorkAssignment.objects.filter(queue="stones").exists(), "unread is not gone"
        worker.is_active = False
        worker.save()
        owning.tidy(later)
        assert not WorkAssignment.objects.exists()

    def test_marks_hold_any_key(self, client, letters, worker):
        key = "a:b/ä?&%"
        letters.add(key)
        client.post(OWN, {"own": f"take|{mark_of('letters', key)}"})
        assert self.owner(key) == worker
