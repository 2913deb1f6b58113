"""What every test shares."""

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from pytest_django.plugin import blocking_manager_key

from portal import content_cache
from portal.http import page_cache
from search.engine_room import room
from tests import baseline
from tests.elasticsearch.fixtures import *  # noqa: F403 - makes the fixture known


def pytest_collection_finish() -> None:
    """Look for circles of garbage less often: what is loaded now stays, and a test ends before they matter."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    """Start every test with empty caches: a rolled-back test repeats the generation numbers of the next one."""
    for name in caches:
        caches[name].clear()
    content_cache.clear()
    page_cache.store.clear()
    yield


@pytest.fixture(autouse=True)
def new_engines() -> Iterator[None]:
    """Start every test with engines that know nothing: clocks of rolled-back tests repeat, too."""
    room.reset()
    yield


# Where what the menu of the admin counts is itself looked at.
COUNTED = ("tests/portal/worklist/", "tests/access/test_budgets.py")


@pytest.fixture(autouse=True)
def quiet_menu(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the number in the menu cost nothing: it is counted once a minute, in whichever test that falls."""
    if not request.node.nodeid.startswith(COUNTED):
        monkeypatch.setattr("portal.worklist.counting.waiting", lambda user, now: 0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the test database and keep what the migrations wrote."""
    with django_db_blocker.unblock():
        baseline.remember()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Give back what the migrations wrote, after a test that emptied the database and before another one."""
    yield
    if nextitem is not None and baseline.empties_the_database(item):
        with item.config.stash[blocking_manager_key].unblock():
            baseline.restore()
