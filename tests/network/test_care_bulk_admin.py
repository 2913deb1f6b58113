"""Edits of many entries, from the list to the undo."""

import pytest

from network.care import bulk_edit
from network.care.selection import chosen
from network.models import BulkEdit, OrganisationPage
from tests import builders
from tests.network.care_pages import url

pytestmark = pytest.mark.django_db


def test_register_filters_choose_for_the_edit(rf, tree):
    one, other = builders.organisation("Eins"), builders.organisation("Zwei", kind="association")
    builders.organisation("Weg", status="merged")

    def of(**data):
        return chosen(rf.post("/", data), bulk_edit.MOST)

    assert of(scope="found", query="").entries == (one, other)
    assert of(scope="found", query="kind=association").entries == (other,)
    assert of(scope="found", query="q=ein").entries == (one,)
    assert of(entry=[one.pk, other.pk]).entries == (one, other)
    for wrong in ("kind=weather", "page=x", "district=%00", "q=nichts"):
        assert of(scope="found", query=wrong).entries == ()
        assert of(scope="found", query=wrong).error
    for keys in ([], ["x"], ["-1"], ["1" * 40], ["\0"], ["²"], ["999999"], [str(key) for key in range(101)]):
        assert of(entry=keys).entries == ()
        assert of(entry=keys).error


def test_edit_is_previewed_done_and_undone_in_the_admin(office, proposed, tree):
    source, target = proposed
    topic = builders.topic("Musik")
    form = {"entry": [source.pk, target.pk], "add_topics": [topic.pk], "areas_how": "add"}
    assert f'value="{source.pk}"' in office.get(url("bulk")).content.decode()
    answer = office.post(url("bulk_preview"), form)
    assert "Musik" in answer.content.decode()
    assert not BulkEdit.objects.exists()
    office.post(url("bulk_preview"), {**form, "do": "apply", "seen": answer.context["seen"]})
    done = BulkEdit.objects.get()
    listed = office.get(url("bulk")).content.decode()
    assert f'href="{url("bulk")}#edit-{done.pk}"' in listed
    assert f'id="edit-{done.pk}"' in listed
    assert {tuple(page.topics.all()) for page in OrganisationPage.objects.all()} == {(topic,)}
    office.post(url("bulk_undo", done.pk))
    assert {tuple(page.topics.all()) for page in OrganisationPage.objects.all()} == {()}
    assert office.post(url("bulk_undo", done.pk)).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"add_topics": ["x"]},
        {"add_topics": ["999"]},
        {"areas": ["\0"]},
        {"seat": "x"},
        {"areas_how": "burn", "seat": "1"},
        {"do": "apply", "seat": "999999999999999999999"},
    ],
)
def test_hostile_edit_gives_a_message_and_changes_nothing(office, proposed, data):
    answer = office.post(url("bulk_preview"), {"entry": [proposed[0].pk], "do": "apply", **data})
    assert answer.status_code == 200
    assert list(answer.context["messages"])
    assert not BulkEdit.objects.exists()


def test_edit_that_nobody_saw_is_shown_instead_of_done(office, proposed):
    place = builders.region("14626", "Görlitz")
    form = {"entry": [proposed[0].pk], "seat": place.pk, "do": "apply"}
    for seen in ("", "made up"):
        answer = office.post(url("bulk_preview"), {**form, "seen": seen})
        assert answer.status_code == 200
        assert "Görlitz" in answer.content.decode()
    assert not BulkEdit.objects.exists()
    assert office.get(url("bulk_preview")).url == url("bulk")


def test_the_list_says_that_ticks_hold_for_its_page_where_there_are_several(office, tree, monkeypatch):
    for number in range(3):
        builders.organisation(f"Verein {number}")
    with builders.language("en"):
        one = office.get(url("bulk")).content.decode()
        monkeypatch.setattr("network.care.bulk_views.BulkListView.paginate_by", 2)
        several = office.get(url("bulk")).content.decode()
    assert 'data-tick-all="entry"' in one
    assert several.count('<p class="nice-padding">') == one.count('<p class="nice-padding">') + 1
