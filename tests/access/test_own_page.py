"""A steward writes the own page in Wagtail's editor, and nothing of it that belongs to the office."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import streamfield

from network.access.page_rights import OFFICE_FIELDS
from network.models import OrganisationPage
from tests import builders
from tests.access.houses import page_form

pytestmark = pytest.mark.django_db


def edit_url(page) -> str:
    """Return the address of a page's editor."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


def test_the_own_page_opens_and_is_saved_as_a_draft(client, ours):
    assert client.get(edit_url(ours.page)).status_code == 200
    answer = client.post(edit_url(ours.page), page_form(summary="Neue Worte."))
    assert answer.status_code == 302
    ours.page.refresh_from_db()
    assert ours.page.summary != "Neue Worte."
    assert ours.page.get_latest_revision_as_object().summary == "Neue Worte."


def test_only_a_trusted_organisation_publishes(client, ours):
    data = {**page_form(summary="Neue Worte."), "action-publish": "1"}
    client.post(edit_url(ours.page), data)
    ours.page.refresh_from_db()
    assert ours.page.summary != "Neue Worte."
    ours.entry.trust = "trusted"
    ours.entry.save()
    assert client.post(edit_url(ours.page), data).status_code == 302
    ours.page.refresh_from_db()
    assert ours.page.summary == "Neue Worte."


def test_the_form_has_nothing_of_the_office(client, ours):
    fields = client.get(edit_url(ours.page)).context["form"].fields
    assert not set(fields) & set(OFFICE_FIELDS)
    assert {"summary", "story", "confirmed_on", "logo", "topics"} <= set(fields)


def test_the_office_has_the_whole_form(client, ours):
    client.force_login(builders.office())
    fields = client.get(edit_url(ours.page)).context["form"].fields
    assert {"organisation", "title", "slug", "go_live_at"} <= set(fields)


@pytest.mark.parametrize("trust", ["checked", "trusted"])
@pytest.mark.parametrize("action", ["", "action-publish", "action-submit"])
def test_fields_of_the_office_are_not_changed_by_sending_them(client, ours, theirs, trust, action):
    ours.entry.trust = trust
    ours.entry.save()
    given = {
        "title": "Feuerwehr Leipzig",
        "slug": "feuerwehr",
        "organisation": theirs.entry.pk,
        "seo_title": "Anders",
        "show_in_menus": "on",
        "go_live_at": "2030-01-01 10:00",
        "expire_at": "2030-01-02 10:00",
        "owner": str(ours.person.pk),
        "locale": "2",
        "status": "dissolved",
        "trust": "trusted",
    }
    data = {**page_form(summary="Neue Worte."), **given} | ({action: "1"} if action else {})
    client.post(edit_url(ours.page), data)
    before = ours.page
    for page in (
        OrganisationPage.objects.get(pk=before.pk),
        OrganisationPage.objects.get(pk=before.pk).get_latest_revision_as_object(),
    ):
        for name in (
            "title",
            "slug",
            "organisation_id",
            "seo_title",
            "show_in_menus",
            "expire_at",
            "owner_id",
        ):
            assert getattr(page, name) == getattr(before, name), name
    ours.entry.refresh_from_db()
    assert (ours.entry.status, ours.entry.trust) == ("active", trust)


def test_an_old_revision_taken_up_again_keeps_what_the_office_wrote_since(ours, theirs):
    old = ours.page.save_revision()
    ours.page.title, ours.page.slug = "Amsel neu", "amsel-neu"
    ours.page.save_revision(user=builders.office()).publish()
    page = old.as_object()
    assert page.slug != "amsel-neu"
    page.organisation_id = theirs.entry.pk
    written = Revision.objects.get(pk=page.save_revision(user=ours.person, clean=False).pk).as_object()
    assert (written.title, written.slug, written.organisation_id) == ("Amsel neu", "amsel-neu", ours.entry.pk)


def test_the_office_may_rename_in_a_draft(ours):
    ours.page.title = "Amsel neu"
    revision = ours.page.save_revision(user=builders.office())
    assert revision.as_object().title == "Amsel neu"
    again = revision.as_object()
    again.title = "Zurück"
    assert again.save_revision(user=ours.person).as_object().title == "Amsel neu"


NOT_ALLOWED = ("delete", "unpublish", "copy", "move", "set_privacy")


@pytest.mark.parametrize("trust", ["checked", "trusted"])
@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_the_own_page_stays_where_it_is(client, ours, tree, name, trust):
    ours.entry.trust = trust
    ours.entry.save()
    url = reverse(f"wagtailadmin_pages:{name}", args=[ours.page.pk])
    before = Page.objects.values().get(pk=ours.page.pk)
    assert client.get(url).status_code in {302, 404}
    data = {
        "new_parent_page": tree.directory.pk,
        "new_title": "Kopie",
        "new_slug": "kopie",
        "restriction_type": "login",
    }
    assert client.post(url, data).status_code in {302, 404}
    assert Page.objects.values().get(pk=ours.page.pk) == before
    assert not Page.objects.filter(slug="kopie").exists()
    assert not ours.page.view_restrictions.exists()


@pytest.mark.parametrize("action", ["delete", "unpublish", "move", "publish"])
def test_nothing_is_done_to_the_own_page_in_bulk(client, ours, tree, action):
    url = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?id={ours.page.pk}"
    before = Page.objects.values().get(pk=ours.page.pk)
    client.get(url)
    client.post(url, {"chooser": tree.standard.pk, "move_applicable": "on"})
    assert Page.objects.values().get(pk=ours.page.pk) == before


@pytest.mark.parametrize(
    "action",
    [
        "delete",
        "unpublish",
        "move",
        "copy",
        "publish",
        "copy_for_translation",
        "create_alias",
        "convert_alias",
    ]
    + ["revert_to_page_revision"],
)
def test_the_api_of_the_admin_does_nothing_for_anybody(client, ours, tree, action):
    url = reverse("wagtailadmin_api:pages:action", args=[ours.page.pk, action])
    data = json.dumps({"destination_page_id": tree.home.pk, "locale": "en", "recursive": False})
    for person in (ours.person, builders.superuser()):
        client.force_login(person)
        assert client.post(url, data, content_type="application/json").status_code in {403, 404}
    assert Page.objects.filter(pk=ours.page.pk, live=True).exists()


def test_no_second_page_of_any_kind(client, ours, tree):
    for parent in (tree.directory, tree.home, ours.page):
        for model in ("organisationpage", "alliancepage", "directorypage"):
            url = reverse("wagtailadmin_pages:add", args=["network", model, parent.pk])
            assert client.get(url).status_code in {302, 404}
            assert client.post(url, page_form(title="Zweite", slug="zweite")).status_code in {302, 404}
        url = reverse("wagtailadmin_pages:add", args=["portal", "standardpage", parent.pk])
        assert client.post(url, {"title": "Zweite", "slug": "zweite"}).status_code in {302, 404}
    assert not Page.objects.filter(slug__startswith="zweite").exists()


def test_links_lead_to_the_web_mail_or_telephone_alone(client, ours):
    for address, is_good in (
        ("https://example.org", True),
        ("mailto:a@example.org", True),
        ("tel:+49341", True),
        ("ftp://example.org", False),
        ("sms:123", False),
    ):
        source = f'<p><a href="{address}">Weiter</a></p>'
        ours.page.story = json.dumps([{"type": "text", "value": source}])
        if is_good:
            ours.page.full_clean()
        else:
            with pytest.raises(ValidationError):
                ours.page.full_clean()


def test_wrong_links_in_rows_are_refused(client, ours):
    data = page_form(links=[{"label": "Datei", "url": "ftp://example.org/a"}])
    answer = client.post(edit_url(ours.page), {**data, "action-publish": "1"})
    assert answer.context["form"].formsets["links"].errors
    assert not Revision.objects.filter(user=ours.person).exists()


def test_whoever_serves_several_sees_each_and_no_more(client, ours, theirs, tree):
    theirs.entry.stewardships.create(user=ours.person)
    third = builders.organisation_page(tree.directory)
    for page, status in ((ours.page, 200), (theirs.page, 200), (third, 404)):
        assert client.get(edit_url(page)).status_code == status


def test_no_form_offers_code_of_ones_own():
    """Raw HTML and embedded foreign content have no block anywhere."""
    from wagtail.blocks import RawHTMLBlock, StreamBlock, StructBlock  # noqa: PLC0415
    from wagtail.embeds.blocks import EmbedBlock  # noqa: PLC0415
    from wagtail.fields import StreamField  # noqa: PLC0415
    from wagtail.models import get_page_models  # noqa: PLC0415

    def blocks(block):
        yield block
        for child in getattr(block, "child_blocks", {}).values():
            yield from blocks(child)
        if hasattr(block, "child_block"):
            yield from blocks(block.child_block)

    found = [
        block
        for model in get_page_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
        for block in blocks(field.stream_block)
    ]
    assert len([block for block in found if not isinstance(block, StreamBlock | StructBlock)]) > 10
    assert not [block for block in found if isinstance(block, RawHTMLBlock | EmbedBlock)]


def test_a_story_is_saved(client, ours):
    image = ours.image()
    story = streamfield([("image", {"image": image.pk, "caption": "Fest"})])
    client.post(edit_url(ours.page), page_form(story=story))
    ours.page.refresh_from_db()
    draft = ours.page.get_latest_revision_as_object()
    assert draft.story[0].value["image"] == image


def test_revisions_of_others_are_not_reached_through_the_own_page(client, ours, theirs):
    theirs.page.title = "Geheimtitel"
    foreign, own = theirs.page.save_revision(user=theirs.person), ours.page.save_revision(user=ours.person)
    content = foreign.content
    for name, args in (
        ("revisions_view", (foreign.pk,)),
        ("revisions_revert", (foreign.pk,)),
        ("revisions_unschedule", (foreign.pk,)),
        ("revisions_compare", (own.pk, foreign.pk)),
        ("revisions_compare", (foreign.pk, "latest")),
    ):
        url = reverse(f"wagtailadmin_pages:{name}", args=[ours.page.pk, *args])
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code in {302, 404, 405}, (name, args)
            assert "Geheim" not in answer.content.decode()
    for given in (
        {"revision": foreign.pk},
        {"overwrite_revision_id": foreign.pk},
        {"loaded_revision_id": foreign.pk},
    ):
        for headers in ({}, {"Accept": "application/json"}):
            data = page_form(summary="Fremd.", **given)
            answer = client.post(edit_url(ours.page), data, headers=headers)
            assert answer.status_code < 500
            assert "Geheim" not in answer.content.decode()
    assert Revision.objects.get(pk=foreign.pk).content == content


def test_nobody_writes_into_what_somebody_else_wrote(client, ours):
    """Saving as one types overwrites one's own last version, never the office's, and never the office's fields."""
    ours.page.title = "Amsel neu"
    office = ours.page.save_revision(user=builders.office())
    data = page_form(summary="Neue Worte.", title="Feuerwehr", overwrite_revision_id=office.pk)
    client.post(edit_url(ours.page), data, headers={"Accept": "application/json"})
    assert Revision.objects.get(pk=office.pk).user == office.user
    answer = client.post(
        edit_url(ours.page), page_form(summary="Neue Worte."), headers={"Accept": "application/json"}
    )
    mine = Revision.objects.for_instance(ours.page).latest("pk")
    assert (answer.status_code, mine.user) == (200, ours.person)
    data = page_form(
        summary="Neuere Worte.", title="Feuerwehr", organisation=1, overwrite_revision_id=mine.pk
    )
    client.post(edit_url(ours.page), data, headers={"Accept": "application/json"})
    written = Revision.objects.get(pk=mine.pk).as_object()
    assert (written.summary, written.title, written.organisation) == (
        "Neuere Worte.",
        "Amsel neu",
        ours.entry,
    )


def test_what_was_public_is_not_written_over(client, ours):
    """A version that was checked reads afterwards as it was approved, and so it comes back where it is taken up."""
    page = OrganisationPage.objects.get(pk=ours.page.pk)
    page.summary = "Geprüfte Worte."
    page.save_revision(user=ours.person).publish(user=builders.office())
    checked = Revision.objects.for_instance(page).latest("pk")
    for was_withdrawn in (False, True):
        if was_withdrawn:
            OrganisationPage.objects.get(pk=page.pk).unpublish()
        for headers in ({}, {"Accept": "application/json"}):
            data = page_form(summary="Ungeprüfte Worte.", overwrite_revision_id=checked.pk)
            answer = client.post(edit_url(page), data, headers=headers)
            assert answer.status_code in {200, 400}
            assert Revision.objects.get(pk=checked.pk).as_object().summary == "Geprüfte Worte."
    assert client.post(edit_url(page), page_form(summary="Neue Worte.")).status_code == 302
    newest = Revision.objects.for_instance(page).latest("pk")
    assert (newest.pk != checked.pk, newest.as_object().summary) == (True, "Neue Worte.")


def test_neither_is_what_was_public_of_a_date(ours):
    event = builders.event("Geprüfter Titel", organiser=ours.entry)
    public, event.title = event.live_revision, "Ungeprüfter Titel"
    with pytest.raises(PermissionDenied):
        event.save_revision(user=public.user, overwrite_revision=public)
    draft = event.save_revision()
    assert event.save_revision(overwrite_revision=draft).pk == draft.pk
    assert public.as_object().title == "Geprüfter Titel"


def test_neither_is_what_is_planned(ours):
    """Else the plan would be gone without a word."""
    event = builders.event("Bisheriger Titel", organiser=ours.entry)
    event.title, event.go_live_at = "Titel ab Montag", timezone.now() + timedelta(days=2)
    planned = event.save_revision(user=ours.person)
    planned.publish()
    event.title = "Ungeplanter Titel"
    with pytest.raises(PermissionDenied):
        event.save_revision(user=ours.person, overwrite_revision=Revision.objects.get(pk=planned.pk))
    planned.refresh_from_db()
    assert (planned.approved_go_live_at, planned.as_object().title) == (event.go_live_at, "Titel ab Montag")
