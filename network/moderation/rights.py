"""Who checks pages: whoever the step of the workflow names, today; who reads the log and gives trust: the office."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState
from wagtail.workflows import get_task_types

from network.care.office_view import is_office
from network.models import AlliancesPage, DirectoryPage
from portal.models import User

__all__ = ["deciders_of", "is_moderator", "is_office", "may_decide", "may_trust"]


def may_decide(user: User, page: Page, task_state: TaskState) -> bool:
    """Return whether somebody may approve or send back in the step that waits."""
    if not user.is_active:
        return False
    return any(name == "approve" for name, *_rest in task_state.task.specific.get_actions(page, user))


def is_moderator(user: User) -> bool:
    """Return whether somebody checks pages of organisations: is in a group of a step of their workflows."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    if not hasattr(user, "_checks_pages"):
        user._checks_pages = User.objects.filter(_is_in_a_step(), pk=user.pk).exists()
    return user._checks_pages


def may_trust(user: User) -> bool:
    """Return whether somebody who checks pages may also say that an organisation's need no check: the office."""
    return is_moderator(user) and is_office(user)


def deciders_of(task: Task, but: Iterable[Any] = ()) -> list[User]:
    """Return who may decide in a step and wants mails about it (a switch of the account in the admin)."""
    if not isinstance(task, AbstractGroupApprovalTask):
        return []
    people = User.objects.filter(groups__in=task.groups.all(), is_active=True).distinct()
    wants = Q(wagtail_userprofile=None) | Q(wagtail_userprofile__submitted_notifications=True)
    return list(people.filter(wants).exclude(pk__in=[pk for pk in but if pk]).order_by("email"))


def _is_in_a_step() -> Q:
    """Return the condition of being in a group of a step of the workflows at the lists of organisations' pages."""
    at = "workflow_tasks__workflow__workflow_pages__page__in"
    lists = Q(**{at: DirectoryPage.objects.values("pk")}) | Q(**{at: AlliancesPage.objects.values("pk")})
    steps = Task.objects.filter(lists, active=True, workflow_tasks__workflow__active=True).values("pk")
    kinds = [kind for kind in get_task_types() if issubclass(kind, AbstractGroupApprovalTask)]
    return reduce(or_, (Q(**{f"groups__{kind._meta.model_name}__in": steps}) for kind in kinds))
