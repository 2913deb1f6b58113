"""A decision in Wagtail's editor that comes too late: somebody else has decided, or the page was taken back."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

DECISION = "action-workflow-action"


def keep_as_draft(request: HttpRequest, page: Page) -> None:
    """Let the form be saved as a draft where nothing waits any more; Wagtail's view fails on the decision."""
    if DECISION not in request.POST or page.current_workflow_task is not None:
        return
    data = request.POST.copy()
    del data[DECISION]
    request.POST = data
    messages.warning(
        request,
        _("It does not wait any more; perhaps somebody has just decided. What you wrote is kept as a draft."),
    )
