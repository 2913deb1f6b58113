"""Somebody who works through the list, and two queues."""

import pytest

from portal.registries import work_queues
from tests import builders
from tests.portal.worklist.piles import pile


@pytest.fixture(autouse=True)
def no_queues(portal_alone, monkeypatch):
    """Begin without any queue; those that a test registers go with it."""
    monkeypatch.setattr(work_queues, "_entries", {})


@pytest.fixture
def worker(client, db):
    """Return somebody who may everything, signed in."""
    person = builders.superuser()
    client.force_login(person)
    return person


@pytest.fixture
def letters(worker):
    """Return a queue of letters."""
    return pile("letters")


@pytest.fixture
def stones(worker):
    """Return another queue."""
    return pile("stones")
