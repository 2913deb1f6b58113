"""What tests of the search's life cycle share: a small portal, and an index of its own on a real server."""

import html
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.models import OrganisationPage, Region, Topic
from portal import content_cache
from portal.http import page_cache
from search import indexing, service, store, sync
from search.engine_room import room
from search.indexing import fill_new_index
from search.query import SearchRequest
from tests import builders
from tests.elasticsearch import PATIENCE
from tests.search.faulty_server import Door, door_to


@dataclass(frozen=True)
class Scene:
    """A small public portal: three organisations in two towns, and what they share."""

    tree: builders.SiteTree
    saxony: Region
    zwickau: Region
    pirna: Region
    advice: Topic
    zwickau_page: OrganisationPage
    pirna_page: OrganisationPage
    tower_page: OrganisationPage

    def ask(self, **query: str) -> str:
        """Return the words of the public directory's answer to a visitor, without marks and hyphens."""
        response = Client().get(self.tree.directory.get_url(), query)
        assert response.status_code == 200
        words = re.sub(r"</?mark>|&shy;|\xad", "", response.content.decode())
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())

    def titles(self, **query: str) -> set[str]:
        """Return which of the scene's organisations a visitor is shown."""
        answer = self.ask(**query)
        return {name for name in NAMES if name in answer}


NAMES = ("Laterne Zwickau", "Laterne Pirna", "Leuchtturm Pirna")


@pytest.fixture
def scene(db) -> Scene:
    """Return the small portal with nothing waiting in the journal."""
    return make_scene()


@pytest.fixture
def lasting_scene(transactional_db) -> Scene:
    """Return the small portal in a database where every commit is real."""
    return make_scene()


def make_scene() -> Scene:
    """Build the small portal."""
    tree = builders.site_tree()
    saxony = builders.region("14", "Sachsen")
    zwickau = builders.region("14524330", "Zwickau", parent=saxony, lat=50.72, lon=12.49)
    pirna = builders.region("14628270", "Pirna", parent=saxony, lat=50.96, lon=13.94)
    advice = Topic.objects.create(name="Asylberatung", slug="asylberatung")
    pages = []
    for name, seat in zip(NAMES, (zwickau, pirna, pirna), strict=True):
        entry = builders.organisation(name, seat=seat, register_id=name.lower().replace(" ", "-"))
        pages.append(builders.organisation_page(tree.directory, entry, summary="Wir helfen gern."))
    pages[0].topics.add(advice)
    pages[0].save()
    builders.drain()
    store.refresh_statistics()
    return Scene(tree, saxony, zwickau, pirna, advice, *pages)


@pytest.fixture
def elastic_settings(settings, elastic_url) -> Iterator[Any]:
    """Use the real Elasticsearch under a name of our own; its indices are deleted afterwards."""
    settings.ELASTICSEARCH_PREFIX = f"life-{datetime.now(UTC):%H%M%S%f}"
    go_to(settings, elastic_url, PATIENCE)
    yield settings
    go_to(settings, elastic_url, PATIENCE)
    for name in all_indices():
        room.indices.delete(name)
    room.catch_up = sync.in_background


def go_to(settings: Any, url: str, patience: float = 1.0) -> None:
    """Use the Elasticsearch at an address; what would happen in a thread of its own happens at once."""
    settings.ELASTICSEARCH_URL = url
    settings.ELASTICSEARCH_PATIENCE = patience
    room.reset()
    room.catch_up = sync.catch_up


@pytest.fixture
def indexed(elastic_settings, lasting_scene) -> Scene:
    """Return the small portal with a filled index."""
    fill_new_index()
    return lasting_scene


@pytest.fixture
def door(elastic_settings, elastic_url) -> Iterator[Door]:
    """Put a door before Elasticsearch."""
    with door_to(elastic_url) as door:
        go_to(elastic_settings, door.url)
        yield door


@pytest.fixture
def settle(monkeypatch) -> Callable[[], str]:
    """Return a way to let the second pass until the index shows what it took; gives the engine that answers then."""

    def settled() -> str:
        monkeypatch.setattr(store, "SHOWN_AFTER", timedelta(0))
        content_cache.clear()
        page_cache.store.clear()
        room.indices.refresh()
        return service.search(SearchRequest(now=timezone.now())).engine

    return settled


@pytest.fixture
def half_a_minute_later(monkeypatch) -> Callable[[], None]:
    """Return a way to let the time pass for which a failed server is left alone."""
    return lambda: monkeypatch.setattr(room.breaker, "_clock", lambda: time.monotonic() + 60)


@pytest.fixture
def another_rebuild(monkeypatch) -> None:
    """Let another process be making a new index; locks of PostgreSQL do not hold within one session."""

    @contextmanager
    def taken(name: str) -> Iterator[bool]:
        yield False

    monkeypatch.setattr(indexing, "exclusively", taken)


def all_indices() -> list[str]:
    """Return the names of every index that begins with our name."""
    prefix = room.indices._alias
    return sorted(room.connection.call(lambda client: client.indices.get(index=f"{prefix}*"), 5, insist=True))
