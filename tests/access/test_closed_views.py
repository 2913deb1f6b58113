"""What Wagtail has for colleagues does not exist for members; the portal's own views ask for themselves."""

import pytest
from django.urls import get_resolver, reverse

from network.access.closed_views import OPEN_NAMESPACES, OPEN_VIEWS
from network.models import OrganisationPage
from portal.models import User
from portal.scoped_views import is_of_wagtail
from tests import builders
from tests.access.addresses import routes

pytestmark = pytest.mark.django_db

CLOSED = (
    ("wagtailadmin_reports:site_history", ()),
    ("wagtailadmin_workflows:task_chooser", ()),
    ("wagtailadmin_pages:choose_parent", ("network", "organisationpage")),
    ("wagtailembeds:chooser", ()),
)


@pytest.mark.parametrize(("name", "args"), CLOSED)
def test_views_for_colleagues_are_closed_to_members_alone(client, ours, name, args):
    url = reverse(name, args=args)
    client.force_login(ours.person)
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    client.force_login(builders.editor())
    assert client.get(url).status_code != 404
    client.logout()
    assert client.get(url).status_code == 302


def test_every_open_view_exists():
    names = {route.name for route in routes()}
    assert names >= OPEN_VIEWS
    spaces = {name.rpartition(":")[0] for name in names}
    assert spaces >= OPEN_NAMESPACES


def test_views_of_ours_are_told_apart_from_wagtails():
    resolve = get_resolver().resolve
    assert is_of_wagtail(resolve("/admin/reports/site-history/").func)
    assert not is_of_wagtail(resolve("/admin/snippets/events/event/").func)
    assert not is_of_wagtail(resolve("/admin/choose-page/").func)


def test_the_explorer_names_people_to_the_office_alone(client, ours, theirs, tree):
    User.objects.filter(pk=theirs.person.pk).update(first_name="Kanariperson")
    theirs.page.save_revision(user=theirs.person, log_action=True)
    own, every = (reverse("wagtailadmin_explore", args=[page.pk]) for page in (ours.page, tree.directory))
    client.force_login(ours.person)
    assert "Kanariperson" not in client.get(own).content.decode()
    assert client.get(f"{own}?edited_by={theirs.person.pk}&owner={theirs.person.pk}").status_code == 200
    theirs.entry.stewardships.create(user=ours.person)  # serves two, so sees the directory
    assert "Kanariperson" not in client.get(every).content.decode()
    client.force_login(builders.office())
    for url in (own, every):
        assert "Kanariperson" in client.get(url).content.decode()


@pytest.mark.parametrize("model", ["organisationpage", "alliancepage", "actorpage"])
def test_all_pages_of_a_kind_are_listed_for_the_office(client, ours, model):
    url = reverse("wagtailadmin_pages:type_use", args=["network", model])
    client.force_login(builders.office())
    for query in ("", "?q=Amsel", "?ordering=seat_name"):
        answer = client.get(url + query)
        assert answer.status_code == 200
        assert ("Verein Amsel" in answer.content.decode()) == (model != "alliancepage")


def test_nobody_copies_the_page_of_an_organisation(client, ours, tree):
    url = reverse("wagtailadmin_pages:copy", args=[ours.page.pk])
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": tree.directory.pk}
    for person in (ours.person, builders.office(), builders.superuser()):
        client.force_login(person)
        assert client.post(url, data).status_code in {302, 404}
    assert OrganisationPage.objects.count() == 1
