"""The editor's desk."""

from wagtail.admin.menu import help_menu

from portal.desk import steps_for
from tests import builders


def test_the_desk_says_where_to_begin(client, tree):
    client.force_login(builders.superuser())
    content = client.get("/admin/").content.decode()
    assert "/admin/settings/portal/navigationsettings/" in content


def test_only_what_somebody_may_do_is_offered(db):
    assert len(steps_for(builders.superuser())) == 3
    assert [step.url for step in steps_for(builders.user())] == ["/admin/pages/"]


def test_no_menu_leads_to_foreign_handbooks(rf, db):
    request = rf.get("/admin/")
    request.user = builders.superuser()
    assert [item.name for item in help_menu.menu_items_for_request(request)] == ["keyboard-shortcuts-trigger"]


def test_pages_of_the_desk_open(client, tree):
    client.force_login(builders.superuser())
    for path in (
        f"/admin/pages/{tree.home.pk}/",
        f"/admin/pages/{tree.standard.pk}/edit/",
        f"/admin/pages/add/portal/standardpage/{tree.home.pk}/",
        f"/admin/settings/portal/portalsettings/{tree.site.pk}/",
        f"/admin/settings/portal/navigationsettings/{tree.site.pk}/",
    ):
        assert client.get(path).status_code == 200, path
