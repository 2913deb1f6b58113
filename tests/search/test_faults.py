"""Whatever breaks, visitors get an answer without anything private, and afterwards all is in step by itself."""

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from network.models.organisations import OrganisationStatus
from portal.models import Clock
from search import indexing, service, store, sync
from search.engine_room import room
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import READ_SECONDS
from search.engines.elastic_indices import ElasticIndices
from search.indexing import fill_new_index
from search.models import SearchDocument
from search.query import FACETS, SearchRequest
from search.rebuild import rebuild
from tests import builders
from tests.search.conftest import NAMES, all_indices
from tests.search.faulty_server import BUSY, FORWARD, HANG, REFUSE, STRANGE, TRICKLE
from tests.search.in_step import assert_in_step, die_after_commit, found_by, housekeeping_round

ALL = set(NAMES)
FAULTS = [REFUSE, HANG, BUSY, TRICKLE, STRANGE]
ZWICKAU, PIRNA, TOWER = NAMES


def publish(page, **fields):
    """Change and publish a page as an editor does."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


class TestWithoutElasticsearch:
    def test_a_rolled_back_save_leaves_no_trace(self, lasting_scene):
        with pytest.raises(RuntimeError), transaction.atomic():
            publish(lasting_scene.pirna_page, title="Ganz anders")
            raise RuntimeError
        assert lasting_scene.titles() == ALL
        assert_in_step(with_index=False)

    def test_a_rolled_back_delete_leaves_no_trace(self, lasting_scene):
        with pytest.raises(RuntimeError), transaction.atomic():
            lasting_scene.pirna_page.delete()
            raise RuntimeError
        assert lasting_scene.titles() == ALL
        assert_in_step(with_index=False)

    def test_a_process_that_dies_after_its_commit_is_made_up_for(self, lasting_scene, monkeypatch):
        with monkeypatch.context() as dying:
            die_after_commit(dying)
            publish(lasting_scene.pirna_page, title="Fackel Pirna")
            lasting_scene.tower_page.unpublish()
        assert lasting_scene.titles() == ALL - {TOWER}
        housekeeping_round()
        assert "Fackel Pirna" in lasting_scene.ask(q="Fackel")
        assert_in_step(with_index=False)


def _move_into_private(scene):
    private = builders.standard_page(scene.tree.home, "Intern")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    Page.objects.get(pk=scene.pirna_page.pk).move(Page.objects.get(pk=private.pk), pos="last-child")


HIDING = {
    "private": lambda scene: PageViewRestriction.objects.create(
        page=scene.pirna_page, restriction_type=PageViewRestriction.LOGIN
    ),
    "unpublished": lambda scene: scene.pirna_page.unpublish(),
    "moved into a private part": _move_into_private,
    "deleted": lambda scene: Page.objects.get(pk=scene.pirna_page.pk).delete(),
}


@pytest.mark.elasticsearch
class TestContentThatGoes:
    @pytest.mark.parametrize("hide", HIDING)
    def test_what_is_hidden_is_gone_at_once_and_for_good(self, indexed, settle, hide):
        HIDING[hide](indexed)
        assert indexed.titles() == ALL - {PIRNA}
        assert settle() == "elastic"
        assert indexed.titles() == ALL - {PIRNA}
        assert_in_step()

    @pytest.mark.parametrize("hide", HIDING)
    def test_what_is_hidden_is_gone_even_if_the_process_dies_after_its_commit(
        self, indexed, monkeypatch, hide
    ):
        with monkeypatch.context() as dying:
            die_after_commit(dying)
            HIDING[hide](indexed)
        assert indexed.titles() == ALL - {PIRNA}
        assert "Laterne Pirna" not in indexed.ask(q="Laterne Pirna", ort="Pirna")
        housekeeping_round()
        assert indexed.titles() == ALL - {PIRNA}
        assert_in_step()

    def test_hits_of_an_index_that_are_hidden_by_now_are_answered_again_without_them(self, indexed, settle):
        settle()
        Page.objects.filter(pk=indexed.pirna_page.pk).update(live=False)
        result = service.search(SearchRequest(now=timezone.now()))
        assert result.engine == "embedded"
        assert "laterne-pirna" not in {hit.register_id for hit in result.found}
        assert indexed.titles() == ALL - {PIRNA}
        housekeeping_round()
        assert_in_step()


@pytest.mark.elasticsearch
class TestContentThatChanges:
    def test_a_renamed_topic_is_found_by_its_new_name_only(self, indexed, settle):
        indexed.advice.name = "Wohnhilfe"
        indexed.advice.save()
        for _engine in ("embedded", "elastic"):
            assert indexed.titles(q="Wohnhilfe") == {ZWICKAU}
            assert indexed.titles(q="Asylberatung") == set()
            settle()
        assert_in_step()

    def test_a_renamed_region_is_found_and_shown_by_its_new_name(self, indexed, settle):
        indexed.pirna.name = "Neuhafen"
        indexed.pirna.save()
        for _engine in ("embedded", "elastic"):
            assert indexed.titles(q="Neuhafen") == {PIRNA, TOWER}
            settle()
        assert _seats() == {
            "Laterne Zwickau": "Zwickau",
            "Laterne Pirna": "Neuhafen",
            "Leuchtturm Pirna": "Neuhafen",
        }
        assert_in_step()

    def test_a_merged_organisation_is_gone(self, indexed, settle):
        entry = indexed.pirna_page.organisation
        entry.status, entry.merged_into = OrganisationStatus.MERGED, indexed.tower_page.organisation
        entry.save()
        assert indexed.titles() == ALL - {PIRNA}
        settle()
        assert indexed.titles() == ALL - {PIRNA}
        assert_in_step()

    def test_a_shielded_organisation_is_not_found_by_its_town(self, indexed, settle):
        entry = indexed.pirna_page.organisation
        entry.is_shielded = True
        entry.save()
        for _engine in ("embedded", "elastic"):
            assert indexed.titles(q="Laterne") == {ZWICKAU, PIRNA}
            assert indexed.titles(region="14628270") == {TOWER}
            settle()
        assert_in_step()

    def test_a_page_whose_parents_address_changed_leads_to_its_new_address(self, indexed):
        publish(indexed.tree.directory, slug="wer-hilft")
        shown = SearchDocument.objects.get(register_id="laterne-pirna").shown
        assert shown["url_path"].endswith("/wer-hilft/laterne-pirna/")
        assert_in_step()


def _seats():
    rows = SearchDocument.objects.filter(deleted=False, type="organisation")
    return {row.title: row.shown["seat"] for row in rows}


@pytest.mark.elasticsearch
class TestOutages:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_saves_and_visitors_go_on_through_an_outage(self, door, indexed, settle, fault):
        door.come(fault)
        publish(indexed.pirna_page, title="Fackel Pirna")
        indexed.tower_page.unpublish()
        assert "Fackel Pirna" in indexed.ask(q="Fackel")
        assert indexed.titles() == {ZWICKAU}
        # A hanging server costs its time limit once, however many saves and searches follow.
        assert door.knocks <= 1
        assert READ_SECONDS <= 1
        housekeeping_round()
        door.come(FORWARD)
        housekeeping_round()
        assert settle() == "elastic"
        assert "Fackel Pirna" in indexed.ask(q="Fackel")
        assert_in_step()

    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_visitor_meets_an_outage_first(self, door, indexed, settle, fault):
        assert settle() == "elastic"
        door.come(fault)
        assert indexed.titles() == ALL
        assert indexed.titles(q="Laterne") == {ZWICKAU, PIRNA}
        assert door.knocks <= 1

    def test_what_waited_is_sent_when_the_server_is_found_back(
        self, door, indexed, settle, half_a_minute_later
    ):
        door.come(REFUSE)
        publish(indexed.pirna_page, title="Fackel Pirna")
        door.come(FORWARD)
        publish(indexed.tower_page, title="Laternenmast")
        assert room.breaker.state == "open"
        half_a_minute_later()
        indexed.ask(q="Laterne")
        assert settle() == "elastic"
        assert_in_step()

    def test_neither_saves_nor_visitors_wait_for_a_server_that_failed(
        self, door, indexed, half_a_minute_later, monkeypatch
    ):
        door.come(HANG)
        publish(indexed.pirna_page, title="Fackel Pirna")
        assert door.knocks == 1
        tried = []
        monkeypatch.setattr(room, "catch_up", lambda: tried.append(True))  # in truth a thread of its own
        half_a_minute_later()
        publish(indexed.tower_page, title="Laternenmast")
        assert "Laternenmast" in indexed.ask(q="Laternenmast")
        assert tried
        assert door.knocks == 1

    def test_a_read_only_index_goes_on_when_it_may_be_written_again(self, indexed):
        _block_writes(True)
        publish(indexed.pirna_page, title="Fackel Pirna")
        indexed.tower_page.unpublish()
        assert indexed.titles() == {ZWICKAU}
        assert "Fackel Pirna" in indexed.ask(q="Fackel")
        housekeeping_round()
        _block_writes(False)
        housekeeping_round()
        assert_in_step()

    @pytest.mark.parametrize("is_busy", [True, False])
    def test_a_missing_index_is_made_again(self, indexed, settle, is_busy):
        settle()
        for name in all_indices():
            room.indices.delete(name)
        if is_busy:
            publish(indexed.pirna_page, title="Laterne Pirna neu")
        assert indexed.titles() == ALL
        assert all_indices() == []
        housekeeping_round()
        assert settle() == "elastic"
        assert indexed.titles() == ALL
        assert_in_step()

    def test_an_index_restored_from_yesterday_is_mended(self, indexed):
        yesterday = list(store.documents_after(-1))
        publish(indexed.pirna_page, title="Fackel Pirna")
        Page.objects.get(pk=indexed.tower_page.pk).delete()
        restored = room.indices.create(indexing.version(), FACETS, timezone.now())
        room.elastic.apply(yesterday[:-1], index=restored)
        room.indices.swap_in(restored)
        housekeeping_round()
        assert_in_step()

    def test_a_database_restored_from_yesterday_is_followed(self, indexed):
        Clock.objects.update(n=1)
        SearchDocument.objects.update(seq=1, es_seq=1)
        room.follow()
        publish(indexed.pirna_page, title="Fackel Pirna")
        housekeeping_round()
        assert "Fackel Pirna" in indexed.ask(q="Fackel")
        assert_in_step()


def _block_writes(blocked):
    settings = {"index.blocks.read_only_allow_delete": blocked or None}
    name = room.indices.current()[0]
    room.connection.call(
        lambda client: client.indices.put_settings(index=name, settings=settings), 5, insist=True
    )


@pytest.mark.elasticsearch
class TestRebuildMeanwhile:
    @pytest.fixture
    def meanwhile(self, indexed, monkeypatch):
        """Return a way to do something once at a step of a rebuild."""

        def at(step, action):
            def once():
                nonlocal action
                todo, action = action, lambda: None
                todo()

            apply, swap = ElasticEngine.apply, ElasticIndices.swap_in

            def applying(engine, documents, index=None):
                apply(engine, documents, index)
                if index is not None and step == "filling":
                    once()

            def swapping(indices, name):
                if step == "before the swap":
                    once()
                swap(indices, name)
                if step == "after the swap":
                    once()

            monkeypatch.setattr(ElasticEngine, "apply", applying)
            monkeypatch.setattr(ElasticIndices, "swap_in", swapping)

        return at

    @pytest.mark.parametrize("step", ["filling", "before the swap", "after the swap"])
    def test_what_is_saved_and_deleted_during_a_rebuild_is_not_lost(self, indexed, meanwhile, step):
        def work():
            publish(indexed.pirna_page, title="Fackel Pirna")
            Page.objects.get(pk=indexed.tower_page.pk).delete()
            builders.organisation_page(indexed.tree.directory, builders.organisation("Neue Laterne"))

        meanwhile(step, work)
        rebuild()
        assert {"laterne-pirna", "laterne-zwickau"} < found_by("elastic")
        assert "leuchtturm-pirna" not in found_by("elastic")
        assert len(all_indices()) == 1
        assert_in_step()

    def test_a_rebuild_that_fails_leaves_the_index_as_it_was(self, indexed, monkeypatch):
        before = all_indices()

        def failing(indices, name):
            raise indexing.EngineUnavailable("no space left")

        with monkeypatch.context() as full:
            full.setattr(ElasticIndices, "swap_in", failing)
            with pytest.raises(indexing.EngineUnavailable):
                rebuild()
        assert all_indices() == before
        assert_in_step()

    def test_a_write_to_the_old_index_noted_after_the_swap_is_not_lost(self, indexed, monkeypatch):
        """A process reads a row, the rebuild swaps, the process writes down that the index has it."""
        noted = []
        swap = ElasticIndices.swap_in

        def swapping(indices, name):
            with monkeypatch.context() as slow:
                slow.setattr(sync, "note", lambda sent, bad=(): noted.append((sent, bad)))
                slow.setattr(room, "catch_up", lambda: sync.drain(limit=1))
                publish(indexed.pirna_page, title="Fackel Pirna")
            swap(indices, name)

        monkeypatch.setattr(ElasticIndices, "swap_in", swapping)
        drain, sync_note = indexing.drain, sync.note
        monkeypatch.setattr(indexing, "drain", lambda: [sync_note(*one) for one in noted] and drain())
        fill_new_index()
        assert noted
        assert_in_step()


@pytest.mark.elasticsearch
class TestLateWrites:
    def test_a_late_write_after_a_delete_is_ignored(self, indexed):
        row = SearchDocument.objects.get(register_id="laterne-pirna")
        Page.objects.get(pk=indexed.pirna_page.pk).delete()
        sync.send([row])
        sync.drain()
        assert_in_step()

    def test_a_late_write_after_the_server_forgot_the_delete_is_undone(self, indexed):
        name = room.indices.current()[0]
        room.connection.call(
            lambda client: client.indices.put_settings(index=name, settings={"index.gc_deletes": "0s"}), 5
        )
        row = SearchDocument.objects.get(register_id="laterne-pirna")
        Page.objects.get(pk=indexed.pirna_page.pk).delete()
        room.indices.refresh()
        sync.send([row])
        room.indices.refresh()
        sync.drain()
        assert_in_step()

    def test_a_late_state_does_not_count_as_the_newest(self, indexed):
        row = SearchDocument.objects.get(register_id="laterne-pirna")
        publish(indexed.pirna_page, title="Fackel Pirna")
        sync.note({row.key: row.seq})
        assert sync.waiting().count() == 1
        sync.drain()
        assert_in_step()
