"""What the office, editors and everybody else may do; rights follow the groups that the set-up makes."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from network import roles
from network.setup import set_up_portal
from tests import builders

pytestmark = pytest.mark.django_db

SNIPPETS = (
    "network_organisation",
    "network_membership",
    "network_funding",
    "network_stewardship",
    "network_correction",
    "network_topic",
    "network_introduction",
    "network_region",
    "network_postcode",
    "portal_outgoingmail",
    "portal_pendingchange",
)
EDITORS_READ = {
    "network_organisation",
    "network_membership",
    "network_topic",
    "network_introduction",
    "network_region",
}
FOR_SUPERUSERS = (
    "wagtailusers_users:index",
    "wagtailusers_groups:index",
    "wagtailsites:index",
    "wagtaillocales:index",
    "wagtailadmin_workflows:index",
)


def snapshot():
    """Return every right of every group."""
    return sorted(
        (
            group.name,
            sorted(group.permissions.values_list("content_type__app_label", "codename")),
            sorted(group.page_permissions.values_list("page_id", "permission__codename")),
            sorted(group.collection_permissions.values_list("collection_id", "permission__codename")),
        )
        for group in Group.objects.all()
    )


def test_roles_are_made_once_and_only_added_to(tree):
    roles.ensure_roles()
    first = snapshot()
    roles.ensure_roles()
    assert snapshot() == first
    group = Group.objects.get(name=roles.EDITORS)
    extra = Permission.objects.get(codename="change_topic")
    group.permissions.add(extra)
    group.permissions.remove(Permission.objects.get(codename="view_topic"))
    roles.ensure_roles()
    assert {"change_topic", "view_topic"} <= set(group.permissions.values_list("codename", flat=True))


def test_pages_are_ruled_at_the_home_page_alone(tree):
    roles.ensure_roles()
    for name in (roles.OFFICE, roles.EDITORS):
        ruled = GroupPagePermission.objects.filter(group__name=name).values_list("page_id", flat=True)
        assert set(ruled) == {tree.home.pk}


def test_translated_home_page_gets_the_same_rule(tree):
    roles.ensure_roles()
    english = tree.home.copy_for_translation(builders.locale("en"))
    ruled = GroupPagePermission.objects.filter(group__name=roles.OFFICE).values_list("page_id", flat=True)
    assert set(ruled) == {tree.home.pk, english.pk}


def test_wagtails_own_groups_with_rights_on_everything_are_gone():
    set_up_portal()
    assert set(Group.objects.values_list("name", flat=True)) == {roles.OFFICE, roles.EDITORS, roles.MEMBERS}
    assert not GroupPagePermission.objects.filter(page=Page.get_first_root_node()).exists()
    task = GroupApprovalTask.objects.get(name=roles.OFFICE)
    assert [group.name for group in task.groups.all()] == [roles.OFFICE]


def test_wagtails_group_with_people_in_it_stays():
    someone = builders.user()
    someone.groups.add(Group.objects.get(name="Editors"))
    set_up_portal()
    assert Group.objects.filter(name="Editors").exists()


def test_unknown_permission_is_named():
    with pytest.raises(LookupError, match="network.fly_topic"):
        roles._permissions(["network.fly_topic", "network.view_topic"])


def listed(client, name):
    """Return the status of a snippet's list."""
    return client.get(reverse(f"wagtailsnippets_{name}:list")).status_code


def test_office_may_edit_the_register_and_what_belongs_to_it(client, tree):
    entry = builders.organisation()
    client.force_login(builders.office())
    assert {name: listed(client, name) for name in SNIPPETS} == dict.fromkeys(SNIPPETS, 200)
    assert (
        client.get(reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])).status_code == 200
    )
    for name in ("organisation", "membership", "funding", "topic", "region"):
        assert client.get(reverse(f"wagtailsnippets_network_{name}:add")).status_code == 200, name


def test_office_may_edit_pages_media_and_settings(client, tree):
    client.force_login(builders.office())
    for url in (
        reverse("wagtailadmin_explore", args=[tree.home.pk]),
        reverse("wagtailadmin_pages:edit", args=[tree.standard.pk]),
        reverse("wagtailadmin_pages:add", args=["network", "alliancepage", tree.alliances.pk]),
        reverse("wagtailimages:add"),
        reverse("wagtaildocs:add"),
        reverse("wagtailadmin_collections:index"),
        reverse("wagtailsettings:edit", args=["portal", "portalsettings", tree.site.pk]),
        reverse("wagtailsettings:edit", args=["portal", "navigationsettings", tree.site.pk]),
    ):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("url_name", FOR_SUPERUSERS)
def test_nobody_but_superusers_manages_accounts_and_sites(client, tree, url_name):
    for account in (builders.office(), builders.editor()):
        client.force_login(account)
        assert client.get(reverse(url_name)).status_code == 302
    client.force_login(builders.superuser())
    assert client.get(reverse(url_name)).status_code == 200


def test_editors_write_pages_and_only_read_the_register(client, tree):
    entry = builders.organisation("Nur lesen")
    client.force_login(builders.editor())
    for url in (
        reverse("wagtailadmin_pages:edit", args=[tree.standard.pk]),
        reverse("wagtailimages:add"),
        reverse("wagtailsnippets_network_organisation:inspect", args=[entry.pk]),
    ):
        assert client.get(url).status_code == 200, url
    for name in SNIPPETS:
        assert listed(client, name) == (200 if name in EDITORS_READ else 302), name
    for route in ("edit", "history", "usage", "shield", "delete"):
        url = reverse(f"wagtailsnippets_network_organisation:{route}", args=[entry.pk])
        assert client.get(url).status_code == 404, route
        assert client.post(url, {"name": "Anders"}).status_code == 404, route
    for name in ("organisation", "membership", "topic", "region"):
        assert client.get(reverse(f"wagtailsnippets_network_{name}:add")).status_code == 302, name
    settings = reverse("wagtailsettings:edit", args=["portal", "portalsettings", tree.site.pk])
    assert client.get(settings).status_code == 302
    entry.refresh_from_db()
    assert entry.name == "Nur lesen"


def test_editors_may_choose_what_pages_need(client, tree):
    entry = builders.organisation()
    builders.places()
    client.force_login(builders.editor())
    for name, key in (("organisation", entry.pk), ("region", entry.seat_id)):
        chooser = f"wagtailsnippetchoosers_network_{name}"
        assert client.get(reverse(f"{chooser}:choose_results")).context["results"].paginator.count
        if key:
            assert client.get(reverse(f"{chooser}:chosen", args=[key])).status_code == 200
    funding = client.get(reverse("wagtailsnippetchoosers_network_funding:choose_results"))
    assert funding.context["results"].paginator.count == 0


def test_account_without_group_sees_nothing(client, tree):
    entry = builders.organisation()
    builders.office()
    for account in (builders.user(), builders.user(is_staff=True)):
        client.force_login(account)
        urls = [reverse(f"wagtailsnippets_{name}:list") for name in SNIPPETS]
        urls += [reverse("wagtailadmin_home"), reverse("wagtailadmin_explore", args=[tree.home.pk])]
        urls += [reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])]
        urls += [reverse("wagtailsnippetchoosers_network_organisation:choose")]
        for url in urls:
            answer = client.get(url)
            assert answer.status_code == 302, url
            assert answer.url.startswith("/konto/anmelden/"), url


def test_admin_access_alone_opens_no_row(client, tree):
    entry = builders.organisation("Unsichtbar")
    account = builders.user()
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(account)
    assert all(listed(client, name) == 302 for name in SNIPPETS)
    assert (
        client.get(reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])).status_code == 404
    )
    chooser = client.get(reverse("wagtailsnippetchoosers_network_organisation:choose_results"))
    assert "Unsichtbar" not in chooser.content.decode()
    assert entry.name not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_switched_off_account_of_the_office_has_no_rights(tree):
    account = builders.office()
    account.is_active = False
    account.save()
    policy = builders.organisation().snippet_viewset.permission_policy
    assert policy.has_all(account, "view") is False
    assert not policy.instances_user_has_permission_for(account, "change").exists()


def test_media_rules_stand_at_the_root_collection(tree):
    roles.ensure_roles()
    root = Collection.get_first_root_node()
    group = Group.objects.get(name=roles.OFFICE)
    assert set(group.collection_permissions.values_list("collection_id", flat=True)) == {root.pk}


def test_stewards_have_no_rights_on_the_files_of_all(tree):
    person = builders.steward(builders.organisation())
    assert not GroupCollectionPermission.objects.filter(group__user=person).exists()


def test_rights_on_files_that_a_fault_gave_are_taken_back_and_those_given_by_hand_stay(tree):
    roles.ensure_roles()
    group, root = Group.objects.get(name=roles.MEMBERS), Collection.get_first_root_node()
    by_hand = Permission.objects.get(content_type__app_label="wagtailimages", codename="choose_image")
    GroupCollectionPermission.objects.create(group=group, collection=root, permission=by_hand)
    roles.ensure_roles()
    rules = GroupCollectionPermission.objects.filter(group=group)
    assert [rule.permission for rule in rules] == [by_hand]
    for permission in Permission.objects.exclude(pk=by_hand.pk):
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    roles.ensure_roles()
    assert not rules.all().exists()


def test_members_may_enter_the_admin_and_nothing_else(tree):
    roles.ensure_roles()
    group = Group.objects.get(name=roles.MEMBERS)
    assert [right.codename for right in group.permissions.all()] == ["access_admin"]
    assert not group.collection_permissions.exists()
    assert not group.page_permissions.exists()
