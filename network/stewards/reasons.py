"""Who else may do something with what belongs to an organisation, and by which rule.

Stewards are the organisation's own people; everybody else here has the right from above: superusers, and groups with
a rule on a page or collection above the organisation's, or a right on a whole kind of things such as dates.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from network.models import Organisation
from network.roles import MEMBERS
from portal.models import User
from portal.registries import Registry

_ON_PAGES = ("change_page", "publish_page")
_ON_FILES = ("change_image", "change_portalimage", "change_document", "change_portaldocument")


@dataclass(frozen=True)
class ModelRight:
    """A right on everything of a kind that organisations own, and what it lets do."""

    permission: str
    words: str | Promise


@dataclass(frozen=True)
class Other:
    """Somebody from outside of the organisation: by name, by which rule, what it lets do."""

    name: str
    why: str
    may: tuple[str, ...]


# `ModelRight` of later apps.
model_rights = Registry("right on what organisations own")
# Functions `(organisation, now) -> Iterable[str]`: sentences about others who see or change something of it.
sharing = Registry("sentence about what is shared")


def others(organisation: Organisation) -> list[Other]:
    """Return everybody with a right from above, by name; a constant number of queries.

    Without a name, only that there is somebody is told, not the address.
    """
    by_group = _group_rights(organisation)
    users = User.objects.filter(is_active=True).filter(Q(groups__in=by_group) | Q(is_superuser=True))
    found = [_other(user, by_group) for user in users.distinct().prefetch_related("groups")]
    return sorted(found, key=lambda one: (one.name.casefold(), one.why))


def _other(user: User, by_group: dict[int, set[str]]) -> Other:
    """Return what one person may do, and why."""
    name = user.get_full_name() or _("somebody without a name here")
    if user.is_superuser:
        return Other(name, _("Runs the portal (superuser)"), (_("everything"),))
    groups = [group for group in user.groups.all() if group.pk in by_group]
    may = set().union(*(by_group[group.pk] for group in groups))
    why = _("Belongs to “%(group)s”") % {"group": ", ".join(sorted(group.name for group in groups))}
    return Other(name, why, tuple(sorted(may)))


def _group_rights(organisation: Organisation) -> dict[int, set[str]]:
    """Return what each group from above may do, in words, by the group's key."""
    found: dict[int, set[str]] = defaultdict(set)
    pages = [page.path for page in organisation.pages.all()]
    rules = GroupPagePermission.objects.filter(
        page__path__in=_above(pages, Page.steplen), permission__codename__in=_ON_PAGES
    )
    for group in rules.values_list("group", flat=True):
        found[group].add(_("change and publish the page"))
    collections = Collection.objects.filter(access__organisation=organisation).values_list("path", flat=True)
    rules = GroupCollectionPermission.objects.filter(
        collection__path__in=_above(collections, Collection.steplen), permission__codename__in=_ON_FILES
    )
    for group in rules.values_list("group", flat=True):
        found[group].add(_("change pictures and documents"))
    for right in model_rights:
        app, codename = right.permission.split(".")
        groups = Group.objects.filter(
            permissions__codename=codename, permissions__content_type__app_label=app
        )
        for group in groups.values_list("pk", flat=True):
            found[group].add(str(right.words))
    own = Group.objects.filter(Q(access__isnull=False) | Q(name=MEMBERS)).values_list("pk", flat=True)
    return {group: may for group, may in found.items() if group not in set(own)}


def _above(paths: Iterable[str], step: int) -> set[str]:
    """Return the paths of these nodes and of everything above them."""
    return {path[:end] for path in paths for end in range(step, len(path) + 1, step)}
