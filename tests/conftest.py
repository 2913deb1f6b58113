"""What every test shares."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from portal import content_cache
from portal.http import page_cache
from tests.elasticsearch.fixtures import *  # noqa: F403 - makes the fixture known


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    """Start every test with empty caches: a rolled-back test repeats the generation numbers of the next one."""
    for name in caches:
        caches[name].clear()
    content_cache.clear()
    page_cache.store.clear()
    yield
