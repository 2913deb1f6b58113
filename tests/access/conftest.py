"""What the tests of the wall share: a site, and two organisations that must not see each other's."""

import pytest

from tests import builders
from tests.access.houses import House, house
from tests.publications.paper_press import Press, paper_press

__all__ = ["ours", "paper_press", "print_nothing", "theirs", "tree"]


@pytest.fixture(autouse=True)
def print_nothing(paper_press: Press) -> None:
    """Let files be made without time: who gets them is what is asked here."""


@pytest.fixture
def tree(db: None) -> builders.SiteTree:
    """Return the pages every portal has."""
    return builders.site_tree()


@pytest.fixture
def ours(tree: builders.SiteTree) -> House:
    """Return the organisation of whoever asks."""
    return house(tree, "Verein Amsel")


@pytest.fixture
def theirs(tree: builders.SiteTree) -> House:
    """Return the organisation that nobody else may look into."""
    return house(tree, "Verein Buche")
