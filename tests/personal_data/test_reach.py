"""A deletion reaches everything that is made of it: search documents, both engines, pages in memory, feeds."""

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Event
from portal.personal_data import erasing
from portal.personal_data.people import person_of
from search import sync
from search.engine_room import room
from search.indexing import fill_new_index
from search.models import SearchDocument
from tests import builders
from tests.events.signing_up import evening

MARIA = "maria.muster@example.org"
NAME = "Maria Musterfrau"

pytestmark = pytest.mark.django_db


@pytest.fixture
def places_named():
    """Return a portal whose page, date and membership name Maria in public."""
    tree = builders.calendar_tree()
    page = builders.organisation_page(tree.directory, builders.organisation("Offenes Haus"))
    builders.contact(page, MARIA, person=NAME, person_disclosure="public")
    page.summary = f"Fragen an {MARIA}."
    page.save_revision().publish()
    event = builders.event("Lesung", evening(), summary=f"Anmelden bei {MARIA}")
    builders.drain()
    return tree, page, event


def forget(*names):
    """Forget Maria, as the office decided."""
    return erasing.erase(person_of(MARIA, names, with_published=True), timezone.now())


def shown(path):
    """Return what a visitor reads, twice: the second time it may come from memory."""
    first, second = Client().get(path), Client().get(path)
    assert first.status_code == second.status_code == 200, path
    texts = [b"".join(one.streaming_content) if one.streaming else one.content for one in (first, second)]
    return (texts[0] + texts[1]).decode()


def test_pages_lists_feeds_and_open_data_forget_at_once(places_named):
    tree, page, event = places_named
    short = event.short_id
    paths = [
        page.get_url(),
        f"/en{page.get_url()}",
        tree.directory.get_url(),
        f"/termine/{event.slug}-{short}/",
        "/termine/",
        "/termine/feed.ics",
        "/termine/feed.atom",
        "/termine/daten.json",
        f"/termine/{event.slug}-{short}/termin.ics",
        "/initiativen/daten.json",
        f"/api/v1/organisations/{page.organisation.register_id}/",
    ]
    before = {path for path in paths if MARIA in shown(path) or NAME in shown(path)}
    assert page.get_url() in before
    assert f"/termine/{event.slug}-{short}/" in before
    assert len(before) >= 4
    forget(NAME)
    assert [path for path in paths if MARIA in shown(path) or NAME in shown(path)] == []


def test_search_documents_and_versions_forget(places_named):
    _tree, page, event = places_named
    assert any("muster" in str(document.data).lower() for document in SearchDocument.objects.all())
    forget(NAME)
    for document in SearchDocument.objects.all():
        assert "muster" not in f"{document.data}{document.shown}{document.title}".lower()
    for owner in (page, Event.objects.get(pk=event.pk)):
        assert not any(MARIA in str(revision.content) for revision in owner.revisions.all())


def found(tree, words):
    """Return whether the directory finds the page by these words."""
    return "Offenes Haus" in shown(f"{tree.directory.get_url()}?q={words}")


def test_the_engine_in_memory_forgets(places_named):
    tree, page, _event = places_named
    page.summary = "Fragen an Kunigundula Musterfrau."
    page.save_revision().publish()
    builders.drain()
    assert found(tree, "Kunigundula")
    forget("Kunigundula Musterfrau")
    assert not found(tree, "Kunigundula")
    assert found(tree, "Offenes+Haus")


@pytest.mark.elasticsearch
def test_elasticsearch_forgets(elastic_settings, places_named):
    tree, page, _event = places_named
    page.summary = "Fragen an Kunigundula Musterfrau."
    page.save_revision().publish()
    builders.drain()
    fill_new_index()
    forget("Kunigundula Musterfrau")
    sync.drain()
    room.indices.refresh()
    documents = room.connection.call(
        lambda client: client.search(
            index=f"{elastic_settings.ELASTICSEARCH_PREFIX}*", query={"match_all": {}}, size=50
        ),
        5,
    )
    assert "Offenes Haus".lower() in str(documents).lower()
    assert "kunigundula" not in str(documents).lower()
