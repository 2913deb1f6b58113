"""What an organisation publishes below its page: everything about it is its own to do, and nobody else's."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import streamfield

from network.access.own_kinds import own_models
from network.access.page_rights import OFFICE_FIELDS_BELOW
from network.access.provisioning import check
from network.models import Submission
from network.moderation.setup import ensure_workflow
from portal.models import User
from publications.models import InfopostPage
from tests import builders
from tests.publications.infoposts_pages import infopost, infopost_form, news_page

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    """Return the address of a view of pages."""
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def add_url(parent) -> str:
    """Return where an infopost is begun."""
    return url("add", "publications", "infopostpage", parent.pk)


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in, where the office checks pages."""
    builders.office("buero@example.org")
    ensure_workflow()
    client.force_login(ours.person)
    return client


@pytest.fixture
def trusted(ours):
    """Let our organisation publish directly."""
    ours.entry.trust = "trusted"
    ours.entry.save()
    return ours


@pytest.fixture
def theirs_post(theirs):
    """Return what the other organisation published, with a draft nobody may see."""
    page = infopost(theirs.page, "Fremder Beitrag")
    page.title = "Geheimtitel"
    page.save_revision(user=theirs.person)
    return page


def newest() -> InfopostPage:
    """Return the infopost that was made last."""
    return InfopostPage.objects.latest("pk")


def fresh(page) -> InfopostPage:
    """Return a page as it is now."""
    return InfopostPage.objects.get(pk=page.pk)


def submit(client, page):
    """Look at the step before submitting, and press its button."""
    address = reverse("moderation:submit", args=[page.pk])
    return client.post(address, {"seen": client.get(address).context["seen"]})


def test_a_draft_is_begun_previewed_and_saved_as_one_types(client, ours):
    assert client.get(add_url(ours.page)).status_code == 200
    preview = url("preview_on_add", "publications", "infopostpage", ours.page.pk)
    assert client.post(preview, infopost_form()).json()["is_valid"]
    answer = client.post(add_url(ours.page), infopost_form(), headers={"Accept": "application/json"})
    assert answer.json()["success"]
    page = newest()
    assert (page.live, page.owner, page.organisation, page.slug) == (
        False, ours.person, ours.entry, "kein-platz-fuer-hass",
    )  # fmt: skip
    data = infopost_form(summary="Neue Worte.", overwrite_revision_id=answer.json()["revision_id"])
    assert client.post(url("edit", page.pk), data, headers={"Accept": "application/json"}).json()["success"]
    assert page.get_latest_revision_as_object().summary == "Neue Worte."
    assert client.get(url("view_draft", page.pk)).status_code == 200
    assert client.get(url("history", page.pk)).status_code == 200


def test_what_is_not_trusted_is_checked_first(client, ours):
    """Publishing and submitting unseen are refused; the way leads over the list of what speaks against it."""
    for action in ("action-publish", "action-submit"):
        client.post(add_url(ours.page), {**infopost_form(title=action), action: "1"})
        assert not newest().live
        assert not newest().workflow_in_progress
    answer = client.post(add_url(ours.page), {**infopost_form(), "action-check": "1"})
    assert answer["Location"] == reverse("moderation:submit", args=[newest().pk])
    assert submit(client, newest()).status_code == 302
    submission = Submission.objects.get()
    assert (submission.page_id, submission.organisation) == (newest().pk, ours.entry)
    client.post(reverse("moderation:take_back", args=[newest().pk]))
    assert not newest().workflow_in_progress


def test_whoever_checks_publishes_it_and_takes_that_back(client, ours):
    client.post(add_url(ours.page), {**infopost_form(), "action-check": "1"})
    submit(client, newest())
    client.force_login(User.objects.get(email="buero@example.org"))
    decide = reverse("moderation:decide", args=[Submission.objects.get().pk])
    shown = client.get(decide)
    assert "Wir laden alle ein." in shown.content.decode()
    seen = shown.context["form"].initial["seen"]
    client.post(decide, {"do": "approve", "seen": seen, "comment": ""})
    assert newest().live
    client.post(reverse("moderation:undo", args=[Submission.objects.get().pk]))
    assert not newest().live


def test_a_trusted_organisation_publishes(client, trusted):
    client.post(add_url(trusted.page), {**infopost_form(), "action-publish": "1"})
    assert newest().live
    client.post(url("edit", newest().pk), {**infopost_form(title="Neuer Titel"), "action-publish": "1"})
    assert newest().title == "Neuer Titel"


def test_a_publication_is_taken_back_to_what_was_there_before(client, trusted):
    client.post(add_url(trusted.page), {**infopost_form(), "action-publish": "1"})
    page = newest()
    client.post(url("edit", page.pk), {**infopost_form(title="Neuer Titel"), "action-publish": "1"})
    back = reverse("desk:take_back", args=[trusted.entry.pk, page.pk])
    step = client.get(back).context["step"]
    client.post(back, {"live": step.page.live_revision_id, "before": step.version.pk})
    assert fresh(page).title == "Kein Platz für Hass"


@pytest.mark.parametrize("trust", ["checked", "trusted"])
def test_own_things_are_withdrawn_and_deleted_trusted_or_not(client, ours, trust):
    ours.entry.trust = trust
    ours.entry.save()
    page = infopost(ours.page)
    assert client.get(url("unpublish", page.pk)).status_code == 200
    client.post(url("unpublish", page.pk))
    assert not fresh(page).live
    infopost(ours.page, "Noch einer")
    for title in ("Wir sagen etwas", "Noch einer"):
        client.post(url("delete", InfopostPage.objects.get(title=title).pk))
    assert not InfopostPage.objects.exists()
    assert Page.objects.filter(pk=ours.page.pk, live=True).exists()


def test_what_waits_is_taken_back_before_it_is_deleted(client, ours):
    page = infopost(ours.page)
    page.save_revision(user=ours.person)
    fresh(page).get_workflow().start(fresh(page), ours.person)
    for name in ("delete", "unpublish"):
        client.post(url(name, page.pk))
    assert fresh(page).live


OF_FOREIGN = (
    "edit",
    "delete",
    "unpublish",
    "view_draft",
    "history",
    "usage",
    "preview_on_edit",
    "move",
    "copy",
)


def test_foreign_ones_do_not_exist(client, theirs, theirs_post):
    before = Page.objects.values().get(pk=theirs_post.pk)
    addresses = [
        *(url(name, theirs_post.pk) for name in OF_FOREIGN),
        add_url(theirs.page),
        url("preview_on_add", "publications", "infopostpage", theirs.page.pk),
        url("revisions_view", theirs_post.pk, theirs_post.latest_revision_id),
        url("revisions_revert", theirs_post.pk, theirs_post.latest_revision_id),
        url("revisions_compare", theirs_post.pk, "live", theirs_post.latest_revision_id),
        reverse("moderation:submit", args=[theirs_post.pk]),
        reverse("moderation:take_back", args=[theirs_post.pk]),
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={theirs_post.pk}",
        f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'unpublish'])}?id={theirs_post.pk}",
    ]
    for address in addresses:
        for answer in (client.get(address), client.post(address, infopost_form())):
            assert answer.status_code in {404, 405}, address
            assert "Geheim" not in answer.content.decode()
    assert Page.objects.values().get(pk=theirs_post.pk) == before


def test_a_foreign_page_is_not_reached_over_the_own_desk(client, ours, theirs_post):
    for entry in (ours.entry, theirs_post.organisation):
        back = reverse("desk:take_back", args=[entry.pk, theirs_post.pk])
        assert client.get(back).status_code == 404
        assert client.post(back).status_code == 404


def test_lists_and_choosers_do_not_name_foreign_drafts(client, ours, theirs, theirs_post):
    for address in (
        reverse("wagtailadmin_explore", args=[theirs.page.pk]),
        f"{url('search')}?q=Geheimt",
        reverse("wagtailadmin_choose_page_child", args=[theirs.page.pk]),
        f"{reverse('wagtailadmin_choose_page_search')}?q=Geheimt",
        f"/admin/api/main/pages/?child_of={theirs.page.pk}",
        reverse("desk:desk", args=[ours.entry.pk]),
    ):
        assert "Geheimtitel" not in client.get(address).content.decode(), address


def test_only_registered_kinds_lie_below_the_own_page(client, ours):
    assert set(type(ours.page).allowed_subpage_models()) == set(own_models())
    post = infopost(ours.page)
    for app, model in (("portal", "standardpage"), ("network", "organisationpage"), ("portal", "homepage")):
        for parent in (ours.page, post):
            answer = client.post(url("add", app, model, parent.pk), {"title": "Zweite", "slug": "zweite"})
            assert answer.status_code in {302, 404}
    assert client.post(add_url(post), infopost_form()).status_code in {302, 404}
    assert not Page.objects.filter(title__in=["Zweite", "Kein Platz für Hass"]).exists()


def test_nothing_is_begun_in_the_list_that_the_office_keeps(client, tree):
    news = news_page(tree.home)
    assert client.get(add_url(news)).status_code == 404
    assert client.post(add_url(news), infopost_form()).status_code == 404
    client.force_login(builders.office())
    client.post(add_url(news), {**infopost_form(), "action-publish": "1"})
    assert (newest().live, newest().organisation) == (True, None)


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_what_is_the_offices_is_not_changed_by_sending_it(client, trusted, theirs, action):
    given = {
        "slug": "feuerwehr",
        "seo_title": "Anders",
        "search_description": "Anders",
        "show_in_menus": "on",
        "go_live_at": "2030-01-01 10:00",
        "expire_at": "2030-01-02 10:00",
        "organisation": theirs.entry.pk,
        "owner": str(theirs.person.pk),
    }
    data = {**infopost_form(), **given} | ({action: "1"} if action else {})
    client.post(add_url(trusted.page), data)
    page = newest()
    client.post(url("edit", page.pk), data)
    for seen in (fresh(page), fresh(page).get_latest_revision_as_object()):
        assert (seen.slug, seen.seo_title, seen.search_description) == ("kein-platz-fuer-hass", "", "")
        assert (seen.show_in_menus, seen.go_live_at, seen.expire_at) == (False, None, None)
        assert (seen.owner, seen.organisation) == (trusted.person, trusted.entry)
    fields = client.get(url("edit", page.pk)).context["form"].fields
    assert not set(fields) & set(OFFICE_FIELDS_BELOW)
    client.force_login(builders.office())
    assert {"slug", "go_live_at"} <= set(client.get(url("edit", page.pk)).context["form"].fields)


def test_an_old_revision_keeps_what_the_office_wrote_since(ours):
    page = infopost(ours.page)
    old = page.save_revision(user=ours.person)
    page.slug = "kurz"
    page.save_revision(user=builders.office()).publish()
    again = old.as_object()
    again.title = "Neuer Titel"
    written = Revision.objects.get(pk=again.save_revision(user=ours.person, clean=False).pk).as_object()
    assert (written.slug, written.title) == ("kurz", "Neuer Titel")


def test_foreign_media_are_refused_wherever_they_are_put(client, trusted, theirs):
    image = theirs.image("Geheimbild")
    theirs.entry.stewardships.create(user=trusted.person)  # may choose it, and yet not show it here
    for stranger in (False, True):
        if stranger:
            theirs.entry.stewardships.filter(user=trusted.person).delete()
        for given in (
            {"image": image.pk},
            {"body": streamfield([("image", {"image": image.pk, "caption": ""})])},
        ):
            answer = client.post(add_url(trusted.page), {**infopost_form(**given), "action-publish": "1"})
            assert answer.status_code == 200
            assert ("Geheimbild" in answer.content.decode()) is not stranger
    assert not InfopostPage.objects.exists()


def test_drafts_of_others_are_not_referred_to(client, ours, theirs):
    draft = infopost(theirs.page, "Geheimtitel", live=False)
    hidden = builders.event("Geheimtermin", organiser=theirs.entry, live=False)
    link = f'<p><a linktype="page" id="{draft.pk}">Mehr</a></p>'
    for given in (
        {"body": streamfield([("text", json.dumps({"html": link}))])},
        {"dates": [{"event": hidden.pk}]},
    ):
        answer = client.post(add_url(ours.page), infopost_form(**given))
        assert "Geheim" not in answer.content.decode()
    assert not InfopostPage.objects.filter(dates__event=hidden).exists()


def test_it_is_not_moved_nor_closed_nor_copied(client, trusted, theirs):
    theirs.entry.stewardships.create(user=trusted.person)
    page = infopost(trusted.page)
    before = Page.objects.values().get(pk=page.pk)
    for name in ("move", "copy", "set_privacy"):
        assert client.get(url(name, page.pk)).status_code == 404
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    client.post(f"{bulk}?id={page.pk}", {"chooser": theirs.page.pk, "move_applicable": "on"})
    assert Page.objects.values().get(pk=page.pk) == before


def test_whoever_acts_no_more_keeps_nothing(client, ours):
    page = infopost(ours.page)
    ours.entry.stewardships.update(until=builders.day("2020-01-02"), since=builders.day("2020-01-01"))
    for address in (url("edit", page.pk), add_url(ours.page), url("delete", page.pk)):
        assert client.get(address).status_code in {302, 403, 404}
        assert client.post(address, infopost_form()).status_code in {302, 403, 404}
    assert fresh(page).live


def test_no_rule_is_needed_below_the_own_page(ours, theirs):
    infopost(ours.page)
    assert check().found == ()


def test_the_desk_shows_own_ones_and_how_to_begin(client, ours, theirs_post):
    page = infopost(ours.page, live=False)
    answer = client.get(reverse("desk:desk", args=[ours.entry.pk])).content.decode()
    assert add_url(ours.page) in answer
    assert url("edit", page.pk) in answer
    assert url("edit", theirs_post.pk) not in answer
    assert reverse("share_kit", args=[page.pk]) not in answer
    shown = infopost(ours.page, "Noch einer")
    assert (
        reverse("share_kit", args=[shown.pk])
        in client.get(reverse("desk:desk", args=[ours.entry.pk])).content.decode()
    )
    listed = client.get(reverse("wagtailadmin_explore", args=[ours.page.pk])).content.decode()
    assert url("edit", page.pk) in listed


def test_it_is_public_as_long_as_the_page_above_is(client, ours):
    page = infopost(ours.page)
    client.logout()
    path = page.get_url()
    assert client.get(path).status_code == 200
    assert list(InfopostPage.objects.listed()) == [page]
    assert path in client.get("/sitemap.xml").getvalue().decode()
    ours.entry.status = "dissolved"
    ours.entry.save()
    assert not InfopostPage.objects.listed().exists()
    assert path not in client.get("/sitemap.xml").getvalue().decode()
    ours.page.unpublish()
    assert client.get(path).status_code == 404
