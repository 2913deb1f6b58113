"""What Wagtail has for colleagues does not exist for members; the portal's own views ask for themselves."""

import pytest
from django.urls import get_resolver, reverse

from network.access.closed_views import OPEN_NAMESPACES, OPEN_VIEWS, is_of_wagtail
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
