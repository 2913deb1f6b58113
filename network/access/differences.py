"""How an organisation's access differs from what its pages, its trust and its stewardships say, and how to mend it.

One list of differences serves everything: provisioning mends all of one organisation, the check names all of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.contrib.auth.models import Group
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from network.models import Access, Organisation
from portal.models import PortalDocument, PortalImage

from .rules import existing, permission, wanted
from .shelves import add_collection, shared_collection

GROUP_NAME_LENGTH = 150


@dataclass(frozen=True)
class Difference:
    """Something that is not as it should be: in words, and what puts it right."""

    text: str
    mend: Callable[[], object]


def group_name(organisation: Organisation) -> str:
    """Return the name of an organisation's group; its number tells namesakes apart."""
    return f"Organisation {organisation.pk}: {organisation.name}"[:GROUP_NAME_LENGTH]


def of_organisation(organisation: Organisation) -> Iterator[Difference]:
    """Yield what differs for one organisation; the first ones must be mended before the rest is known."""
    access = _access(organisation)
    if access is None:
        if organisation.pages.exists():
            yield Difference(
                f"{organisation}: has a page, but neither group nor collection",
                partial(open_access, organisation),
            )
        return
    yield from _names(access)
    yield from _rules(access)
    yield from _files(access)


def open_access(organisation: Organisation) -> Access:
    """Make the group and the collection of an organisation, both empty."""
    group, _new = Group.objects.get_or_create(name=group_name(organisation))
    collection = add_collection(organisation.name)
    return Access.objects.create(organisation=organisation, group=group, collection=collection)


def _access(organisation: Organisation) -> Access | None:
    """Return an organisation's access with what it consists of."""
    found = Access.objects.filter(organisation=organisation)
    return found.select_related("organisation", "group", "collection").first()


def _names(access: Access) -> Iterator[Difference]:
    """Yield names that no longer are the organisation's."""
    for thing, name in (
        (access.group, group_name(access.organisation)),
        (access.collection, access.organisation.name),
    ):
        if thing.name != name:
            yield Difference(
                f"{access}: {thing._meta.verbose_name} is called “{thing.name}”",
                partial(_rename, thing, name),
            )


def _rename(thing: Group | Collection, name: str) -> None:
    """Give a group or a collection its name."""
    thing.name = name
    thing.save(update_fields=["name"])


def _rules(access: Access) -> Iterator[Difference]:
    """Yield rules that are missing, and every right beyond them."""
    pages = list(access.organisation.pages.all())
    should, has = wanted(access, pages, shared_collection().pk), existing(access)
    group = access.group
    for pk, name in sorted(should.pages - has.pages):
        yield Difference(f"{access}: may not {name} on page {pk}", partial(_allow_page, group, pk, name))
    for pk, name in sorted(has.pages - should.pages):
        yield Difference(f"{access}: may {name} on page {pk}", partial(_forbid_page, group, pk, name))
    for pk, name in sorted(should.collections - has.collections):
        yield Difference(
            f"{access}: may not {name} in collection {pk}", partial(_allow_collection, group, pk, name)
        )
    for pk, name in sorted(has.collections - should.collections):
        yield Difference(
            f"{access}: may {name} in collection {pk}", partial(_forbid_collection, group, pk, name)
        )
    for right in group.permissions.select_related("content_type"):
        yield Difference(
            f"{access}: the group has the right {right.content_type.app_label}.{right.codename} everywhere",
            partial(group.permissions.remove, right),
        )


def _allow_page(group: Group, pk: int, name: str) -> None:
    """Give a right on a page."""
    GroupPagePermission.objects.get_or_create(group=group, page_id=pk, permission=permission(name))


def _forbid_page(group: Group, pk: int, name: str) -> None:
    """Take a right on a page away."""
    GroupPagePermission.objects.filter(group=group, page_id=pk, permission=permission(name)).delete()


def _allow_collection(group: Group, pk: int, name: str) -> None:
    """Give a right on a collection."""
    GroupCollectionPermission.objects.get_or_create(
        group=group, collection_id=pk, permission=permission(name)
    )


def _forbid_collection(group: Group, pk: int, name: str) -> None:
    """Take a right on a collection away."""
    rules = GroupCollectionPermission.objects.filter(group=group, collection_id=pk)
    rules.filter(permission=permission(name)).delete()


def _files(access: Access) -> Iterator[Difference]:
    """Yield files of this organisation that lie in the collection of another one, as after a merge."""
    others = Access.objects.exclude(pk=access.pk).values("collection")
    for model in (PortalImage, PortalDocument):
        for file in model.objects.filter(organisation=access.organisation, collection__in=others):
            yield Difference(
                f"{access}: “{file}” lies in the collection of another organisation",
                partial(_move, file, access.collection),
            )


def _move(file: PortalImage | PortalDocument, collection: Collection) -> None:
    """Put a file into a collection."""
    file.collection = collection
    file.save(update_fields=["collection"])
