"""The journal of changes and the generation that caches follow."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal import changes, registries
from portal.models import PendingChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def consumed(monkeypatch):
    """Return what a consumer was handed, as one list per call."""
    seen = []
    monkeypatch.setattr(
        registries.change_consumers, "_entries", {"test": lambda changed, n: seen.append((changed, n))}
    )
    return seen


def test_asking_for_the_generation_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        changes.generation()


def test_the_generation_changes_with_a_change_and_again_when_it_is_worked_in(consumed):
    seen = [changes.generation()]
    changes.record_ids([("a.b", 1)])
    seen.append(changes.generation())
    changes.record_ids([("a.b", 1)])
    seen.append(changes.generation())
    changes.drain()
    seen.append(changes.generation())
    assert len(set(seen)) == 4


def test_without_a_change_it_stays():
    assert changes.generation() == changes.generation()


def test_a_request_asks_once_until_it_changes_something_itself():
    with CaptureQueriesContext(connection) as queries, changes.reading_once():
        first = changes.generation()
        assert changes.generation() == first
    assert len(queries) == 1
    with changes.reading_once():
        first = changes.generation()
        changes.record_ids([("a.b", 1)])
        assert changes.generation() != first


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_is_never_taken_for_the_next_one():
    seen = set()
    for _round in range(3):
        try:
            with transaction.atomic():
                changes.record_ids([("a.b", 1)])
                seen.add(changes.generation())
                raise RuntimeError
        except RuntimeError:
            seen.add("rolled back")
    assert len(seen) == 4


def test_a_drain_hands_each_object_over_once(consumed):
    changes.record_ids([("a.b", 1), ("a.b", 2), ("a.b", 1)])
    assert changes.drain() == 3
    ((changed, _n),) = consumed
    assert changed == [("a.b", "1"), ("a.b", "2")]
    assert not PendingChange.objects.exists()


def test_one_failing_object_does_not_hold_the_others_up(monkeypatch):
    worked_in = []

    def consumer(changed, n):
        if ("a.b", "2") in changed:
            raise ValueError("two is broken")
        worked_in.extend(changed)

    monkeypatch.setattr(registries.change_consumers, "_entries", {"test": consumer})
    changes.record_ids([("a.b", 1), ("a.b", 2), ("a.b", 3)])
    assert changes.drain() == 2
    assert worked_in == [("a.b", "1"), ("a.b", "3")]
    (left,) = PendingChange.objects.all()
    assert (left.object_id, left.attempts) == ("2", 1)
    assert "two is broken" in left.error


def test_a_hopeless_change_is_left_alone_in_the_end(monkeypatch):
    def consumer(changed, n):
        raise ValueError

    monkeypatch.setattr(registries.change_consumers, "_entries", {"test": consumer})
    changes.record_ids([("a.b", 1)])
    for _round in range(changes.MAX_ATTEMPTS + 2):
        changes.drain()
    assert PendingChange.objects.get().attempts == changes.MAX_ATTEMPTS


@pytest.mark.django_db(transaction=True)
def test_changes_are_worked_in_right_after_the_commit(consumed):
    with transaction.atomic():
        changes.record_ids([("a.b", 1)])
        assert not consumed
    assert len(consumed) == 1


def test_the_clock_rises():
    first = changes.tick()
    assert changes.tick() == first + 1
