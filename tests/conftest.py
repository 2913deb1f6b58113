"""What every test shares."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from tests.elasticsearch.fixtures import *  # noqa: F403 - makes the fixture known


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    """Start every test with empty caches: a rolled-back test repeats the generation numbers of the next one."""
    for name in caches:
        caches[name].clear()
    yield
