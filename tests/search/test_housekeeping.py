"""What the timer does for the search."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.utils import timezone

from network.models import Membership, Organisation
from portal import changes
from portal.models import JobRun
from portal.registries import jobs
from search import housekeeping, indexing
from search.engine_room import room
from search.models import SearchDocument, TermStatistics
from search.types import IndexedDocument
from tests import builders
from tests.search.conftest import all_indices, go_to
from tests.search.in_step import assert_in_step, housekeeping_round

pytestmark = pytest.mark.django_db


def facet(register_id: str) -> list[str]:
    """Return the alliances in a document."""
    return SearchDocument.objects.get(register_id=register_id).data["facets"]["alliance"]


class TestDocuments:
    def test_a_membership_that_begins_tomorrow_is_found_tomorrow(self, scene):
        alliance = builders.organisation("Runder Tisch", kind="alliance", register_id="rt")
        tomorrow = timezone.now() + timedelta(days=1)
        Membership.objects.create(
            organisation=scene.pirna_page.organisation, alliance=alliance, since=timezone.localdate(tomorrow)
        )
        builders.drain()
        assert facet("laterne-pirna") == []
        JobRun.objects.create(
            name=housekeeping.DOCUMENTS, started_at=timezone.now(), succeeded_at=timezone.now()
        )
        noted = changes.PendingChange.objects
        housekeeping.project_what_time_changed(timezone.now())
        assert not noted.exists()
        assert housekeeping.project_what_time_changed(tomorrow).startswith("1 changed by date")

    def test_documents_of_another_analysis_are_made_again(self, scene):
        SearchDocument.objects.filter(register_id="laterne-pirna").update(analysis_version="older")
        assert [
            warning.id for warning in run_checks(databases=["default"]) if warning.id.startswith("search")
        ] == ["search.W001"]
        assert housekeeping.project_what_time_changed(timezone.now()).endswith("1 analysed again")
        assert_in_step(with_index=False)
        assert not [
            warning for warning in run_checks(databases=["default"]) if warning.id.startswith("search")
        ]

    def test_the_daily_check_corrects_what_slipped_through(self, scene):
        Organisation.objects.filter(register_id="laterne-pirna").update(short_name="Funzel")
        assert housekeeping.check_documents(timezone.now()) == "1 documents corrected, 0 tombstones forgotten"
        assert_in_step(with_index=False)


class TestStatistics:
    def test_words_are_counted_once_a_day(self, scene):
        now = timezone.now()
        assert housekeeping.count_words(now) == "words counted less than a day ago"
        assert housekeeping.count_words(now + timedelta(days=1)) == "words counted in 4 documents"

    def test_words_are_counted_when_many_documents_came(self, scene):
        builders.organisation_page(scene.tree.directory)
        builders.drain()
        assert housekeeping.count_words(timezone.now()) == "words counted in 5 documents"

    def test_the_first_time_comes_at_once(self, scene):
        TermStatistics.objects.all().delete()
        assert housekeeping.count_words(timezone.now()) == "words counted in 4 documents"


class TestTombstones:
    @pytest.fixture
    def tombstone(self, scene):
        """Return a way to make one of an age."""

        def make(age, es_seq=0):
            scene.pirna_page.unpublish()
            builders.drain()
            rows = SearchDocument.objects.filter(deleted=True)
            rows.update(updated_at=timezone.now() - age, es_seq=es_seq)
            return rows

        return make

    def test_they_are_forgotten_after_ninety_days(self, tombstone):
        rows = tombstone(timedelta(days=90, hours=1))
        assert housekeeping.forget_tombstones(timezone.now()) == 1
        assert not rows.exists()
        assert SearchDocument.objects.count() == 3

    def test_until_then_they_stay(self, tombstone):
        rows = tombstone(timedelta(days=89, hours=23))
        assert housekeeping.forget_tombstones(timezone.now()) == 0
        assert rows.exists()

    def test_one_that_elasticsearch_has_not_seen_stays(self, tombstone, settings):
        rows = tombstone(timedelta(days=120))
        settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
        assert housekeeping.forget_tombstones(timezone.now()) == 0
        rows.update(es_seq=rows.get().seq)
        assert housekeeping.forget_tombstones(timezone.now()) == 1


class TestIndex:
    @pytest.fixture(autouse=True)
    def own_lock(self, settings, tmp_path):
        """Let nobody else's rebuild, in another process of the suite, hold up these."""
        settings.VAR_DIR = tmp_path

    def test_without_a_server_there_is_nothing_to_do(self, scene):
        assert housekeeping.send_to_elasticsearch(timezone.now()) == "no Elasticsearch"
        assert housekeeping.compare_index(timezone.now()) == "no Elasticsearch"

    def test_a_server_that_does_not_answer_is_said_and_no_failure(self, scene, settings):
        go_to(settings, "http://127.0.0.1:9")
        assert housekeeping.send_to_elasticsearch(timezone.now()).endswith("4 documents wait")
        assert housekeeping.compare_index(timezone.now()) == "Elasticsearch does not answer now"

    @pytest.mark.elasticsearch
    def test_a_first_index_is_made_and_later_only_what_waits_is_sent(self, elastic_settings, lasting_scene):
        said = housekeeping.send_to_elasticsearch(timezone.now())
        assert said == "there is no index: new one with 4 documents"
        name = all_indices()
        SearchDocument.objects.filter(register_id="laterne-pirna").update(es_seq=0)
        assert housekeeping.send_to_elasticsearch(timezone.now()) == "1 documents sent, 0 refused"
        assert all_indices() == name
        assert_in_step()

    @pytest.mark.elasticsearch
    def test_an_index_of_an_older_version_is_replaced(self, indexed, monkeypatch):
        version = indexing.version()
        monkeypatch.setattr(indexing, "version", lambda: f"{version}x")
        said = housekeeping.send_to_elasticsearch(timezone.now())
        assert said == "the index is of another version: new one with 4 documents"
        assert_in_step()

    @pytest.mark.elasticsearch
    def test_another_rebuild_is_left_alone(self, elastic_settings, lasting_scene, another_rebuild):
        assert housekeeping.send_to_elasticsearch(timezone.now()) == "a new index is being made"

    @pytest.mark.elasticsearch
    def test_the_index_is_compared_and_mended(self, indexed):
        room.elastic.apply([IndexedDocument("page:ghost", 3, "page", "de", "ghost", "")])
        assert housekeeping.compare_index(timezone.now()) == "0 missing, 0 different, 1 surplus mended"
        assert housekeeping.compare_index(timezone.now()) == "index equals documents"


def test_every_job_succeeds_in_its_order(scene):
    mine = [
        name
        for name, job in sorted(jobs.items(), key=lambda item: item[1].order)
        if name.startswith("search")
    ]
    assert mine == [
        housekeeping.DOCUMENTS,
        housekeeping.STATISTICS,
        housekeeping.SYNC,
        housekeeping.INDEX,
        housekeeping.CHECK,
    ]
    housekeeping_round()
