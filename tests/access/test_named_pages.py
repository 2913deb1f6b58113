"""A page is named to whoever keeps it, and to others only as everybody reads it: in choosers, forms and buttons."""

import json

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import streamfield

from network import shielding
from publications.models import InfopostPage
from tests import builders
from tests.publications.infoposts_pages import infopost, infopost_form
from tests.publications.postings_pages import posting

pytestmark = pytest.mark.django_db

SECRET = "Musterfrau"


def _closed(tree, theirs):
    """Return a published page for colleagues alone."""
    page = builders.standard_page(tree.home, f"Treffen mit {SECRET}")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def _unlisted(tree, theirs):
    """Return the published page of an entry that no list names."""
    entry = builders.organisation(f"Verein {SECRET}", status="proposed")
    return builders.organisation_page(tree.directory, entry)


def _protected(tree, theirs):
    """Return what an organisation under the emergency switch published, with a covered name in its title."""
    builders.contact(theirs.page, "buero@example.org", person=f"Anna {SECRET}")
    page = posting(theirs.page, f"Büro bei {SECRET}")
    shielding.shield(theirs.entry, None)
    return page


SECRETS = {"closed": _closed, "unlisted": _unlisted, "protected": _protected}


@pytest.fixture
def client(client, ours):
    """Return a browser in which a steward is signed in whose organisation publishes directly."""
    ours.entry.trust = "trusted"
    ours.entry.save()
    client.force_login(ours.person)
    return client


@pytest.fixture(params=SECRETS)
def secret(request, tree, theirs):
    """Return a published page with a title that not everybody reads under it."""
    return SECRETS[request.param](tree, theirs)


def body_of(page) -> dict:
    """Return a text with a button to a page as the browser sends it, without words of its own."""
    return streamfield([("button", {"page": str(page.pk), "url": "", "label": ""})])


def begun(client, ours, page):
    """Publish an infopost with a button to a page; return the answer."""
    url = reverse("wagtailadmin_pages:add", args=["publications", "infopostpage", ours.page.pk])
    return client.post(url, {**infopost_form(body=body_of(page)), "action-publish": "1"})


def test_the_chooser_names_it_to_nobody_else(client, secret):
    search, above = reverse("wagtailadmin_choose_page_search"), secret.get_parent()
    browse = reverse("wagtailadmin_choose_page_child", args=[above.pk])
    for url in (browse, f"{search}?q={SECRET}", reverse("wagtailadmin_choose_page")):
        assert f"{SECRET}</a>" not in client.get(url).content.decode(), url
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert client.get(chosen, {"id": [secret.pk]}).status_code == 404
    client.force_login(builders.office())
    assert SECRET in client.get(browse).content.decode()
    assert client.get(chosen, {"id": [secret.pk]}).status_code == 200


def test_its_number_is_taken_out_of_a_form(client, ours, secret):
    answer = begun(client, ours, secret)
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()
    assert not InfopostPage.objects.exists()


def test_a_button_from_before_names_it_by_its_kind(client, ours, tree, theirs):
    """What was open when it was linked is not told by the link once it is closed or protected."""
    page = builders.standard_page(tree.home, f"Treffen mit {SECRET}")
    job = posting(theirs.page, f"Büro bei {SECRET}")
    builders.contact(theirs.page, "buero@example.org", person=f"Anna {SECRET}")
    blocks = [
        {"type": "button", "value": {"page": one.pk, "url": "", "label": label}}
        for one, label in ((page, ""), (job, ""), (job, "Zur Stelle"))
    ]
    post = infopost(ours.page, "Hinweise", body=json.dumps(blocks))
    builders.drain()
    assert client.get(post.url).content.decode().count(f"{SECRET}</a>") == 2
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    shielding.shield(theirs.entry, None)
    builders.drain()
    shown = client.get(post.url).content.decode()
    assert SECRET not in shown
    assert "Zur Stelle</a>" in shown


def test_the_editor_names_a_chosen_page_as_it_was_published(client, ours, theirs):
    theirs.page.title = "Geheimtitel"
    theirs.page.save_revision()
    assert begun(client, ours, theirs.page).status_code == 302
    editor = reverse("wagtailadmin_pages:edit", args=[InfopostPage.objects.get().pk])
    shown = client.get(editor).content.decode()
    assert "Geheimtitel" not in shown
    assert "Verein Buche" in shown
    type(theirs.page).objects.get(pk=theirs.page.pk).unpublish()
    assert "Geheimtitel" not in client.get(editor).content.decode()


def test_the_chooser_tells_nothing_of_drafts_of_others(client, theirs, tree):
    browse = reverse("wagtailadmin_choose_page_child", args=[tree.directory.pk])
    before = client.get(browse).json()["html"]
    theirs.page.title = "Geheimtitel"
    theirs.page.save_revision()
    assert client.get(browse).json()["html"] == before
