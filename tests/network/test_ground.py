"""Home page, directory and list of alliances stay; every other page comes and goes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from network.models import AlliancesPage, DirectoryPage
from portal.ground import reason_to_stay
from portal.models import HomePage
from tests import builders

pytestmark = pytest.mark.django_db

GROUND = ("home", "directory", "alliances")


@pytest.fixture(params=[builders.office, builders.superuser])
def admin(client, tree, request):
    client.force_login(request.param())
    return client


def asked(client, action, page):
    """Send the form that deletes or unpublishes a page, and return the answer it leads to."""
    url = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    return client.post(url, {"confirm_site_name": "Bündnisportal"}, follow=True)


def asked_for_all(client, action, *pages):
    """Send the form that deletes or unpublishes many pages, and return the answer it leads to."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{query}", {"confirm_site_name": "Bündnisportal"}, follow=True)


def state(page):
    """Return whether a page is there and live, None where it is gone."""
    return Page.objects.filter(pk=page.pk).values_list("live", flat=True).first()


@pytest.mark.parametrize("action", ["delete", "unpublish"])
@pytest.mark.parametrize("name", GROUND)
def test_ground_stays_and_the_message_names_it(admin, tree, name, action):
    page = getattr(tree, name)
    for send in (asked, lambda client, *given: asked_for_all(client, given[0], tree.standard, given[1])):
        answer = send(admin, action, page)
        assert state(page) is True
        if answer.status_code == 200:
            assert page.title in "".join(str(one) for one in answer.context["messages"])
    assert state(tree.standard) is True
    builders.drain()
    assert [admin.get(url).status_code for url in ("/", "/initiativen/", "/buendnisse/")] == [200] * 3


def test_ground_has_no_end_on_a_day_to_come(client, tree):
    client.force_login(builders.superuser())
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    for page, is_fine in ((tree.directory, False), (builders.standard_page(tree.home, "Fest"), True)):
        fields = {"title": page.title, "slug": page.slug, "lead": "", "intro": "", "body": streamfield([])}
        data = nested_form_data({**fields, "comments": inline_formset([]), "expire_at": tomorrow})
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
        assert answer.status_code == (302 if is_fine else 200)
        assert is_fine or "expire_at" in answer.context["form"].errors


def test_deletion_is_not_even_asked_about(client, tree):
    client.force_login(builders.superuser())
    url = reverse("wagtailadmin_pages:delete", args=[tree.directory.pk])
    assert client.get(url).status_code == 302


@pytest.mark.parametrize(("action", "after"), [("delete", None), ("unpublish", False)])
def test_other_pages_go(admin, tree, action, after):
    first, second = builders.standard_page(tree.home, "Eins"), builders.standard_page(tree.home, "Zwei")
    actor = builders.organisation_page(tree.directory)
    asked(admin, action, first)
    asked_for_all(admin, action, second, actor)
    assert [state(page) for page in (first, second, actor)] == [after] * 3


def test_list_goes_once_another_one_is_published_but_not_both_at_once(client, tree):
    client.force_login(builders.superuser())
    other_home = Page.get_first_root_node().add_child(instance=HomePage(title="Zweite", slug="zweite"))
    other = other_home.add_child(instance=DirectoryPage(title="Andere", slug="andere"))
    asked_for_all(client, "unpublish", tree.directory, other)
    assert [state(tree.directory), state(other)] == [True, True]
    asked(client, "unpublish", tree.directory)
    assert [state(tree.directory), state(other)] == [False, True]
    asked(client, "delete", other)
    asked(client, "delete", other_home)
    assert state(other) is True


def test_draft_and_translation_of_a_list_go(client, tree):
    client.force_login(builders.superuser())
    english = builders.translated(tree.alliances, "en")
    asked(client, "unpublish", english)
    assert state(english) is False
    asked(client, "delete", english)
    assert state(english) is None
    other_home = Page.get_first_root_node().add_child(instance=HomePage(title="Zweite", slug="zweite"))
    draft = other_home.add_child(instance=AlliancesPage(title="Entwurf", slug="entwurf", live=False))
    asked(client, "delete", draft)
    assert state(draft) is None


def test_no_pages_give_no_reason(tree):
    assert reason_to_stay([]) == ""
    assert reason_to_stay([tree.standard]) == ""
    assert reason_to_stay([tree.standard, tree.home]) != ""
