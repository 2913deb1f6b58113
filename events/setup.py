"""What a new portal's calendar begins with: its page, and the workflow of those whose dates are checked."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from events.models import Event, EventCalendarPage
from network.roles import EDITORS, OFFICE
from network.setup import ground_page
from portal.models import HomePage

WORKFLOW = "Termine prüfen"


def set_up(home: HomePage) -> None:
    """Create what is missing; safe to repeat, and leaves alone what the office changed."""
    ground_page(home, EventCalendarPage, "Termine", "termine")
    ensure_workflow()


def ensure_workflow() -> None:
    """Give events the workflow in which editors or the office approve, unless they have one."""
    content_type = ContentType.objects.get_for_model(Event)
    if WorkflowContentType.objects.filter(content_type=content_type).exists():
        return
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    if is_new:
        task = GroupApprovalTask.objects.create(name=_("Check dates"))
        task.groups.set(Group.objects.filter(name__in=[EDITORS, OFFICE]))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow)
