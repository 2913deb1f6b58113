"""Wagtail's rights on pages with work that grows in step with the rules, not with their square.

Wagtail joins one query per rule, and a person in 150 groups got HTTP 500 on SQLite and 25 seconds on PostgreSQL
(wagtail/wagtail#14593). Here the same rules make one condition: subtrees by the beginning of their path, of which
only the topmost ones count, however many rules there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from os.path import commonprefix

from django.contrib.auth import get_permission_codename
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.db.models.lookups import In
from wagtail import permissions
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from portal.models import User

EXPLORE = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


class LinearPagePolicy(PagePermissionPolicy):
    """Answers as Wagtail's policy does, in one condition per question."""

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet:
        """Return the pages on which a person may do one of the actions; whoever may only add may change own ones."""
        everything_or_nothing = self._base_queryset_for_user(user)
        if everything_or_nothing is not None:
            return everything_or_nothing
        actions = set(actions)
        codenames = self._get_permission_codenames(actions)
        add = get_permission_codename("add", Page._meta)
        whole, owned = set(), set()
        for rule in self.get_cached_permissions_for_user(user):
            if rule.permission.codename in codenames:
                whole.add(rule.page.path)
            elif rule.permission.codename == add and "change" in actions:
                owned.add(rule.page.path)
        condition = below(whole) | (below(owned) & Q(owner=user))
        return self.model._default_manager.filter(condition)

    def explorable_instances(self, user: User) -> QuerySet:
        """Return the pages with some right, and the way to them from where their ways part."""
        everything_or_nothing = self._base_queryset_for_user(user)
        if everything_or_nothing is not None:
            return everything_or_nothing
        rules = self.get_cached_permissions_for_user(user)
        codenames = self._get_permission_codenames(EXPLORE)
        ruled = {rule.page.path for rule in rules}
        given = {rule.page.path for rule in rules if rule.permission.codename in codenames}
        start = _common_depth(ruled)
        on_the_way = {path[:end] for path in ruled for end in range(start, len(path), Page.steplen)}
        return self.model._default_manager.filter(below(given) | Q(path__in=on_the_way))


def below(paths: Iterable[str]) -> Q:
    """Return the condition of being one of these pages or below one of them."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for path in topmost(paths):
        by_length[len(path)].append(path)
    condition = Q(pk__in=[])
    for length, roots in sorted(by_length.items()):
        condition |= Q(In(Substr("path", 1, length), roots))
    return condition


def topmost(paths: Iterable[str]) -> list[str]:
    """Return the paths that lie below no other one."""
    found: list[str] = []
    for path in sorted(set(paths)):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


def install() -> None:
    """Let Wagtail ask this policy.

    Wagtail 8 has a registry for it. In 7.4 modules hold the one instance that exists by name, so it is that instance
    which learns to answer linearly.
    """
    if hasattr(permissions, "register_permission_policy"):
        permissions.register_permission_policy(Page, LinearPagePolicy(Page))
    else:
        permissions.page_permission_policy.__class__ = LinearPagePolicy


def _common_depth(paths: Iterable[str]) -> int:
    """Return how long the path of the nearest page above all of these is; the root stands above itself."""
    prefix = commonprefix([path[: -Page.steplen] for path in paths])
    return max(len(prefix) - len(prefix) % Page.steplen, Page.steplen)
