"""Reading documents, the number they are followed by, and the statistics of words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal import changes
from search import store
from search.models import SearchDocument, TermStatistics
from tests import builders

pytestmark = pytest.mark.django_db


def ids(documents):
    """Return the register ids of documents."""
    return [document.register_id for document in documents]


class TestDocuments:
    def test_all_that_are_not_deleted_come_at_first(self, scene):
        scene.pirna_page.unpublish()
        builders.drain()
        found = list(store.documents_after(-1))
        assert {document.key for document in found} == set(
            SearchDocument.objects.filter(deleted=False).values_list("key", flat=True)
        )

    def test_later_only_what_changed_deletions_included(self, scene):
        before = store.read_newest()
        scene.pirna_page.unpublish()
        builders.drain()
        builders.organisation_page(scene.tree.directory, builders.organisation("Neu", register_id="neu"))
        builders.drain()
        found = {document.register_id: document.deleted for document in store.documents_after(before)}
        assert found == {"laterne-pirna": True, "neu": False}

    def test_portions_come_as_they_are_when_they_are_read(self, scene, monkeypatch):
        monkeypatch.setattr(store, "CHUNK", 1)
        reading = store.documents_after(-1)
        first = next(reading)
        SearchDocument.objects.exclude(pk=first.key).update(seq=999)
        assert {document.seq for document in reading} == {999}

    def test_what_a_row_holds_is_what_the_engines_get(self, scene):
        document = next(one for one in store.documents_after(-1) if one.register_id == "laterne-pirna")
        assert document.sort_title == "laterne pirna"
        assert {"n.w:laterne", "n.w:pirna"} <= set(document.terms)
        assert document.facets["region"] == ("municipality:14628270", "state:14")
        assert (document.lat, document.lon) == (50.96, 13.94)


class TestBeingCurrent:
    @pytest.fixture
    def taken(self, scene):
        """Note that Elasticsearch took everything long ago."""
        for row in SearchDocument.objects.all():
            SearchDocument.objects.filter(pk=row.pk).update(
                es_seq=row.seq, updated_at=timezone.now() - timedelta(minutes=1)
            )
        return scene

    def test_an_index_with_everything_is_current(self, taken):
        assert store.index_is_current()

    def test_an_empty_one_of_no_documents_too(self, db):
        assert store.index_is_current()

    def test_one_that_lacks_something_is_not_until_it_is_noted(self, taken):
        SearchDocument.objects.filter(register_id="laterne-pirna").update(es_seq=0)
        assert not store.index_is_current()
        row = SearchDocument.objects.get(register_id="laterne-pirna")
        SearchDocument.objects.filter(pk=row.pk).update(es_seq=row.seq)
        assert store.index_is_current()

    def test_one_that_took_something_this_second_is_not_yet(self, taken):
        SearchDocument.objects.filter(register_id="laterne-pirna").update(updated_at=timezone.now())
        assert not store.index_is_current()

    def test_one_that_refused_something_is_not(self, taken):
        row = SearchDocument.objects.get(register_id="laterne-pirna")
        SearchDocument.objects.filter(pk=row.pk).update(es_seq=-row.seq)
        assert not store.index_is_current()


class TestStatistics:
    def test_words_are_counted_by_document(self, scene):
        vocabulary = store.load_vocabulary("de")
        assert vocabulary.documents == 4
        assert vocabulary.words["laterne"] == 2
        assert vocabulary.words["pirna"] == 2

    def test_counting_the_same_again_changes_nothing_for_anybody(self, scene):
        before = changes.generation(), store.statistics_version("de")
        store.refresh_statistics()
        assert (changes.generation(), store.statistics_version("de")) == before

    def test_other_counts_are_made_known_to_every_process(self, scene):
        before = changes.generation(), store.statistics_version("de")
        scene.pirna_page.unpublish()
        builders.drain()
        generation = changes.generation()
        store.refresh_statistics()
        assert changes.generation() not in {generation, before[0]}
        assert store.statistics_version("de") != before[1]

    def test_statistics_of_a_language_without_documents_go(self, scene):
        TermStatistics.objects.create(locale="hsb", version="x")
        store.refresh_statistics()
        assert not TermStatistics.objects.filter(locale="hsb").exists()

    def test_before_the_first_statistics_nothing_is_known(self, db):
        assert store.load_vocabulary("de").documents == 0
        assert store.statistics_version("de") == ""

    def test_they_are_stale_when_a_tenth_of_the_documents_came_or_went(self, scene):
        assert not store.statistics_are_stale()
        builders.organisation_page(scene.tree.directory)
        builders.drain()
        assert store.statistics_are_stale()
