"""The workflow of organisations' pages: one, at the directory and at the list of alliances, in every language."""

from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from network.models import AlliancesPage, DirectoryPage, PageCheck
from network.roles import EDITORS, OFFICE

WORKFLOW = "Seiten prüfen"


def ensure_workflow() -> None:
    """Give the lists that organisations' pages lie below their workflow, unless they have one; safe to repeat."""
    for model in (DirectoryPage, AlliancesPage):
        for page in model.objects.filter(workflowpage__isnull=True):
            WorkflowPage.objects.create(page=Page.objects.get(pk=page.pk), workflow=_workflow())


def follow_translation(sender: type, target_obj: Any, **kwargs: Any) -> None:
    """Give a list that was just copied for another language the same workflow."""
    if isinstance(target_obj, DirectoryPage | AlliancesPage):
        ensure_workflow()


def _workflow() -> Workflow:
    """Return the workflow, made where it is missing: one step, for editors and the office."""
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    if is_new:
        task = PageCheck.objects.create(name=_("Check pages"))
        task.groups.set(Group.objects.filter(name__in=[EDITORS, OFFICE]))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
