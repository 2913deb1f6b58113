"""Pages to check, and trust, in the list of everything that waits: many at once, and back."""

import pytest
from django.utils import timezone

from network.models import Submission
from network.moderation import queue, trusting
from network.moderation.waiting import open_submissions
from portal.registries import work_queues
from tests import builders
from tests.access.houses import house
from tests.network.moderation.submitted import NEW_WORDS, fresh, submitted

pytestmark = pytest.mark.django_db


def action(name):
    return next(one for one in queue.PAGES.actions if one.name == name)


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
    outcome = action(name).run(editor, before, timezone.now())
    assert (list(outcome.done), keys()) == (before, [])
    assert [fresh(one).summary == NEW_WORDS for one in houses] == [name == "approve"] * 3
    assert sorted(action(name).undo(editor, outcome.way_back, timezone.now())) == sorted(before)
    assert sorted(keys()) == sorted(before)
    assert not any(fresh(one).summary == NEW_WORDS for one in houses)


def test_what_cannot_be_done_is_left_with_its_reason(ours, editor):
    submission = submitted(ours)
    type(ours.page).objects.filter(pk=ours.page.pk).update(locked=True)
    outcome = action("approve").run(editor, [str(submission.pk), "999999", "x", "\0"], timezone.now())
    assert (outcome.done, outcome.way_back) == ((), None)
    assert set(outcome.refused) == {str(submission.pk), "999999"}


def test_whoever_checks_nothing_does_nothing(ours):
    submission = submitted(ours)
    outcome = action("approve").run(ours.person, [str(submission.pk)], timezone.now())
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
