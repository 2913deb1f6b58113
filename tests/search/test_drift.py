"""What differs is found and named, mended, and nothing else is touched."""

import pytest
from django.core.management import CommandError, call_command

from network.models import Organisation, OrganisationPage
from portal.models import PendingChange
from search import drift, projection
from search.drift import IndexDrift, index_drift, outdated_documents, repair_documents, stale_documents
from search.engine_room import room
from search.indexing import repair_index
from search.models import SearchDocument
from search.types import IndexedDocument
from tests.search.conftest import all_indices
from tests.search.in_step import assert_in_step


def key(page):
    """Return the key of a page's document."""
    return f"page:{page.pk}"


@pytest.mark.django_db
class TestDocuments:
    def test_nothing_differs_after_ordinary_changes(self, scene):
        assert stale_documents() == {}
        assert outdated_documents() == {}

    def test_what_a_bulk_update_changed_is_found(self, scene):
        Organisation.objects.filter(register_id="laterne-pirna").update(short_name="LP")
        OrganisationPage.objects.filter(pk=scene.tower_page.pk).update(live=False)
        assert set(stale_documents()) == {key(scene.pirna_page), key(scene.tower_page)}

    def test_a_row_that_somebody_changed_is_found_although_its_digest_is_right(self, scene):
        SearchDocument.objects.filter(pk=key(scene.pirna_page)).update(title="Falsch")
        assert stale_documents() == {key(scene.pirna_page): scene.pirna_page.pk}

    def test_pages_that_were_just_written_are_passed_over(self, scene):
        SearchDocument.objects.update(title="Falsch")
        assert set(stale_documents(besides={key(scene.pirna_page)})) == (
            set(stale_documents()) - {key(scene.pirna_page)}
        )

    def test_a_lost_row_is_found(self, scene):
        SearchDocument.objects.filter(pk=key(scene.pirna_page)).delete()
        assert stale_documents() == {key(scene.pirna_page): scene.pirna_page.pk}

    def test_a_row_of_a_page_that_is_gone_is_found(self, scene):
        row = SearchDocument.objects.get(pk=key(scene.pirna_page))
        row.key, row.page_id = "page:99999", 99999
        row.save(force_insert=True)
        assert stale_documents() == {"page:99999": 99999}
        repair_documents(stale_documents())
        assert SearchDocument.objects.get(pk="page:99999").deleted

    def test_comparing_writes_nothing(self, scene):
        Organisation.objects.filter(register_id="laterne-pirna").update(short_name="LP")
        before = list(SearchDocument.objects.order_by("pk").values())
        stale_documents()
        assert list(SearchDocument.objects.order_by("pk").values()) == before
        assert not PendingChange.objects.exists()

    def test_comparing_says_how_far_it_is(self, scene, monkeypatch):
        monkeypatch.setattr(drift, "CHUNK", 3)
        steps = []
        stale_documents(lambda done, total: steps.append((done, total)))
        assert steps == [(3, 4), (4, 4)]

    def test_one_page_that_cannot_be_read_does_not_hide_the_others(self, scene, monkeypatch):
        Organisation.objects.filter(register_id="leuchtturm-pirna").update(short_name="L")
        document = projection.actor_document

        def failing(record, *rest):
            if record.register_id == "laterne-pirna":
                raise ValueError("broken")
            return document(record, *rest)

        monkeypatch.setattr(projection, "actor_document", failing)
        assert set(stale_documents()) == {key(scene.pirna_page), key(scene.tower_page)}
        repair_documents(stale_documents())
        assert SearchDocument.objects.get(pk=key(scene.tower_page)).data["terms"].count("n.w:l\n") == 1
        assert PendingChange.objects.get().error == "ValueError('broken')"

    def test_repairing_makes_rows_as_their_pages_say(self, scene):
        SearchDocument.objects.filter(pk=key(scene.pirna_page)).update(title="Falsch")
        untouched = SearchDocument.objects.get(pk=key(scene.tower_page)).seq
        repair_documents(stale_documents())
        assert SearchDocument.objects.get(pk=key(scene.pirna_page)).title == "Laterne Pirna"
        assert SearchDocument.objects.get(pk=key(scene.tower_page)).seq == untouched
        assert stale_documents() == {}

    def test_documents_of_another_analysis_are_found_and_made_again(self, scene):
        SearchDocument.objects.filter(pk=key(scene.pirna_page)).update(analysis_version="older")
        assert outdated_documents() == {key(scene.pirna_page): scene.pirna_page.pk}
        repair_documents(outdated_documents())
        assert outdated_documents() == {}


@pytest.mark.elasticsearch
class TestIndex:
    def test_an_index_in_step_has_no_drift(self, indexed):
        assert not index_drift()

    def test_what_lacks_differs_or_is_too_much_is_named_and_mended(self, indexed):
        SearchDocument.objects.filter(pk=key(indexed.tower_page)).update(seq=5, es_seq=5)
        row = SearchDocument.objects.get(pk=key(indexed.pirna_page))
        row.pk = "page:lost"
        row.save(force_insert=True)
        room.elastic.apply([IndexedDocument("page:ghost", 3, "page", "de", "ghost", "")])
        assert index_drift() == IndexDrift(("page:lost",), (key(indexed.tower_page),), ("page:ghost",), ())

    def test_what_is_on_its_way_is_no_drift(self, indexed):
        SearchDocument.objects.filter(pk=key(indexed.tower_page)).update(seq=900, es_seq=17)
        assert not index_drift()

    def test_repair_sends_under_a_new_number_and_keeps_the_index(self, indexed):
        name = all_indices()
        room.elastic.apply([IndexedDocument("page:ghost", 3, "page", "de", "ghost", "")])
        SearchDocument.objects.filter(pk=key(indexed.tower_page)).update(seq=5, es_seq=5)
        drift_found = index_drift()
        assert drift_found.surplus == ("page:ghost",)
        assert drift_found.different == (key(indexed.tower_page),)
        repair_index(drift_found)
        assert all_indices() == name
        assert_in_step()

    def test_an_index_ahead_of_the_table_is_replaced(self, indexed):
        name = all_indices()
        room.elastic.apply([IndexedDocument(key(indexed.tower_page), 10**9, "page", "de", "x", "")])
        found = index_drift()
        assert found.ahead == (key(indexed.tower_page),)
        repair_index(found)
        assert all_indices() != name
        assert_in_step()


@pytest.mark.django_db
class TestCommand:
    def test_no_difference_is_said_and_no_error(self, scene, capsys):
        call_command("search_check")
        assert "Documents that are not as their pages say: 0" in capsys.readouterr().out

    def test_a_difference_is_an_error_until_repaired(self, scene, capsys):
        SearchDocument.objects.filter(pk=key(scene.pirna_page)).update(title="Falsch")
        with pytest.raises(CommandError, match="--repair"):
            call_command("search_check")
        assert f"say: 1 ({key(scene.pirna_page)})" in capsys.readouterr().out
        call_command("search_check", repair=True)
        call_command("search_check")

    @pytest.mark.elasticsearch
    def test_a_missing_index_is_a_difference_and_repaired(self, elastic_settings, lasting_scene):
        with pytest.raises(CommandError):
            call_command("search_check")
        call_command("search_check", repair=True)
        assert_in_step()

    @pytest.mark.elasticsearch
    def test_differences_of_the_index_are_repaired(self, indexed, capsys):
        room.elastic.apply([IndexedDocument("page:ghost", 3, "page", "de", "ghost", "")])
        with pytest.raises(CommandError):
            call_command("search_check")
        assert "too many: 1 (page:ghost)" in capsys.readouterr().out
        call_command("search_check", repair=True)
        assert_in_step()
