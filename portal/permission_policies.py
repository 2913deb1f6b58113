"""Who may do what with which rows: Wagtail's policies decide per model, these per row.

A permission of a group (the office) holds for every row. Whoever has none is given rows by a queryset function,
so that one rule serves lists, choosers, views and bulk actions alike.
"""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from portal.models import User

# A rule: `(user, action, rows) -> rows`, those of the given rows on which the user may do that.
RowRule = Callable[[User, str, QuerySet], QuerySet]

# Who may do one of these with a row may do the action, too.
_IMPLIED_BY = {
    "view": ("view", "change"),
    "choose": ("choose", "view", "change"),
}


def nobody_adds(user: User) -> bool:
    """Return that only a permission of a group lets somebody add rows."""
    return False


def no_rows(user: User, action: str, rows: QuerySet) -> QuerySet:
    """Return no row: only permissions of a group count."""
    return rows.none()


class RowPermissionPolicy(ModelPermissionPolicy):
    """Every row for whoever has the model's permission, else the rows that a rule gives.

    `never` names actions that nobody has, superusers included: a register whose entries are never deleted.
    `may_add` lets people without the permission make new rows; what these may say is up to their form.
    """

    # For code that must not import this module, because models need it.
    decides_by_row = True

    def __init__(
        self,
        model: type[Model] | str,
        rule: RowRule = no_rows,
        never: Iterable[str] = frozenset(),
        may_add: Callable[[User], bool] = nobody_adds,
    ) -> None:
        super().__init__(model)
        self.rule = rule
        self.may_add = may_add
        self.never = frozenset(never)

    def has_all(self, user: User, action: str) -> bool:
        """Return whether the user may do that with every row, new ones included; no query per row."""
        if action in self.never or not user.is_active:
            return False
        return any(
            user.has_perm(self._get_permission_name(name)) for name in _IMPLIED_BY.get(action, (action,))
        )

    def has_new(self, user: User, action: str) -> bool:
        """Return whether the user may do that with a row that does not exist yet."""
        return self.has_all(user, action)

    def restrict(self, user: User, actions: Iterable[str], rows: QuerySet) -> QuerySet:
        """Return those of the rows on which the user may do one of the actions."""
        actions = [action for action in actions if action not in self.never]
        if not user.is_active or not actions:
            return rows.none()
        if any(self.has_all(user, action) for action in actions):
            return rows
        every = self.model._default_manager.all()
        given = (Q(pk__in=self.rule(user, action, every).order_by().values("pk")) for action in actions)
        return rows.filter(reduce(or_, given))

    def user_has_permission(self, user: User, action: str) -> bool:
        """Return whether the user may do that with some row; new rows are for `has_all` and `may_add` to allow."""
        if action == "add":
            return self.has_all(user, action) or ("add" not in self.never and self.may_add(user))
        if self.has_all(user, action):
            return True
        return self.instances_user_has_permission_for(user, action).exists()

    def user_has_permission_for_instance(self, user: User, action: str, instance: Model) -> bool:
        """Return whether the user may do that with this row."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: User, actions: Iterable[str], instance: Model
    ) -> bool:
        """Return whether the user may do one of the actions with this row."""
        actions = list(actions)
        if any(self.has_all(user, action) for action in actions):
            return True
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: User, actions: Iterable[str]) -> QuerySet:
        """Return every row on which the user may do one of the actions."""
        return self.restrict(user, actions, self.model._default_manager.all())


class BoundPolicy:
    """A policy that answers for one row wherever Wagtail asks for the model.

    Wagtail's editor asks “may this user publish this model?” and then publishes the row it holds; bound to that
    row, the same question gets the right answer. Without a row (a new one) only rights on all rows count.
    """

    def __init__(self, policy: RowPermissionPolicy, row: Model | None) -> None:
        self.policy = policy
        self.row = row

    def user_has_permission(self, user: User, action: str) -> bool:
        """Return whether the user may do that with the row; adding concerns no row."""
        if action == "add":
            return self.policy.user_has_permission(user, action)
        if self.row is None:
            return self.policy.has_new(user, action)
        return self.policy.user_has_permission_for_instance(user, action, self.row)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Return whether the user may do one of the actions with the row."""
        return any(self.user_has_permission(user, action) for action in actions)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policy, name)
