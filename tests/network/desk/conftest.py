"""What the tests of the desk share: two organisations and a person who acts for the first."""

import pytest

from tests import builders
from tests.access.houses import House, house


@pytest.fixture
def tree(db: None) -> builders.SiteTree:
    """Return the pages every portal has."""
    return builders.site_tree()


@pytest.fixture
def ours(tree: builders.SiteTree) -> House:
    """Return the organisation of whoever asks, which publishes directly."""
    return house(tree, "Verein Amsel", trust="trusted")


@pytest.fixture
def theirs(tree: builders.SiteTree) -> House:
    """Return the organisation that nobody else may look into."""
    return house(tree, "Verein Buche")
