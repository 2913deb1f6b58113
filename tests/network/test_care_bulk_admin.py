"""Edits of many entries, from the list to the undo."""

import pytest

from network.care import bulk_edit
from network.care.selection import chosen
from network.models import BulkEdit, Organisation, OrganisationPage, Region
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
    for wrong in (
        "kind=weather",
        "page=x",
        "district=%00",
        "district=" + "9" * 20,
        "q=nichts",
        "q=%00",
        "q=e%00x",
    ):
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
        {"add_topics": ["9" * 20]},
        {"remove_topics": ["9" * 5000]},
        {"areas": ["9" * 20]},
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


@pytest.fixture
def pages_of_two(monkeypatch):
    """Let the list show two entries a page, and return three of one kind beside one of another."""
    monkeypatch.setattr("network.care.bulk_views.BulkListView.paginate_by", 2)
    entries = [builders.organisation(f"Verein {number}", kind="association") for number in range(3)]
    builders.organisation("Anders", kind="initiative")
    return entries


def ticked(client, entries, **more):
    """Preview an edit of ticked entries of a list of associations."""
    place = builders.region(f"146{Region.objects.count():02}", "Görlitz")
    form = {"entry": [entry.pk for entry in entries], "seat": place.pk, "scope": "ticked"}
    return client.post(url("bulk_preview"), {**form, "query": "kind=association", "of_page": "2", **more})


def test_the_list_says_how_many_there_are_on_all_its_pages(office, tree, pages_of_two):
    several = office.get(url("bulk") + "?kind=association").content.decode()
    one = office.get(url("bulk") + "?kind=initiative").content.decode()
    assert "alle 3 Treffer dieser Filterung" in several
    assert 'data-when-all="entry" hidden' in several
    assert "data-when-all" not in one
    for field in ('name="query" value="kind=association"', 'name="of_page" value="2"'):
        assert field in several


def test_ticking_a_whole_page_offers_everything_found_without_script(office, tree, pages_of_two):
    first = ticked(office, pages_of_two[:2])
    assert first.context["beyond"] == 3
    assert 'name="scope" value="found"' in first.content.decode()
    everything = ticked(office, pages_of_two[:2], scope="found")
    assert [item.entry for item in everything.context["items"]] == pages_of_two
    form = {"entry": [entry.pk for entry in everything.context["entries"]], "do": "apply"}
    seat = everything.context["form"]["seat"].value()
    office.post(url("bulk_preview"), {**form, "seat": seat, "seen": everything.context["seen"]})
    assert Organisation.objects.filter(seat__name="Görlitz").count() == 3
    office.post(url("bulk_undo", BulkEdit.objects.get().pk))
    assert not Organisation.objects.filter(seat__name="Görlitz").exists()


@pytest.mark.parametrize(
    "more",
    [
        {"of_page": "1"},
        {"of_page": ""},
        {"of_page": "\0"},
        {"of_page": "9" * 5000},
        {"query": "kind=weather"},
        {"query": "kind=initiative"},
        {"query": "q=Anders"},
        {"query": "q=%00"},
    ],
)
def test_what_is_no_whole_page_of_that_list_is_offered_nothing(office, tree, pages_of_two, more):
    answer = ticked(office, pages_of_two[:2], **more)
    assert answer.status_code == 200
    assert answer.context["beyond"] == 0
    assert len(answer.context["items"]) == 2


def test_more_than_can_be_edited_at_once_is_said_instead_of_offered(office, tree, pages_of_two, monkeypatch):
    monkeypatch.setattr(bulk_edit, "MOST_SEATS", 2)
    answer = ticked(office, pages_of_two[:2])
    assert answer.context["beyond"] == 3
    assert 'value="found"' not in answer.content.decode()
    refused = ticked(office, pages_of_two[:2], scope="found")
    assert list(refused.context["messages"])
    assert not refused.context["items"]
