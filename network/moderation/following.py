"""Submissions enter and leave the queue with Wagtail's workflow, wherever somebody submits or decides.

Wagtail would tell people by mails that are lost with the mail server; for what has a kind here, the outbox does.
"""

from typing import Any

from django.utils import timezone
from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from network.models import Organisation, Submission, Verdict

from . import notices
from .by_trust import organisation_of
from .kinds import kinds
from .waiting import enqueue, open_submissions, settle_page


def connect() -> None:
    """Connect every handler once, and keep Wagtail's mails to what nobody here tells about."""
    task_submitted.connect(on_submission, dispatch_uid="moderation-submitted")
    for signal, handler, name in (
        (workflow_approved, on_approval, "approved"),
        (workflow_rejected, on_rejection, "rejected"),
        (workflow_cancelled, on_cancellation, "cancelled"),
    ):
        signal.connect(handler, sender=WorkflowState, dispatch_uid=f"moderation-{name}")
    # Under the names of Wagtail's own receivers, which then add nothing (wagtail.admin.signal_handlers).
    for signal, sender, notifier, name in (
        (task_submitted, TaskState, _tasks, "group_approval_task_submitted"),
        (workflow_submitted, WorkflowState, _submissions, "workflow_state_submitted"),
        (workflow_rejected, WorkflowState, _rejections, "workflow_state_rejected"),
        (workflow_approved, WorkflowState, _approvals, "workflow_state_approved"),
    ):
        uid = f"{name}_email_notification"
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(notifier, sender=sender, dispatch_uid=uid)


def is_told_here(state: WorkflowState) -> bool:
    """Return whether one of our kinds tells people about a workflow."""
    return any(kind.tells(state) for kind in kinds)


class _Others:
    """Keeps one of Wagtail's notifiers to what nobody here tells about."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Return whether Wagtail writes the mail."""
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        return super().can_handle(instance, **kwargs) and not is_told_here(state)


class OtherTasks(_Others, GroupApprovalTaskStateSubmissionEmailNotifier):
    """Wagtail's mail to those who check."""


class OtherSubmissions(_Others, WorkflowStateSubmissionEmailNotifier):
    """Wagtail's mail to superusers."""


class OtherApprovals(_Others, WorkflowStateApprovalEmailNotifier):
    """Wagtail's mail about an approval."""


class OtherRejections(_Others, WorkflowStateRejectionEmailNotifier):
    """Wagtail's mail about a rejection."""


_tasks, _submissions, _approvals, _rejections = (
    OtherTasks(),
    OtherSubmissions(),
    OtherApprovals(),
    OtherRejections(),
)


def page_of(state: WorkflowState) -> tuple[Page, Organisation] | None:
    """Return the page of an organisation that a workflow is about, and the organisation; None for anything else."""
    page = state.content_object
    if not isinstance(page, Page):
        return None
    page = page.specific
    entry = organisation_of(page)
    return (page, entry) if entry else None


def on_submission(sender: type, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Let a page wait."""
    state = instance.workflow_state
    if found := page_of(state):
        page, entry = found
        enqueue(page, entry, instance, user or state.requested_by, timezone.now())


def on_approval(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Settle what waited and tell the organisation."""
    if found := page_of(instance):
        page, entry = found
        now = timezone.now()
        task_state = instance.current_task_state
        for waiting in open_submissions().filter(page_id=page.pk):  # approved in Wagtail's editor
            undo = {"shown": waiting.shown_id, "after": page.latest_revision_id}
            was_edited = waiting.revision_id != page.latest_revision_id
            comment = task_state.comment if task_state else ""
            settle_page(
                page.pk, Verdict.APPROVED, user, now, undo=undo, was_edited=was_edited, comment=comment
            )
        notices.approved(_latest(page), page, entry, now)


def on_rejection(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Settle what waited and tell the organisation why."""
    if found := page_of(instance):
        page, entry = found
        now = timezone.now()
        comment = instance.current_task_state.specific.get_comment()
        undo = {"workflow": instance.pk, "after": page.latest_revision_id}
        settle_page(page.pk, Verdict.SENT_BACK, user, now, comment=comment, undo=undo)
        notices.sent_back(_latest(page), page, entry, now)


def on_cancellation(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Settle what does not wait any more: taken back, or published in another way."""
    if found := page_of(instance):
        page, _entry = found
        is_published = page.live and page.live_revision_id == page.latest_revision_id
        verdict = Verdict.OVERTAKEN if is_published else Verdict.TAKEN_BACK
        settle_page(page.pk, verdict, user, timezone.now())


def _latest(page: Page) -> Submission | None:
    """Return what was just decided about a page."""
    return Submission.objects.filter(page_id=page.pk).order_by("-settled_at", "-pk").first()
