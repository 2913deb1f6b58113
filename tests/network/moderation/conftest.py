"""What the tests of checking share: a portal with its workflow, an organisation whose page is checked, and people."""

import pytest

from network.moderation.setup import ensure_workflow
from network.roles import ensure_roles
from portal.models import User
from tests import builders
from tests.access.houses import House, house


@pytest.fixture
def tree(db: None) -> builders.SiteTree:
    """Return the pages every portal has, with the workflow of organisations' pages."""
    tree = builders.site_tree()
    ensure_roles()
    ensure_workflow()
    return tree


@pytest.fixture
def ours(tree: builders.SiteTree) -> House:
    """Return an organisation whose changes are checked."""
    return house(tree, "Verein Amsel")


@pytest.fixture
def editor(tree: builders.SiteTree) -> User:
    """Return somebody who checks."""
    return builders.editor("redaktion@example.org")


@pytest.fixture
def office(tree: builders.SiteTree) -> User:
    """Return somebody of the office."""
    return builders.office("buero@example.org")
