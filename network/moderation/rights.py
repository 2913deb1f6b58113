"""Who checks pages: whoever the step of the workflow names, today; who reads the log and gives trust: the office."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState, Workflow

from network.care.office_view import is_office
from network.models import AlliancesPage, DirectoryPage
from portal.models import User

__all__ = ["deciders_of", "is_moderator", "is_office", "may_decide"]


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
        tasks = [task for task in _tasks() if isinstance(task, AbstractGroupApprovalTask)]
        wanted = Q()
        for model in {type(task) for task in tasks}:
            name = model._meta.model_name
            wanted |= Q(**{f"groups__{name}__in": [task.pk for task in tasks if type(task) is model]})
        user._checks_pages = bool(wanted) and type(user).objects.filter(wanted, pk=user.pk).exists()
    return user._checks_pages


def deciders_of(task: Task, but: Iterable[Any] = ()) -> list[User]:
    """Return who may decide in a step and wants mails about it (a switch of the account in the admin)."""
    if not isinstance(task, AbstractGroupApprovalTask):
        return []
    people = User.objects.filter(groups__in=task.groups.all(), is_active=True).distinct()
    wants = Q(wagtail_userprofile=None) | Q(wagtail_userprofile__submitted_notifications=True)
    return list(people.filter(wants).exclude(pk__in=[pk for pk in but if pk]).order_by("email"))


def _tasks() -> list[Task]:
    """Return the steps of the workflows at the lists that organisations' pages lie below."""
    lists = [*DirectoryPage.objects.values_list("pk", flat=True), *AlliancesPage.objects.values_list("pk", flat=True)]
    workflows = Workflow.objects.filter(active=True, workflow_pages__page__in=lists)
    return list(Task.objects.filter(active=True, workflow_tasks__workflow__in=workflows).distinct().specific())
