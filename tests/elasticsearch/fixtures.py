"""The fixture `elastic_url`; a conftest makes it known by importing everything from here."""

import contextlib
import os
import warnings
from collections.abc import Iterator
from typing import NoReturn

import pytest

from tests.elasticsearch.distribution import Unavailable
from tests.elasticsearch.launch import elasticsearch_url

__all__ = ["elastic_url"]


@pytest.fixture(scope="session")
def elastic_url() -> Iterator[str]:
    """Yield the URL of a real Elasticsearch; without one, skip with the reason, or fail where CI=true."""
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(elasticsearch_url())
        except Unavailable as error:
            give_up(f"No Elasticsearch for the tests that need one: {error}")
        yield url


def give_up(reason: str) -> NoReturn:
    """Fail where CI=true; elsewhere warn, so that the summary shows the reason, and skip."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    warnings.warn(reason, stacklevel=2)
    pytest.skip(reason)
