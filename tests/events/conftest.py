"""What tests of the calendar share: a portal with a calendar, and moments at which it is looked at."""

from collections.abc import Iterator
from shutil import which
from unittest import mock

import pytest
from django.test import Client

from events.setup import ensure_workflow
from network import roles
from network.models import Organisation
from portal.models import User
from tests import builders
from tests.events import calendar_pages, feed_builders
from tests.events.feed_server import Authority, Internet, small_internet


@pytest.fixture
def tree(db: None) -> builders.SiteTree:
    """Return a portal with a calendar."""
    return builders.calendar_tree()


@pytest.fixture
def at_half_past_seven() -> Iterator[None]:
    """Let it be half past seven on the fourth of March."""
    with mock.patch("django.utils.timezone.now", return_value=calendar_pages.NOW):
        yield


@pytest.fixture
def calendar_in_march(tree: builders.SiteTree) -> Iterator[builders.SiteTree]:
    """Return a portal with a calendar, at a moment in March."""
    with mock.patch("django.utils.timezone.now", return_value=feed_builders.NOW):
        yield tree


@pytest.fixture
def editor(client: Client, tree: builders.SiteTree) -> User:
    """Return an editor who is signed in."""
    person = builders.editor("redaktion@example.org")
    client.force_login(person)
    return person


@pytest.fixture
def internet() -> Iterator[Internet]:
    """Give an internet of one's own."""
    with small_internet() as made:
        yield made


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give an authority for certificates."""
    if which("openssl") is None:
        pytest.skip("openssl is missing: NO certificate is checked by these tests")
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def house(db: None) -> Organisation:
    """Return an organisation whose events are checked, and make the roles and the workflow."""
    roles.ensure_roles()
    ensure_workflow()
    return builders.organisation("Verein A", trust="checked")
