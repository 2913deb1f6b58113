"""The linear policy answers as Wagtail's own does, whatever the rules; and a person in many groups is served."""

import random

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import get_resolver
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from network.access.file_policy import LinearFilePolicy
from network.access.page_policy import LinearPagePolicy, topmost
from portal.models import HomePage, PortalImage, StandardPage, User
from portal.wagtail_policies import document_policy, image_policy, page_policy
from tests import builders
from tests.portal.pictures import picture

pytestmark = pytest.mark.django_db

ACTIONS = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
ASKED = [{action} for action in ACTIONS] + [{"add", "change"}, {"change", "publish"}, set(ACTIONS)]


def grow(rng: random.Random, owners: list[User]) -> list[Page]:
    """Return a small random tree below the root, two sites wide, pages owned by somebody or nobody."""
    root = Page.get_first_root_node()
    pages = [root]
    for number in range(rng.randint(6, 18)):
        parent = Page.objects.get(pk=rng.choice(pages).pk)
        model = HomePage if parent.depth == 1 else StandardPage
        page = model(title=f"Seite {number}", slug=f"seite-{number}", owner=rng.choice([*owners, None]))
        pages.append(parent.add_child(instance=page))
    return list(Page.objects.all())


def rule_at_random(rng: random.Random, people: list[User], pages: list[Page]) -> None:
    """Put people into groups that have rules here and there, overlapping and at the root as well."""
    permissions = list(
        Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=[f"{action}_page" for action in ACTIONS]
        )
    )
    for number in range(rng.randint(1, 5)):
        group = Group.objects.create(name=f"Gruppe {rng.random()} {number}")
        for _rule in range(rng.randint(0, 4)):
            GroupPagePermission.objects.get_or_create(
                group=group, page=rng.choice(pages), permission=rng.choice(permissions)
            )
        for person in rng.sample(people, rng.randint(0, len(people))):
            person.groups.add(group)


def ids(pages) -> set[int]:
    """Return the keys of pages."""
    return set(pages.values_list("pk", flat=True))


@pytest.mark.parametrize("seed", range(40))
def test_linear_policy_answers_as_wagtails_does(seed):
    rng = random.Random(seed)  # noqa: S311 - the same trees each time
    people = [builders.user() for _ in range(3)]
    pages = grow(rng, people)
    rule_at_random(rng, people, pages)
    off = builders.user(is_active=False)
    off.groups.set(Group.objects.all())
    stock, linear = PagePermissionPolicy(Page), LinearPagePolicy(Page)
    for key in [*(person.pk for person in people), off.pk, builders.superuser().pk]:
        asked, again = User.objects.get(pk=key), User.objects.get(pk=key)
        assert ids(linear.explorable_instances(asked)) == ids(stock.explorable_instances(again))
        assert linear.explorable_root_instance(asked) == stock.explorable_root_instance(again)
        for actions in ASKED:
            found = ids(linear.instances_user_has_any_permission_for(asked, actions))
            assert found == ids(stock.instances_user_has_any_permission_for(again, actions)), actions
            for page in pages:
                one = linear.user_has_any_permission_for_instance(asked, actions, page)
                assert one == stock.user_has_any_permission_for_instance(again, actions, page)


def test_wagtail_asks_the_linear_policy():
    assert isinstance(page_policy(), LinearPagePolicy)


def test_a_condition_can_be_joined_with_other_questions():
    tree = builders.site_tree()
    page = builders.organisation_page(tree.directory)
    person = builders.steward(page.organisation)
    mine = LinearPagePolicy(Page).explorable_instances(person)
    assert ids(mine & Page.objects.filter(depth=page.depth)) == {page.pk}
    assert not ids(Page.objects.exclude(pk__in=mine.values("pk")).filter(pk=page.pk))


def test_only_the_topmost_paths_count():
    assert topmost(["00010002", "0001", "00010001", "0003", "0003"]) == ["0001", "0003"]
    assert topmost([]) == []


@pytest.mark.parametrize("seed", range(5))
def test_rights_on_files_are_answered_as_wagtail_does(seed):
    assert get_resolver().url_patterns  # the policy is installed with the addresses of the admin
    rng = random.Random(seed)  # noqa: S311 - the same trees each time
    root, person = Collection.get_first_root_node(), builders.user()
    shelves = [root]
    for number in range(8):
        parent = Collection.objects.get(pk=rng.choice(shelves).pk)
        shelves.append(parent.add_child(name=f"Regal {number}"))
    shelves = list(Collection.objects.all())
    for shelf in shelves:
        picture(collection=shelf, uploaded_by_user=rng.choice([person, None]))
    rights = Permission.objects.filter(
        content_type__app_label="wagtailimages", codename__in=["add_image", "change_image", "choose_image"]
    )
    group = Group.objects.create(name="Gruppe")
    person.groups.add(group)
    for _rule in range(4):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=rng.choice(shelves), permission=rng.choice(rights)
        )
    stock = CollectionOwnershipPermissionPolicy(
        PortalImage, auth_model=Image, owner_field_name="uploaded_by_user"
    )
    for action in ("add", "change", "delete", "choose"):
        asked, again = User.objects.get(pk=person.pk), User.objects.get(pk=person.pk)
        for method in ("instances_user_has_permission_for", "collections_user_has_permission_for"):
            found = getattr(image_policy(), method)(asked, action)
            assert ids(found) == ids(getattr(stock, method)(again, action)), (method, action)
    assert isinstance(image_policy(), LinearFilePolicy)
    assert isinstance(document_policy(), LinearFilePolicy)
