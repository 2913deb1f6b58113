"""An organisation with a page has one group, one collection and rules on its own page, whatever happened before."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from network import roles
from network.access import provisioning
from network.access.kept_groups import KeepingForm
from network.access.rules import permission
from network.care import merging
from network.models import Access, Stewardship
from portal.models import PortalImage, User
from tests import builders
from tests.access.houses import house
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db

ON_PAGE = {"add_page", "change_page"}


def page_rules(entry) -> set[tuple[int, str]]:
    """Return the rules on pages that an organisation's group has."""
    rules = GroupPagePermission.objects.filter(group__access__organisation=entry)
    return set(rules.values_list("page_id", "permission__codename"))


def everything() -> list:
    """Return groups, rules, collections and members as data."""
    return [
        sorted(Group.objects.values_list("name", "user__email"), key=str),
        sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")),
        sorted(
            GroupCollectionPermission.objects.values_list("group__name", "collection", "permission__codename")
        ),
        sorted(Collection.objects.values_list("path", "name")),
    ]


def test_an_organisation_gets_rules_on_its_own_page_and_files_alone(ours, theirs):
    assert page_rules(ours.entry) == {(ours.page.pk, name) for name in ON_PAGE}
    rules = GroupCollectionPermission.objects.filter(group=ours.access.group)
    own = rules.filter(collection=ours.access.collection).values_list("permission__codename", flat=True)
    assert set(own) == {
        f"{action}_{kind}" for action in ("add", "change", "choose") for kind in ("image", "document")
    }
    others = rules.exclude(collection=ours.access.collection)
    assert set(others.values_list("permission__codename", flat=True)) == {"choose_image", "choose_document"}
    assert others.values("collection").distinct().count() == 1
    assert not ours.access.group.permissions.exists()
    assert set(ours.person.groups.values_list("name", flat=True)) == {ours.access.group.name, roles.MEMBERS}


def test_an_organisation_without_page_gets_nothing(tree):
    entry = builders.organisation()
    builders.steward(entry)
    assert not Access.objects.exists()
    page = builders.organisation_page(tree.directory, entry)
    assert page_rules(entry) == {(page.pk, name) for name in ON_PAGE}


def test_repeating_changes_nothing(ours, theirs):
    before = everything()
    for entry in (ours.entry, theirs.entry):
        provisioning.provision(entry)
    assert everything() == before
    assert provisioning.check().found == ()


def test_publishing_follows_trust(ours):
    ours.entry.trust = "trusted"
    ours.entry.save()
    assert (ours.page.pk, "publish_page") in page_rules(ours.entry)
    ours.entry.trust = "checked"
    ours.entry.save()
    assert (ours.page.pk, "publish_page") not in page_rules(ours.entry)


def test_names_follow_the_register(ours):
    ours.entry.name = "Verein Anders"
    ours.entry.save()
    assert "Verein Anders" in ours.access.group.name
    assert ours.access.collection.name == "Verein Anders"


def test_a_page_given_to_another_organisation_takes_its_rules_along(ours, tree):
    heir = builders.organisation("Erbe")
    ours.page.organisation = heir
    ours.page.save()
    assert page_rules(ours.entry) == set()
    assert {page for page, _name in page_rules(heir)} == {ours.page.pk}


def test_a_translation_is_ruled_too(ours):
    english = builders.translated(ours.page, "en")
    assert {page for page, _name in page_rules(ours.entry)} == {ours.page.pk, english.pk}


@pytest.mark.parametrize("offset", [0, 1, 400])
def test_a_row_that_is_over_gives_nothing_at_the_next_request(client, ours, offset):
    client.force_login(ours.person)
    edit = f"/admin/pages/{ours.page.pk}/edit/"
    assert client.get(edit).status_code == 200
    today = timezone.localdate()
    # Past every signal, as an import or a repair of the database would.
    Stewardship.objects.update(since=today - timedelta(days=800), until=today - timedelta(days=offset))
    assert client.get(edit).status_code == 404
    assert client.get("/admin/").url.startswith("/konto/anmelden/")
    assert not ours.person.groups.exists()


def test_a_row_that_begins_tomorrow_gives_nothing_yet(client, tree, ours):
    person = builders.steward(ours.entry, since=timezone.localdate() + timedelta(days=1))
    client.force_login(person)
    assert client.get("/admin/").url.startswith("/konto/anmelden/")
    Stewardship.objects.filter(user=person).update(since=timezone.localdate())
    assert client.get("/admin/").url.startswith("/admin/desk/")


def test_a_deleted_row_gives_nothing(client, ours):
    ours.person.stewardships.all().delete()
    client.force_login(ours.person)
    assert client.get(f"/admin/pages/{ours.page.pk}/edit/").status_code == 404


def test_being_put_into_a_group_by_hand_gives_nothing(client, ours, theirs):
    ours.person.groups.add(theirs.access.group)
    client.force_login(ours.person)
    assert client.get(f"/admin/pages/{theirs.page.pk}/edit/").status_code == 404
    assert not ours.person.groups.filter(pk=theirs.access.group.pk).exists()


def test_groups_are_looked_up_once_and_only_for_whoever_is_signed_in(client, ours):
    def lookups(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return sum("is_due" in query["sql"] for query in queries)

    assert lookups("/initiativen/") == 0
    client.force_login(ours.person)
    assert lookups(f"/admin/pages/{ours.page.pk}/edit/") == 1


def test_the_check_names_every_difference_and_repairs_it(capsys, ours, theirs):
    right, change = permission("network.delete_region"), permission("wagtailcore.change_page")
    theirs.access.group.permissions.add(right)
    GroupPagePermission.objects.create(group=ours.access.group, page=theirs.page, permission=change)
    GroupPagePermission.objects.filter(group=theirs.access.group, permission=change).delete()
    GroupCollectionPermission.objects.filter(group=ours.access.group).first().delete()
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.create(
        group=ours.access.group, collection=root, permission=permission("wagtailimages.choose_image")
    )
    ours.person.groups.add(theirs.access.group)
    User.objects.get(pk=theirs.person.pk).groups.clear()
    with pytest.raises(CommandError, match="8 differences"):
        call_command("check_access")
    named = capsys.readouterr().out
    for words in (
        "delete_region",
        f"on page {theirs.page.pk}",
        f"in collection {root.pk}",
        ours.person.email,
    ):
        assert words in named
    call_command("check_access", "--repair")
    assert "8 differences repaired" in capsys.readouterr().out
    assert provisioning.check().found == ()


def test_the_group_of_all_members_may_enter_and_nothing_else(tree, ours):
    roles.ensure_roles()
    assert provisioning.check().found == ()
    group = Group.objects.get(name=roles.MEMBERS)
    group.permissions.add(permission("network.change_organisation"))
    root = Collection.get_first_root_node()
    right = permission("wagtailimages.change_image")
    GroupCollectionPermission.objects.create(group=group, collection=root, permission=right)
    GroupPagePermission.objects.create(
        group=group, page=tree.home, permission=permission("wagtailcore.change_page")
    )
    assert len(provisioning.check(repair=True).found) == 3
    assert provisioning.check().found == ()
    assert group.permissions.get().codename == "access_admin"


def test_a_missing_access_is_made_as_a_whole_in_one_repair(ours):
    group, collection = ours.access.group, ours.access.collection
    Access.objects.all().delete()
    assert not Group.objects.filter(pk=group.pk).exists()
    assert not Collection.objects.filter(pk=collection.pk).exists()
    provisioning.check(repair=True)
    assert provisioning.check().found == ()
    assert page_rules(ours.entry) == {(ours.page.pk, name) for name in ON_PAGE}


def test_a_merge_takes_rights_and_files_along_and_gives_them_back(tree, ours, theirs):
    image = ours.image("Sommerfest")
    done = merging.merge(ours.entry, theirs.entry, builders.superuser())
    image.refresh_from_db()
    assert image.collection == theirs.access.collection
    assert page_rules(ours.entry) == set()
    person = User.objects.get(pk=ours.person.pk)
    assert set(person.groups.filter(access__isnull=False)) == {theirs.access.group}
    assert provisioning.check().found == ()
    merging.undo(done, builders.superuser("zweite@example.org"))
    image.refresh_from_db()
    assert (image.collection, image.organisation) == (ours.access.collection, ours.entry)
    assert page_rules(ours.entry) == {(ours.page.pk, name) for name in ON_PAGE}
    assert provisioning.check().found == ()


def test_a_logo_is_taken_over_in_a_merge(ours, theirs):
    ours.page.logo = ours.image("Zeichen")
    ours.page.save_revision().publish()
    merging.merge(ours.entry, theirs.entry, None, frozenset({"logo"}))
    theirs.page.refresh_from_db()
    assert theirs.page.logo == PortalImage.objects.get()


def test_files_of_a_merged_entry_in_a_collection_of_the_office_stay_there(ours, theirs):
    image = picture(organisation=ours.entry)
    merging.merge(ours.entry, theirs.entry, None)
    image.refresh_from_db()
    assert (image.collection, image.organisation) == (Collection.get_first_root_node(), theirs.entry)


def test_housekeeping_repairs(ours):
    GroupPagePermission.objects.all().delete()
    call_command("housekeeping", "--only", "access")
    assert page_rules(ours.entry) == {(ours.page.pk, name) for name in ON_PAGE}


def test_provisioning_many_costs_the_same_per_organisation(tree, django_assert_max_num_queries):
    costs = []
    for number in (3, 12):
        while Access.objects.count() < number:
            house(tree, f"Verein {Access.objects.count()}")
        with django_assert_max_num_queries(16) as queries:
            provisioning.provision(Access.objects.last().organisation)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_nobody_deletes_a_group_that_rights_hang_on(client, ours):
    client.force_login(builders.superuser())
    roles.ensure_roles()
    kept = [ours.access.group, *Group.objects.filter(name__in=[role.name for role in roles.ROLES])]
    free = Group.objects.create(name="Frei")
    for group in [*kept, free]:
        answer = client.post(reverse("wagtailusers_groups:delete", args=[group.pk]), follow=True)
        assert group.name in str(next(iter(answer.context["messages"]))), group
    assert set(kept) <= set(Group.objects.all())
    assert not Group.objects.filter(name="Frei").exists()


def test_nobody_renames_a_group_that_the_portal_finds_by_its_name(ours):
    roles.ensure_roles()
    for group in [ours.access.group, *Group.objects.filter(name__in=[role.name for role in roles.ROLES])]:
        form = KeepingForm({"name": "Anders", "permissions": []}, instance=group)
        assert "name" in form.errors, group
        assert KeepingForm({"name": group.name, "permissions": []}, instance=group).is_valid()
    free = Group.objects.create(name="Frei")
    assert KeepingForm({"name": "Anders", "permissions": []}, instance=free).is_valid()
