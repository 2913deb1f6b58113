"""Nothing foreign is shown by writing its number into a form: not in fields, not in streams, not in texts."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from network.access.shelves import shared_collection
from tests import builders
from tests.access.houses import page_form
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


def story_of(*blocks) -> dict:
    """Return a story as the browser sends it."""
    return streamfield(blocks)


def text(source: str) -> tuple:
    """Return a paragraph of a story as the browser sends it."""
    return "text", rich_text(source, features=["bold", "link"])


def tried(client, page, **given) -> list:
    """Send the form to the editor as draft and as publication, and to the preview; return the answers."""
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = page_form(**given)
    return [
        client.post(edit, data),
        client.post(edit, {**data, "action-publish": "1"}),
        client.post(preview, data),
        client.get(preview + "?mode="),
        client.post(edit, data, headers={"Accept": "application/json"}),
    ]


@pytest.fixture
def foreign(theirs, tree):
    """Return a form's answers that refer to something of theirs, by where they do."""
    image, document = theirs.image("Geheimbild"), theirs.document("Geheimdatei")
    entry = builders.organisation("Geheimverein", status="proposed")
    draft = builders.organisation_page(tree.directory, entry, live=False, title="Geheimseite")
    return {
        "a field": {"logo": image.pk},
        "a stream": {"story": story_of(("image", {"image": image.pk, "caption": ""}))},
        "an image in a text": {
            "story": story_of(
                text(f'<p>a</p><embed embedtype="image" id="{image.pk}" format="left" alt="a"/>')
            )
        },
        "a file in a text": {
            "story": story_of(text(f'<p><a linktype="document" id="{document.pk}">a</a></p>'))
        },
        "a page in a text": {"story": story_of(text(f'<p><a linktype="page" id="{draft.pk}">a</a></p>'))},
    }


KINDS = ("a field", "a stream", "a page in a text")


@pytest.mark.parametrize("trust", ["checked", "trusted"])
@pytest.mark.parametrize("kind", [*KINDS, "an image in a text", "a file in a text"])
def test_foreign_things_are_neither_saved_nor_shown(client, ours, foreign, kind, trust):
    ours.entry.trust = trust
    ours.entry.save()
    before = Revision.objects.filter(user=ours.person).count()
    for answer in tried(client, ours.page, **foreign[kind]):
        assert "Geheim" not in answer.content.decode()
    kept = json.dumps([row.content for row in Revision.objects.all()])
    if kind in KINDS:
        assert Revision.objects.filter(user=ours.person).count() == before
    for mark in ("embedtype", 'linktype=\\"document', 'linktype=\\"page'):
        assert mark not in kept


@pytest.mark.parametrize("trust", ["checked", "trusted"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_is_still_there(client, ours, foreign, kind, trust):
    ours.entry.trust = trust
    ours.entry.save()
    url = reverse("wagtailadmin_pages:edit", args=[ours.page.pk])
    given = page_form(
        summary="Mühsam getippt.", contact_points=[{"value": "neu@example.org"}], **foreign[kind]
    )
    for extra in ({}, {"action-publish": "1"}, {"action-submit": "1"}):
        answer = client.post(url, {**given, **extra})
        assert answer.status_code == 200
        form = answer.context["form"]
        assert form["summary"].value() == "Mühsam getippt."
        assert form.formsets["contact_points"].forms[0]["value"].value() == "neu@example.org"
        assert form.errors
    if kind == "a page in a text":
        source = form["story"].value()[0].value.source
        assert ">a</p>" in source
        assert "<a" not in source
    elif kind == "a stream":
        assert [block.block_type for block in form["story"].value()] == ["image"]
        assert form["story"].value()[0].value["image"] is None


def test_two_wrongs_in_one_stream_show_nothing_foreign(client, ours, theirs):
    """A block that fails by itself must not bring the foreign one beside it back with its title."""
    image = theirs.image("Geheimbild")
    story = story_of(
        ("image", {"image": image.pk, "caption": ""}), ("image", {"image": "", "caption": "leer"})
    )
    for extra in ({}, {"action-publish": "1"}):
        url = reverse("wagtailadmin_pages:edit", args=[ours.page.pk])
        answer = client.post(url, {**page_form(story=story), **extra})
        assert answer.status_code == 200
        assert "Geheim" not in answer.content.decode()
        assert [block.value["caption"] for block in answer.context["form"]["story"].value()] == ["", "leer"]


def link_to(key) -> tuple:
    """Return a paragraph that links to a page by whatever stands for its number."""
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": key}}
    span = {"offset": 0, "length": 1, "key": 0}
    block = {"key": "0", "text": "a", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    return "text", json.dumps({"blocks": [{**block, "entityRanges": [span]}], "entityMap": {"0": entity}})


@pytest.mark.parametrize("key", ["x", -1, "9" * 30, "²", "1 OR 1=1"])
def test_numbers_in_texts_that_no_row_can_have_break_nothing(client, ours, key):
    for answer in tried(client, ours.page, story=story_of(link_to(key))):
        assert answer.status_code in {200, 400}, answer.content  # 400 is the answer to scripts
    assert not Revision.objects.filter(user=ours.person).exists()


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "²"])
def test_such_numbers_in_what_was_saved_show_no_link(client, ours, key):
    source = f'<p><a linktype="page" id="{key}">Weiter</a></p>'
    ours.page.story = json.dumps([{"type": "text", "value": source}])
    ours.page.save()
    answer = client.get(ours.page.url)
    assert "<a>Weiter</a>" in answer.content.decode()


def test_a_number_written_otherwise_is_the_same_number(client, ours, theirs):
    image = theirs.image("Geheimbild")
    for key in (f"0{image.pk}", f" {image.pk}", f"+{image.pk}"):
        for answer in tried(client, ours.page, logo=key):
            assert "Geheim" not in answer.content.decode(), key
    assert not Revision.objects.filter(user=ours.person).exists()


def test_what_no_browser_sends_is_a_bad_request(client, ours, theirs):
    url = reverse("wagtailadmin_pages:edit", args=[ours.page.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[ours.page.pk])
    row = page_form(contact_points=[{"id": "x", "value": "a@example.org"}])
    row["contact_points-INITIAL_FORMS"] = "1"
    for path, data in (
        (url, {}),
        (url, {"title": "a"}),
        (url, row),
        (preview, {"title": "a"}),
        (preview, row),
    ):
        assert client.post(path, data).status_code == 400, (path, data)


@pytest.mark.parametrize(
    "part",
    [
        {"story-count": "x"},
        {"story-count": ""},
        {"story-0-order": "x"},
        {"story-0-value": "[1"},
        {"story-0-value": "[1]"},
        {"story-0-value": '{"blocks": [5], "entityMap": []}'},
    ],
)
def test_a_stream_that_no_editor_wrote_is_a_bad_request(client, ours, part):
    data = page_form(story=streamfield([("text", rich_text("<p>Gut</p>"))])) | part
    for name in ("edit", "preview_on_edit"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[ours.page.pk])
        assert client.post(url, data).status_code == 400, name


def test_a_row_of_another_page_is_not_taken_over(client, ours, theirs):
    foreign = builders.contact(theirs.page, "geheim@example.org")
    row = {"id": foreign.pk, "kind": "email", "value": "neu@example.org", "disclosure": "public"}
    data = page_form(contact_points=[row])
    for initial in ("0", "1"):
        data["contact_points-INITIAL_FORMS"] = initial
        for extra in ({}, {"action-publish": "1"}, {"contact_points-0-DELETE": "on"}):
            client.post(reverse("wagtailadmin_pages:edit", args=[ours.page.pk]), {**data, **extra})
            foreign.refresh_from_db()
            assert (foreign.value, foreign.page_id) == ("geheim@example.org", theirs.page.pk)


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_form_shows_nothing_foreign_again(client, ours, foreign, kind):
    for answer in tried(client, ours.page, **{"summary": "", **foreign[kind]}):
        assert "Geheim" not in answer.content.decode()


def test_own_and_shared_things_are_saved(client, ours, tree):
    shared = picture("Netzbild", collection=shared_collection())
    blocks = [("image", {"image": image.pk, "caption": ""}) for image in (ours.image(), shared)]
    link = text(f'<p><a linktype="page" id="{tree.standard.pk}">Über uns</a></p>')
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[ours.page.pk]), page_form(story=story_of(*blocks, link))
    )
    assert answer.status_code == 302
    ours.page.refresh_from_db()
    assert len(ours.page.get_latest_revision_as_object().story) == 3


def test_what_the_office_put_there_stays(client, ours):
    image = picture("Bild des Büros")
    ours.page.logo = image
    ours.page.save_revision().publish()
    data = page_form(summary="Neue Worte.", logo=image.pk)
    assert client.post(reverse("wagtailadmin_pages:edit", args=[ours.page.pk]), data).status_code == 302
    assert ours.page.get_latest_revision_as_object().logo == image


def test_the_office_is_told_that_a_picture_belongs_to_somebody_else(client, ours, theirs):
    client.force_login(builders.office())
    data = page_form(organisation=ours.entry.pk, title="Amsel", slug="amsel", logo=theirs.image().pk)
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[ours.page.pk]), data)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_no_way_puts_a_foreign_picture_on_a_page(ours, theirs):
    ours.page.logo = theirs.image()
    for save in (ours.page.save, ours.page.save_revision):
        with pytest.raises(ValidationError):
            save()
    with pytest.raises(ValidationError):
        ours.page.save_revision(user=ours.person, clean=False)
    ours.page.story = json.dumps(
        [{"type": "image", "value": {"image": theirs.image().pk, "caption": ""}, "id": "1"}]
    )
    ours.page.logo = None
    with pytest.raises(ValidationError):
        ours.page.save_revision(user=ours.person, clean=False)


def test_keys_that_no_row_can_have_break_nothing(client, ours):
    for value in ("x", "-1", "99999999999999999999999", "0"):
        for answer in tried(client, ours.page, logo=value):
            assert answer.status_code < 500, value


def test_an_events_text_refers_to_nothing_foreign(client, ours, theirs, tree):
    entry = builders.organisation("Geheimverein", status="proposed")
    draft = builders.organisation_page(tree.directory, entry, live=False, title="Geheimseite")
    event = builders.event("Unser Fest", organiser=ours.entry, live=False)
    url = reverse("wagtailsnippets_events_event:edit", args=[event.pk])
    from tests.events.test_editing_form import answers  # noqa: PLC0415

    description = nested_form_data(
        {"description": rich_text(f'<p><a linktype="page" id="{draft.pk}">a</a></p>', features=["link"])}
    )
    answer = client.post(url, {**answers(ours.entry), **description})
    assert "Geheim" not in answer.content.decode()
    assert "linktype" not in json.dumps([row.content for row in Revision.objects.for_instance(event)])
