"""No page is published where something else answers, however it gets its address."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.models import StandardPage
from portal.reserved_addresses import is_reserved, is_taken
from tests import builders

pytestmark = pytest.mark.django_db

TAKEN = (
    "suche", "admin", "en", "leicht", "healthz", "media", "static", "documents", "_util", "_anderes", "id", "hinweis",
)  # fmt: skip


@pytest.fixture
def admin(client, tree):
    client.force_login(builders.superuser())
    return client


def form(title, slug):
    """Return what the form of a text page sends."""
    fields = {
        "title": title,
        "slug": slug,
        "intro": "",
        "body": streamfield([]),
        "comments": inline_formset([]),
    }
    return nested_form_data(fields) | {"action-publish": "1"}


def added(client, parent, slug):
    """Send a new text page and return the answer."""
    url = reverse("wagtailadmin_pages:add", args=["portal", "standardpage", parent.pk])
    return client.post(url, form("Neue Seite", slug))


@pytest.mark.parametrize("slug", TAKEN)
def test_form_refuses_an_address_that_is_taken(admin, tree, slug):
    answer = added(admin, tree.home, slug)
    assert list(answer.context["form"].errors) == ["slug"]
    assert slug in answer.context["form"].errors["slug"][0]
    assert not StandardPage.objects.filter(slug=slug).exists()


@pytest.mark.parametrize("slug", ["suchen", "unsere-suche", "enden", "ideen", "statisch", "seite-2"])
def test_form_takes_an_address_that_only_looks_similar(admin, tree, slug):
    assert added(admin, tree.home, slug).status_code == 302
    assert admin.get(f"/{slug}/").status_code == 200


def test_edited_page_keeps_its_address_and_gets_none_that_is_taken(admin, tree):
    url = reverse("wagtailadmin_pages:edit", args=[tree.standard.pk])
    assert "slug" in admin.post(url, form("Über uns", "suche")).context["form"].errors
    assert admin.post(url, form("Über uns", tree.standard.slug)).status_code == 302


def test_pages_deeper_down_are_free_unless_a_pattern_answers_there(admin, tree):
    assert added(admin, tree.standard, "suche").status_code == 302
    found = tree.home.add_child(instance=StandardPage(title="Alt", slug="suche"))
    assert is_reserved(found, "orte")
    assert not is_reserved(found, "anderes")


def test_translation_is_held_to_the_same_addresses(admin, tree):
    english = builders.translated(tree.standard, "en", slug="about")
    home = english.get_parent()
    assert is_reserved(home, "suche")
    assert is_reserved(home, "admin")
    assert not is_reserved(home, "about")


def test_home_page_and_pages_of_no_site_may_be_called_anything(tree):
    assert not is_reserved(Page.get_first_root_node(), "admin")
    assert not is_reserved(None, "admin")


def test_every_page_of_the_portal_has_a_free_address(tree):
    for page in (tree.directory, tree.alliances, tree.standard):
        assert not is_reserved(tree.home, page.slug)


@pytest.mark.parametrize(
    ("title", "slug"), [("Suche", "suche-2"), ("Admin", "admin-2"), ("Leicht", "leicht-2")]
)
def test_address_made_from_a_title_is_numbered_where_it_is_taken(client, tree, title, slug):
    pages = [tree.home.add_child(instance=StandardPage(title=title)) for _ in range(2)]
    assert pages[0].slug == slug
    assert pages[1].slug.startswith(f"{slug}-")
    assert client.get(f"/{slug}/").status_code == 200


def test_page_is_not_moved_to_where_nobody_could_reach_it(admin, tree):
    page = builders.standard_page(tree.standard, "Suche")
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, tree.home.pk])
    assert admin.get(url).status_code == 302
    assert admin.post(url).status_code == 302
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    answer = admin.post(f"{bulk}?id={page.pk}", {"chooser": tree.home.pk}, follow=True)
    assert "suche-2" in "".join(str(one) for one in answer.context["messages"])
    page.refresh_from_db()
    assert page.get_parent().pk == tree.standard.pk
    builders.standard_page(tree.standard, "Frei")
    free = StandardPage.objects.get(slug="frei")
    admin.post(f"{bulk}?id={free.pk}", {"chooser": tree.home.pk})
    assert StandardPage.objects.get(pk=free.pk).get_parent().pk == tree.home.pk


@pytest.mark.parametrize("path", ["suche/orte/", "documents/1/x.pdf", "admin/pages/", "robots.txt/"])
def test_paths_of_more_than_one_part_are_known(path):
    assert is_taken(path)
