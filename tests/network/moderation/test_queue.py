"""Pages to check, and trust, in the list of everything that waits: many at once, and back."""

from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from network.models import Submission
from network.moderation import queue, trusting
from network.moderation.waiting import open_submissions
from portal.registries import work_queues
from portal.worklist.reading import mark_of
from tests import builders
from tests.access.houses import house
from tests.network.moderation.submitted import NEW_WORDS, fresh, submitted

pytestmark = pytest.mark.django_db


def action(name):
    return next(one for one in queue.PAGES.actions if one.name == name)


def seen():
    return {item.key: item.version for item in queue.PAGES.items(None, timezone.now())}


def keys():
    return [str(pk) for pk in open_submissions().values_list("pk", flat=True)]


def test_both_queues_are_registered(ours, editor, office):
    assert work_queues["moderation"] is queue.PAGES
    assert (queue.PAGES.may(editor), queue.PAGES.may(ours.person)) == (True, False)
    assert (queue.TRUST.may(office), queue.TRUST.may(editor)) == (True, False)


def test_items_cost_one_query(tree, editor, django_assert_num_queries):
    for number in (2, 5):
        while open_submissions().count() < number:
            submitted(house(tree, f"Verein {Submission.objects.count()}"))
        with django_assert_num_queries(1):
            items = list(queue.PAGES.items(editor, timezone.now()))
        assert [item.key for item in items] == keys()
        assert all(item.due > item.since for item in items)


@pytest.mark.parametrize("name", ["approve", "send_back"])
def test_many_at_once_and_back(tree, editor, name):
    houses = [house(tree, f"Verein {number}") for number in range(3)]
    for one in houses:
        submitted(one)
    before = keys()
    outcome = action(name).run(editor, before, timezone.now(), seen=seen())
    assert (list(outcome.done), keys()) == (before, [])
    assert [fresh(one).summary == NEW_WORDS for one in houses] == [name == "approve"] * 3
    assert sorted(action(name).undo(editor, outcome.way_back, timezone.now())) == sorted(before)
    assert sorted(keys()) == sorted(before)
    assert not any(fresh(one).summary == NEW_WORDS for one in houses)


def test_what_cannot_be_done_is_left_with_its_reason(ours, editor):
    submission = submitted(ours)
    type(ours.page).objects.filter(pk=ours.page.pk).update(locked=True)
    sent = [str(submission.pk), "999999", "x", "\0"]
    outcome = action("approve").run(editor, sent, timezone.now(), seen=dict.fromkeys(sent, "") | seen())
    assert (outcome.done, outcome.way_back) == ((), None)
    assert set(outcome.refused) == {str(submission.pk), "999999"}


@pytest.mark.parametrize("name", ["approve", "send_back"])
@pytest.mark.parametrize("is_written_over", [True, False])
def test_many_are_decided_in_the_versions_that_were_shown(tree, editor, name, is_written_over):
    first, second = house(tree, "Verein Amsel"), house(tree, "Verein Buche")
    submissions = [submitted(one) for one in (first, second)]
    shown = seen()
    page = fresh(first).get_latest_revision_as_object()
    page.summary = "Noch niemand hat das gesehen, was hier steht."
    newest = page.latest_revision
    page.save_revision(user=newest.user, overwrite_revision=newest if is_written_over else None)
    outcome = action(name).run(editor, list(shown), timezone.now(), seen=shown)
    assert outcome.done == (str(submissions[1].pk),)
    assert set(outcome.refused) == {str(submissions[0].pk)}
    assert open_submissions().get() == submissions[0]


def test_the_list_binds_what_is_ticked_and_what_was_found(client, tree, editor):
    first, second = house(tree, "Verein Amsel"), house(tree, "Verein Buche")
    submitted(first), submitted(second)
    client.force_login(editor)
    page = client.get("/admin/worklist/")
    marks = [row.entry.mark for row in page.context["rows"]]
    written = fresh(first).get_latest_revision_as_object()
    written.summary = "Noch niemand hat das gesehen, was hier steht."
    written.save_revision(user=editor)
    act = {"do": "moderation.approve"}
    key = str(Submission.objects.get(page_id=first.page.pk).pk)
    client.post("/admin/worklist/act/", {**act, "entry": mark_of("moderation", key)})
    answer = client.post("/admin/worklist/act/", {**act, "entry": marks}, follow=True)
    assert "Verein Amsel" in " ".join(map(str, answer.context["messages"]))
    assert [fresh(one).summary == NEW_WORDS for one in (first, second)] == [False, True]
    found = {"scope": "found", "shown": page.context["shown_at"]}
    client.post("/admin/worklist/act/", {**act, **found})
    assert open_submissions().get().page_id == first.page.pk


@pytest.mark.django_db(transaction=True)
def test_an_approval_waits_for_whoever_writes_and_then_refuses(tree):
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    ours, editor = house(tree, "Verein Amsel"), builders.editor()
    key = str(submitted(ours).pk)
    shown, outcomes = seen(), []

    def decide():
        outcomes.append(action("approve").run(editor, [key], timezone.now(), seen=shown))
        connection.close()

    deciding = Thread(target=decide)
    with transaction.atomic():
        page = fresh(ours).get_latest_revision_as_object()
        page.summary = "Noch niemand hat das gesehen, was hier steht."
        page.save_revision(user=editor)
        deciding.start()
        deciding.join(1)
        assert not outcomes
    deciding.join()
    assert (outcomes[0].done, set(outcomes[0].refused)) == ((), {key})
    assert fresh(ours).summary != page.summary


def test_whoever_checks_nothing_does_nothing(ours):
    submission = submitted(ours)
    outcome = action("approve").run(ours.person, [str(submission.pk)], timezone.now(), seen=seen())
    assert outcome.done == ()
    assert fresh(ours).summary != NEW_WORDS


@pytest.mark.parametrize("level", ["new", "checked"])
def test_trust_for_many_and_back(tree, office, editor, level):
    entry = builders.organisation("Verein", trust=level)
    trust = next(one for one in queue.TRUST.actions if one.name == "trust")
    assert trust.run(editor, [str(entry.pk)], timezone.now()).done == ()
    outcome = trust.run(office, [str(entry.pk)], timezone.now())
    entry.refresh_from_db()
    assert (outcome.done, entry.trust) == ((str(entry.pk),), "trusted")
    assert list(trust.undo(office, outcome.way_back, timezone.now())) == [str(entry.pk)]
    entry.refresh_from_db()
    assert entry.trust == level


def test_a_suggestion_is_an_item(ours, office, editor):
    now = timezone.now()
    Submission.objects.bulk_create(
        Submission(
            page_id=ours.page.pk,
            organisation=ours.entry,
            settled_at=now,
            verdict="approved",
            settled_by=editor,
        )
        for _number in range(trusting.ENOUGH)
    )
    items = list(queue.TRUST.items(office, now))
    assert [(item.key, item.title) for item in items] == [(str(ours.entry.pk), "Verein Amsel")]
