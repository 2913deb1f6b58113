"""Documents, statistics and index made anew, and nothing when nothing changed."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command

from network.models import Organisation
from portal import changes
from search import indexing, store
from search.engine_room import room
from search.engines.base import EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.indexing import AlreadyRunning, fill_new_index, reason_for_new_index
from search.models import SearchDocument, TermStatistics
from search.rebuild import rebuild
from search.store import refused
from tests import builders
from tests.search.conftest import all_indices, go_to
from tests.search.in_step import assert_in_step, found_by


@pytest.mark.django_db
class TestWithoutElasticsearch:
    def test_documents_become_as_their_pages_say(self, scene):
        Organisation.objects.filter(register_id="laterne-pirna").update(short_name="Funzel")
        SearchDocument.objects.filter(register_id="leuchtturm-pirna").update(analysis_version="older")
        done = rebuild()
        assert (done.corrected, done.documents, done.index) == (2, 4, None)
        assert_in_step(with_index=False)

    def test_without_need_nothing_is_written_and_no_page_is_out_of_date(self, scene):
        before = changes.generation()
        assert rebuild().corrected == 0
        assert changes.generation() == before

    def test_statistics_are_counted_again_and_every_process_learns_of_it(self, scene):
        version = store.statistics_version("de")
        generation = changes.generation()
        TermStatistics.objects.update(frequencies={"stems": {}, "words": {}}, documents=0, version="lost")
        rebuild()
        assert changes.generation() != generation
        assert store.statistics_version("de") == version
        assert store.load_vocabulary("de").words["laterne"] == 2

    def test_only_one_runs(self, scene, another_rebuild):
        with pytest.raises(AlreadyRunning):
            rebuild()

    def test_the_command_says_what_it_did(self, scene, capsys):
        SearchDocument.objects.filter(register_id="laterne-pirna").update(title="Falsch")
        call_command("search_rebuild")
        assert "4 documents, 1 of them corrected." in capsys.readouterr().out

    def test_the_command_says_that_another_one_runs(self, scene, another_rebuild):
        with pytest.raises(CommandError, match="Another rebuild"):
            call_command("search_rebuild")

    def test_documents_are_up_to_date_even_if_the_server_does_not_answer(self, scene, settings):
        go_to(settings, "http://127.0.0.1:9")
        SearchDocument.objects.filter(register_id="laterne-pirna").update(title="Falsch")
        with pytest.raises(CommandError, match="Documents are up to date, the index is as it was"):
            call_command("search_rebuild")
        assert SearchDocument.objects.get(register_id="laterne-pirna").title == "Laterne Pirna"

    def test_progress_is_shown_step_by_step(self, scene):
        shown = {}

        @contextmanager
        def bar(label):
            steps = shown.setdefault(label, [])
            yield lambda done, total: steps.append((done, total))

        SearchDocument.objects.filter(register_id="laterne-pirna").update(title="Falsch")
        rebuild(bar)
        assert shown == {"Documents": [(4, 4)], "Corrections": [(1, 1)]}


@pytest.mark.elasticsearch
class TestNewIndex:
    def test_a_first_index_has_everything_and_takes_over(self, elastic_settings, lasting_scene):
        assert reason_for_new_index() == "there is no index"
        filled = fill_new_index()
        assert room.indices.current() == [filled.name]
        assert (filled.documents, filled.refused) == (4, ())
        assert reason_for_new_index() == ""
        assert_in_step()

    def test_a_later_one_replaces_it_and_no_orphan_stays(self, indexed):
        orphan = room.indices.create(indexing.version(), ["region"], indexing.timezone.now())
        first = room.indices.current()
        done = rebuild()
        assert all_indices() == [done.index.name]
        assert first != [done.index.name]
        assert orphan not in all_indices()
        assert_in_step()

    def test_an_index_of_another_mapping_or_analysis_is_to_be_replaced(self, indexed, monkeypatch):
        monkeypatch.setattr(indexing, "FACETS", ("region", "new"))
        assert reason_for_new_index() == "the index is of another version"

    def test_a_server_that_does_not_answer_is_found_out_at_once(self, scene, settings):
        go_to(settings, "http://127.0.0.1:9")
        with pytest.raises(EngineUnavailable):
            reason_for_new_index()

    def test_progress_ends_with_everything(self, indexed):
        steps = []
        fill_new_index(lambda done, total: steps.append((done, total)))
        assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]

    def test_deleted_documents_are_not_in_it(self, indexed):
        indexed.pirna_page.unpublish()
        fill_new_index()
        assert "laterne-pirna" not in found_by("elastic")
        assert_in_step()

    def test_an_index_that_is_not_complete_never_takes_over(self, indexed, monkeypatch):
        before = all_indices()
        apply = ElasticEngine.apply
        with monkeypatch.context() as losing:
            losing.setattr(
                ElasticEngine,
                "apply",
                lambda engine, documents, index=None: apply(engine, list(documents)[1:], index),
            )
            with pytest.raises(EngineUnavailable, match="not complete: 1 documents lack"):
                fill_new_index()
        assert all_indices() == before

    def test_one_refused_document_is_noted_and_the_others_are_found(self, indexed):
        _give_unknown_facet("laterne-pirna")
        done = rebuild_index_only()
        assert done.refused == (f"page:{indexed.pirna_page.pk}",)
        assert refused().count() == 1
        assert found_by("elastic") == found_by("embedded") - {"laterne-pirna"}
        builders.drain()

    def test_an_index_that_refuses_much_never_takes_over(self, indexed):
        before = all_indices()
        for name in ("laterne-pirna", "laterne-zwickau"):
            _give_unknown_facet(name)
        with pytest.raises(EngineUnavailable, match="2 were refused"):
            fill_new_index()
        assert all_indices() == before

    def test_the_command_fails_when_documents_are_refused(self, indexed, monkeypatch):
        monkeypatch.setattr("search.rebuild.project_everything", lambda bar: 0)
        _give_unknown_facet("laterne-pirna")
        with pytest.raises(CommandError, match=f"refused: page:{indexed.pirna_page.pk}"):
            call_command("search_rebuild")


def rebuild_index_only():
    """Make a new index of the documents as they are."""
    with indexing.alone():
        return fill_new_index()


def _give_unknown_facet(register_id):
    """Give a document a facet that the mapping does not know."""
    row = SearchDocument.objects.get(register_id=register_id)
    row.data["facets"]["unknown"] = ["x"]
    row.save()
