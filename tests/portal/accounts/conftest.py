"""The rules of the doors hold here, as on a server: second factors are required, tries are counted anew each test."""

import pytest

from portal.accounts import throttle
from tests import builders


@pytest.fixture(autouse=True)
def as_on_a_server(settings):
    """Require second factors and forget what networks tried."""
    settings.SECOND_FACTOR_REQUIRED = True
    throttle.network._clients.clear()


@pytest.fixture
def tree(db):
    """Return the pages every portal has."""
    pages = builders.site_tree()
    builders.drain()
    return pages
