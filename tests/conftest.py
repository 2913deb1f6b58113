"""What every test shares."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from portal import content_cache
from portal.http import page_cache
from search.engine_room import room
from tests.elasticsearch.fixtures import *  # noqa: F403 - makes the fixture known


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
