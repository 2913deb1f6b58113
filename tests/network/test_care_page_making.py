"""A page for an entry that has none: found in the register, made by one press, a draft."""

import pytest
from django.urls import reverse

from network.models import ActorPage
from tests import builders
from tests.network.care_pages import url

pytestmark = pytest.mark.django_db


def edit_url(entry):
    return reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])


def test_register_and_form_lead_to_a_page_that_is_missed(office, tree):
    missing, external = builders.organisation("Ohne Seite"), builders.organisation("Fremd", is_external=True)
    has_one = builders.organisation_page(tree.directory).organisation
    way = url("make_page", missing.pk)
    listed = office.get(f"{reverse('wagtailsnippets_network_organisation:list')}?page=none").content.decode()
    assert way in listed
    assert url("make_page", external.pk) not in listed
    assert way in office.get(edit_url(missing)).content.decode()
    for other in (external, has_one):
        assert url("make_page", other.pk) not in office.get(edit_url(other)).content.decode()


@pytest.mark.parametrize("kind", ["association", "alliance"])
def test_one_press_makes_a_draft_in_its_place_and_a_second_one_finds_it(office, tree, kind):
    entry = builders.organisation("Grüner Süden", kind=kind)
    assert "Grüner Süden" in office.get(url("make_page", entry.pk)).content.decode()
    assert not ActorPage.objects.exists()
    for _press in range(2):
        answer = office.post(url("make_page", entry.pk))
        page = ActorPage.objects.get(organisation=entry).specific
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.slug, page.live) == ("Grüner Süden", "gruener-sueden", False)
    assert page.get_parent().pk == (tree.alliances if kind == "alliance" else tree.directory).pk
    assert page.latest_revision is not None
    assert office.get(answer.url).status_code == 200


def test_only_the_office_may(client, tree):
    entry = builders.organisation("Ohne Seite")
    client.force_login(builders.editor("redaktion@example.org"))
    for ask in (client.get, client.post):
        assert ask(url("make_page", entry.pk)).status_code == 404
    assert not ActorPage.objects.exists()


def test_unknown_entries_and_a_portal_without_directory_make_nothing(office, tree):
    assert office.post(url("make_page", 999_999)).status_code == 404
    entry = builders.organisation("Ohne Ort")
    tree.directory.delete()
    assert office.post(url("make_page", entry.pk)).status_code == 200
    assert not ActorPage.objects.exists()
