"""What is decided in Wagtail's editor: too late, about a version that is not the newest any more, or unseen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from network.models.moderation import APPROVE

from .by_trust import organisation_of
from .waiting import open_submissions

DECISION = "action-workflow-action"
PUBLISH = "action-publish"


def keep_as_draft(request: HttpRequest, page: Page) -> None:
    """Let the form be saved as a draft where nothing waits any more; Wagtail's view fails on the decision."""
    if DECISION not in request.POST or page.current_workflow_task is not None:
        return
    _only_save(request)
    messages.warning(
        request,
        _("It does not wait any more; perhaps somebody has just decided. What you wrote is kept as a draft."),
    )


def keep_what_is_newer(request: HttpRequest, page: Page) -> None:
    """Let the form be saved as a draft where somebody has written the page since it was opened."""
    if not (PUBLISH in request.POST or DECISION in request.POST):
        return
    if not is_outdated(request, page) or organisation_of(page) is None:
        return
    _only_save(request)
    messages.warning(
        request,
        _(
            "Somebody has changed this page since you opened it, so nothing was published. What you wrote is kept "
            "as a draft; the other version stands in the history. Compare them before you publish."
        ),
    )


def is_outdated(request: HttpRequest, page: Page) -> bool:
    """Return whether a form was opened on another version than the newest; Wagtail asks only what saves itself."""
    newest, sent = page.latest_revision, request.POST
    if newest is None:
        return False
    if own := sent.get("overwrite_revision_id"):
        return own != str(newest.pk)
    opened = sent.get("loaded_revision_id")
    if not opened:
        return False
    hour = sent.get("loaded_revision_created_at", "")
    return (opened, hour) != (str(newest.pk), newest.created_at.isoformat())


def lead_to_decision(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead whoever approves in the editor to the page on which it is looked at; the form has just been saved."""
    if DECISION not in request.POST or request.POST.get("workflow-action-name") != APPROVE:
        return None
    waiting = open_submissions().filter(page_id=page.pk).first()
    return redirect("moderation:decide", waiting.pk) if waiting else None


def _only_save(request: HttpRequest) -> None:
    """Take everything but saving out of what was sent."""
    data = request.POST.copy()
    for name in (PUBLISH, DECISION):
        data.pop(name, None)
    request.POST = data
