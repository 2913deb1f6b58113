"""What a worker loads before its first request."""

import pytest
from django.db import OperationalError

from portal.registries import shared_loads, worker_starts
from search import warm_up
from search.engine_room import room
from tests.search.conftest import go_to


@pytest.mark.django_db
def test_afterwards_the_first_search_reads_no_documents(scene, django_assert_max_num_queries):
    warm_up.everything()
    assert room.is_built
    assert room.embedded.health()["documents"] == 4
    with django_assert_max_num_queries(2):
        room.follow()


@pytest.mark.django_db
def test_the_server_is_not_asked(scene, settings):
    go_to(settings, "http://127.0.0.1:9")
    warm_up.everything()
    assert room.breaker.state == "closed"


def test_a_database_that_is_not_there_yet_is_no_failure(monkeypatch):
    def failing():
        raise OperationalError("not there")

    monkeypatch.setattr(warm_up, "everything", failing)
    warm_up.quietly()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_not_wait_for_it(monkeypatch):
    import threading  # noqa: PLC0415

    may_go_on, done = threading.Event(), threading.Event()

    def slow():
        may_go_on.wait(60)
        done.set()

    monkeypatch.setattr(warm_up, "everything", slow)
    worker_starts["search"]()
    assert not done.is_set()
    may_go_on.set()
    assert done.wait(60)


@pytest.mark.django_db
def test_what_workers_share_is_loaded_before_they_part(scene, monkeypatch):
    closed = []
    monkeypatch.setattr(warm_up.connection, "close", lambda: closed.append(True))
    shared_loads["search"]()
    assert room.is_built
    assert closed
