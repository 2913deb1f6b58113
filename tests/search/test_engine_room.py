"""Which engine answers, and how the embedded one keeps up."""

import os
import signal
import threading
import time
from dataclasses import replace
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal import changes
from portal.http import page_cache
from portal.models import Clock
from search import engine_room, service, store
from search.engine_room import NotReady, room
from search.engines.base import EngineUnavailable
from search.models import SearchDocument
from search.overview import overview
from search.query import SearchRequest
from search.types import Plan
from tests import builders
from tests.search.conftest import NAMES, go_to
from tests.search.fake_elasticsearch import fake_elasticsearch

pytestmark = pytest.mark.django_db
PLAN = Plan(locale="de")


@pytest.fixture
def fake(settings, scene):
    """Return a server that finds nothing, behind an index that is noted to have everything."""
    SearchDocument.objects.update(es_seq=10**6, updated_at=timezone.now() - store.SHOWN_AFTER)
    SearchDocument.objects.update(seq=10**6)
    with fake_elasticsearch() as server:
        go_to(settings, server.url)
        yield server


@pytest.fixture
def building():
    """Let another thread be at it during the test."""
    held, done = threading.Event(), threading.Event()

    def hold():
        with room._following:
            held.set()
            done.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(60)

    def end():
        done.set()
        thread.join()

    yield end
    end()


def titles(result):
    """Return the titles of the organisations that were found."""
    return {hit.title for hit in result.found if hit.type == "organisation"}


def everything(**how):
    """Search for everything."""
    return service.search(SearchRequest(now=timezone.now(), with_facets=False), **how)


class TestWhoAnswers:
    def test_without_a_server_the_embedded_engine(self, scene):
        result = everything()
        assert (result.engine, titles(result)) == ("embedded", set(NAMES))

    def test_a_server_whose_index_is_current(self, fake):
        assert room.search(PLAN).engine == "elastic"
        assert len(fake.paths) == 1

    def test_editors_are_answered_by_the_embedded_engine(self, fake):
        assert everything(prefer_embedded=True).engine == "embedded"
        assert fake.paths == []

    def test_pages_deeper_than_a_server_answers_come_from_the_embedded_engine(self, fake):
        assert room.search(replace(PLAN, offset=9_990, limit=10)).engine == "elastic"
        assert room.search(replace(PLAN, offset=9_991, limit=10)).engine == "embedded"
        assert len(fake.paths) == 1

    def test_an_index_that_lacks_a_document_is_not_asked(self, fake):
        row = SearchDocument.objects.first()
        SearchDocument.objects.filter(pk=row.pk).update(es_seq=0)
        assert room.search(PLAN).engine == "embedded"
        SearchDocument.objects.filter(pk=row.pk).update(es_seq=-row.seq)  # refused for good
        assert room.search(PLAN).engine == "embedded"
        assert fake.paths == []

    def test_an_index_that_took_something_this_second_is_not_asked(self, fake):
        SearchDocument.objects.filter(pk=SearchDocument.objects.first().pk).update(updated_at=timezone.now())
        assert room.search(PLAN).engine == "embedded"
        assert fake.paths == []

    def test_whether_the_index_is_current_is_asked_once(self, fake, django_assert_num_queries):
        room.search(PLAN)
        with changes.reading_once(), django_assert_num_queries(1):
            room.search(PLAN)
            room.search(PLAN)

    def test_a_failing_server_is_left_alone_and_nobody_notices(self, fake):
        fake.status = 503
        assert everything().engine == "embedded"
        assert titles(everything()) == set(NAMES)
        assert len(fake.paths) == 1

    def test_a_failed_server_is_tried_aside_while_the_embedded_engine_answers(
        self, fake, half_a_minute_later, monkeypatch
    ):
        tried = []
        monkeypatch.setattr(room, "catch_up", lambda: tried.append(room.breaker.state))
        room.breaker.failed()
        assert room.search(PLAN).engine == "embedded"
        assert tried == []
        half_a_minute_later()
        assert room.search(PLAN).engine == "embedded"
        assert tried == ["half-open"]


class TestForcedEngines:
    def test_a_forced_server_that_does_not_answer_is_an_error(self, fake):
        fake.status = 503
        with pytest.raises(EngineUnavailable):
            everything(engine="elastic")

    def test_a_forced_server_is_asked_even_if_its_index_is_behind(self, fake):
        SearchDocument.objects.update(es_seq=0)
        assert everything(engine="elastic").engine == "elastic"

    def test_a_forced_server_that_is_not_configured_is_an_error(self, scene):
        with pytest.raises(EngineUnavailable, match="ELASTICSEARCH_URL"):
            everything(engine="elastic")

    def test_the_command_fails_loudly(self, fake, capsys):
        fake.status = 503
        with pytest.raises(CommandError, match="Elasticsearch"):
            call_command("search_query", "Laterne", engine="elastic")
        assert capsys.readouterr().out == ""

    def test_the_embedded_engine_can_be_forced(self, fake):
        assert everything(engine="embedded").engine == "embedded"
        assert fake.paths == []


class TestFollowing:
    def test_what_changes_is_found_at_once(self, scene):
        everything()
        scene.pirna_page.unpublish()
        builders.organisation_page(scene.tree.directory, builders.organisation("Neue Laterne"))
        builders.drain()
        assert titles(everything()) == {"Laterne Zwickau", "Leuchtturm Pirna", "Neue Laterne"}

    def test_only_what_changed_is_read(self, scene, monkeypatch):
        everything()
        read = []
        monkeypatch.setattr(engine_room, "documents_after", lambda seq: read.append(seq) or iter(()))
        builders.organisation_page(scene.tree.directory)
        builders.drain()
        everything()
        everything()
        assert len(read) == 1
        assert read[0] > 0

    def test_another_database_than_before_is_read_from_the_beginning(self, scene):
        everything()
        SearchDocument.objects.filter(register_id="laterne-pirna").delete()
        Clock.objects.update(n=1)
        assert titles(everything()) == {"Laterne Zwickau", "Leuchtturm Pirna"}

    def test_after_a_week_without_a_search_everything_is_read_again(self, scene, monkeypatch):
        everything()
        SearchDocument.objects.filter(register_id="laterne-pirna").delete()  # its tombstone was forgotten
        in_a_week = time.monotonic() + 7 * 24 * 3600
        monkeypatch.setattr(engine_room.time, "monotonic", lambda: in_a_week)
        assert titles(everything()) == {"Laterne Zwickau", "Leuchtturm Pirna"}

    def test_a_forked_process_keeps_the_documents_but_no_lock_and_no_connection(self, scene, settings):
        go_to(settings, "http://127.0.0.1:9")
        everything()
        assert room.connection
        with room.embedded._reading:
            child = os.fork()
            if child == 0:
                signal.alarm(20)  # whoever waits for the lock ends with a failure
                is_well = room.is_built and room.embedded.health()["documents"] == 4
                os._exit(0 if is_well and room._connection is None else 7)
        assert os.waitpid(child, 0)[1] == 0

    def test_a_forked_process_builds_again_what_was_just_being_changed(self, scene):
        everything()
        with room._following:
            child = os.fork()
            if child == 0:
                os._exit(7 if room.is_built or room._following.locked() else 0)
        assert os.waitpid(child, 0)[1] == 0


class TestBeingBuilt:
    def test_nobody_waits_longer_than_asked_to(self, scene, building):
        with pytest.raises(NotReady):
            room.follow(wait=0)

    def test_a_first_visitor_gets_the_table_by_title(self, scene, building, monkeypatch):
        monkeypatch.setattr(engine_room.EngineRoom.follow, "__defaults__", (0,))
        result = everything()
        assert result.incomplete
        names = [hit.title for hit in result.found if hit.type == "organisation"]
        assert names == sorted(NAMES)

    def test_a_built_engine_answers_with_what_it_knows(self, scene, monkeypatch, request):
        everything()
        request.getfixturevalue("building")
        scene.pirna_page.unpublish()
        builders.drain()
        assert room.search(PLAN).total == 4


class TestBeingBehind:
    """While one thread takes in a change, others answer with what was before; nobody keeps that."""

    @pytest.fixture
    def behind(self, scene, request):
        """Let one organisation be new, and another thread be at taking it in."""
        everything()
        builders.organisation_page(scene.tree.directory, builders.organisation("Neue Laterne"))
        builders.drain()
        page_cache.store.clear()
        return request.getfixturevalue("building")

    @pytest.mark.parametrize(
        "path", ["{directory}?q=laterne", "/themen/", "/mitmachen/helfen/?bedarf=deutsch&ort=Zwickau"]
    )
    def test_a_page_is_not_kept(self, scene, behind, client, path):
        address = path.format(directory=scene.tree.directory.get_url())
        with mock.patch.object(page_cache.store, "put") as put:
            assert client.get(address).status_code == 200
            assert not put.called
            behind()
            assert client.get(address).status_code == 200
            assert put.called

    def test_a_page_shows_the_new_state_as_soon_as_it_is_taken_in(self, scene, behind, client):
        address = f"{scene.tree.directory.get_url()}?q=laterne"
        before = client.get(address)
        assert "Neue" not in before.content.decode()
        behind()
        after = client.get(address, headers={"If-None-Match": before["ETag"]})
        assert "Neue" in after.content.decode()

    def test_counts_of_everything_are_not_kept(self, behind):
        with changes.reading_once():
            before = overview().total
            behind()
            assert overview().total == before + 1

    @pytest.mark.parametrize("extension", ["csv", "json", "geojson", "atom"])
    def test_a_file_has_no_etag_by_which_it_would_be_the_newest(self, behind, client, extension):
        address = f"/initiativen/daten.{extension}"
        first = client.get(address)
        assert first["Cache-Control"] == "no-store"
        assert "ETag" not in first
        behind()
        assert client.get(address)["ETag"]

    def test_suggestions_are_not_kept(self, behind, client):
        address = "/suche/vorschlaege/?q=lat"
        assert client.get(address)["Cache-Control"] == "no-store"
        behind()
        assert client.get(address)["Cache-Control"] == "max-age=60"

    def test_whoever_begins_again_answers_from_the_old_engine_until_the_new_one_is_whole(
        self, scene, monkeypatch
    ):
        known = everything().total
        asked = []

        def documents(seq):
            for document in store.documents_after(seq):
                asked.append(room.embedded.search(PLAN).total)
                yield document

        monkeypatch.setattr(engine_room, "documents_after", documents)
        in_a_week = time.monotonic() + 7 * 24 * 3600
        monkeypatch.setattr(engine_room.time, "monotonic", lambda: in_a_week)
        everything()
        assert set(asked) == {known}
