"""The chooser of pages shows what is published under its published name, and one's own drafts."""

import pytest
from django.urls import reverse

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, ours):
    """Return a browser in which our steward is signed in."""
    client.force_login(ours.person)
    return client


@pytest.fixture
def drafts(ours, theirs, tree):
    """Give both pages drafts with other titles, and them a page that was never published."""
    for house, title in ((ours, "Amsel neu"), (theirs, "Geheimtitel")):
        house.page.title = title
        house.page.save_revision()
    return builders.organisation_page(tree.directory, title="Geheimseite", live=False)


def test_drafts_of_others_are_neither_listed_nor_found(client, tree, drafts, theirs):
    browse = reverse("wagtailadmin_choose_page_child", args=[tree.directory.pk])
    search = reverse("wagtailadmin_choose_page_search")
    for url in (browse, f"{search}?q=Geheim", f"{search}?q=Verein", reverse("wagtailadmin_choose_page")):
        assert "Geheim" not in client.get(url).content.decode(), url
    listed = client.get(browse).json()["html"]
    assert "Verein Buche" in listed
    assert "Amsel neu" in listed


def test_a_draft_is_not_opened_by_its_number(client, drafts, theirs):
    url = reverse("wagtailadmin_choose_page_child", args=[drafts.pk])
    assert client.get(url).status_code == 404
    assert (
        "Geheim"
        not in client.get(reverse("wagtailadmin_choose_page_child", args=[theirs.page.pk])).content.decode()
    )


def test_chosen_pages_are_named_as_published(client, drafts, ours, theirs):
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    answer = client.get(url, {"id": [ours.page.pk, theirs.page.pk]}).json()
    assert {one["adminTitle"] for one in answer["result"]} == {"Amsel neu", "Verein Buche"}
    for key in (drafts.pk, 1, "x", "99999999999999999999"):
        assert client.get(url, {"id": [ours.page.pk, key]}).status_code == 404


def test_the_office_sees_drafts(client, tree, drafts):
    client.force_login(builders.office())
    browse = reverse("wagtailadmin_choose_page_child", args=[tree.directory.pk])
    assert "Geheimtitel" in client.get(browse).content.decode()
