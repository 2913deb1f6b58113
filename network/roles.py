"""The groups every portal has: the office, editors, and stewards; only superusers manage accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
)

from portal.models import HomePage
from portal.registries import editor_permissions, office_permissions

OFFICE = "Koordinierungsbüro"
EDITORS = "Redaktion"
# People who act for organisations: into the admin, and nothing else; all other rights follow from stewardships.
MEMBERS = "Mitgliedsorganisationen"
# What Wagtail's own migrations leave behind; see `_replace_defaults`.
WAGTAIL_GROUPS = ("Editors", "Moderators")
WAGTAIL_WORKFLOW = "Moderators approval"

PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
MEDIA = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
COLLECTIONS = ("wagtailcore.add_collection", "wagtailcore.change_collection", "wagtailcore.delete_collection")


@dataclass(frozen=True)
class Role:
    """A group: rights on models, on pages at the home page, on media at the root collection."""

    name: str
    models: tuple[str, ...]
    pages: tuple[str, ...]
    media: tuple[str, ...]


def _on(model: str, *actions: str) -> tuple[str, ...]:
    """Return the names of permissions on a model `app.name`."""
    app, name = model.split(".")
    return tuple(f"{app}.{action}_{name}" for action in actions)


ROLES = (
    Role(
        OFFICE,
        (
            "wagtailadmin.access_admin",
            "simple_translation.submit_translation",
            *_on("network.organisation", "add", "change", "view"),
            *_on("network.membership", "add", "change", "delete", "view"),
            *_on("network.funding", "add", "change", "delete", "view"),
            *_on("network.stewardship", "add", "change", "delete", "view"),
            *_on("network.correction", "change", "delete", "view"),
            *_on("network.topic", "add", "change", "delete", "view"),
            *_on("network.introduction", "add", "change", "delete", "view"),
            *_on("network.region", "add", "change", "view"),
            *_on("network.postcode", "view"),
            *_on("portal.portalsettings", "change"),
            *_on("portal.navigationsettings", "change"),
            *_on("portal.outgoingmail", "view"),
            *_on("portal.pendingchange", "view"),
        ),
        PAGES,
        (*MEDIA, *COLLECTIONS),
    ),
    Role(
        EDITORS,
        (
            "wagtailadmin.access_admin",
            "simple_translation.submit_translation",
            *_on("network.organisation", "view"),
            *_on("network.membership", "view"),
            *_on("network.topic", "view"),
            *_on("network.introduction", "add", "change", "delete", "view"),
            *_on("network.region", "view"),
        ),
        PAGES,
        MEDIA,
    ),
    Role(MEMBERS, ("wagtailadmin.access_admin",), (), ()),
)


@transaction.atomic
def ensure_roles() -> None:
    """Create the groups with the rights they miss; safe to repeat, takes away nothing that was added by hand."""
    is_new = not Group.objects.filter(name=OFFICE).exists()
    for role in ROLES:
        group, _new = Group.objects.get_or_create(name=role.name)
        group.permissions.add(*_permissions([*role.models, *_from_other_apps(role.name)]))
        _allow_pages(group, role.pages)
        root = Collection.get_first_root_node()
        if not role.media:
            _take_back_everything(group, root)
        _add_rules(GroupCollectionPermission, group, {(root.pk, one.pk) for one in _permissions(role.media)})
    if is_new:
        _replace_defaults(Group.objects.get(name=OFFICE))


def _take_back_everything(group: Group, root: Collection) -> None:
    """Take back what a fault gave to a group without rights on files: every permission there is, on all of them.

    What was given by hand are rights on files and nothing else; it stays.
    """
    rules = GroupCollectionPermission.objects.filter(group=group, collection=root)
    if rules.filter(permission__content_type__app_label="auth").exists():
        rules.delete()


def _from_other_apps(role: str) -> list[str]:
    """Return the permissions that later apps give to a group."""
    given = {OFFICE: office_permissions, EDITORS: editor_permissions}.get(role, ())
    return [name for names in given for name in names]


def follow_translation(sender: type, target_obj: Any, **kwargs: Any) -> None:
    """Give the groups their rights on a home page that was just copied for another language."""
    if isinstance(target_obj, HomePage):
        ensure_roles()


def _allow_pages(group: Group, codenames: Iterable[str]) -> None:
    """Give rights on all pages by one rule at the top: the home page of each language."""
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    homes = HomePage.objects.values_list("pk", flat=True)
    _add_rules(GroupPagePermission, group, set(product(homes, permissions.values_list("pk", flat=True))))


def _add_rules(
    model: type[GroupPagePermission | GroupCollectionPermission], group: Group, wanted: set[tuple[int, int]]
) -> None:
    """Add the rules of a group that it misses, each a place (page or collection) and a permission."""
    place = "page_id" if model is GroupPagePermission else "collection_id"
    there = set(model.objects.filter(group=group).values_list(place, "permission_id"))
    model.objects.bulk_create(
        model(group=group, permission_id=permission, **{place: where})
        for where, permission in sorted(wanted - there)
    )


def _permissions(names: Iterable[str]) -> list[Permission]:
    """Return the permissions of names like `network.add_topic`; raises LookupError where one does not exist."""
    names = set(names)
    if not names:  # an empty condition would find every permission there is
        return []
    wanted = Q()
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted).select_related("content_type"))
    missing = names - {f"{one.content_type.app_label}.{one.codename}" for one in found}
    if missing:
        raise LookupError(f"No such permissions: {', '.join(sorted(missing))}")
    return found


def _replace_defaults(office: Group) -> None:
    """Put the office in the place of Wagtail's groups, which hold rights on everything from the root on."""
    for task in GroupApprovalTask.objects.filter(groups__name__in=WAGTAIL_GROUPS).distinct():
        task.groups.set([office])
    for model in (GroupApprovalTask, Workflow):
        model.objects.filter(name=WAGTAIL_WORKFLOW).update(name=OFFICE)
    Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True).delete()
