"""Submissions of organisations enter and leave the queue with their workflow, wherever somebody decides on them.

Wagtail tells the submitter by a mail that is lost when the mail server is down; for events the outbox does.
"""

from typing import Any

from django.utils import timezone
from wagtail.admin.mail import WorkflowStateApprovalEmailNotifier, WorkflowStateRejectionEmailNotifier
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_cancelled, workflow_rejected

from events.models import Event
from events.models.curation import Decision, QueueKind

from . import notices
from .waiting import enqueue, settle_all

SUBMITTED = (QueueKind.NEW, QueueKind.CHANGED)


def connect() -> None:
    """Connect every handler once, and keep Wagtail's mails about decisions to what is no event."""
    task_submitted.connect(on_submission, dispatch_uid="event-queue-submitted")
    workflow_approved.connect(on_approval, sender=WorkflowState, dispatch_uid="event-queue-approved")
    workflow_rejected.connect(on_rejection, sender=WorkflowState, dispatch_uid="event-queue-rejected")
    workflow_cancelled.connect(on_cancellation, sender=WorkflowState, dispatch_uid="event-queue-cancelled")
    # Under the names of Wagtail's own receivers, which then add nothing (wagtail.admin.signal_handlers).
    names = "workflow_state_rejected_email_notification", "workflow_state_approved_email_notification"
    for signal, notifier, name in zip(
        (workflow_rejected, workflow_approved), (_rejections, _approvals), names, strict=True
    ):
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(notifier, sender=WorkflowState, dispatch_uid=name)


class OtherRejections(WorkflowStateRejectionEmailNotifier):
    """Wagtail's mail about a rejection, of anything but events."""

    def can_handle(self, instance: WorkflowState, **kwargs: Any) -> bool:
        """Return whether Wagtail writes the mail."""
        return super().can_handle(instance, **kwargs) and _event_of(instance) is None


class OtherApprovals(WorkflowStateApprovalEmailNotifier):
    """Wagtail's mail about an approval, of anything but events."""

    def can_handle(self, instance: WorkflowState, **kwargs: Any) -> bool:
        """Return whether Wagtail writes the mail."""
        return super().can_handle(instance, **kwargs) and _event_of(instance) is None


_rejections, _approvals = OtherRejections(), OtherApprovals()


def _event_of(state: WorkflowState) -> Event | None:
    """Return the event a workflow is about."""
    return state.content_object if state.base_content_type.model_class() is Event else None


def notice_key(state: WorkflowState) -> str:
    """Return the key of the mail about a decision; a submission that is repeated gets another one."""
    return f"workflow-{state.pk}-{state.current_task_state_id}"


def on_submission(sender: type, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Let a submission wait."""
    event = _event_of(instance.workflow_state)
    if event is not None:
        is_new = event.first_published_at is None
        enqueue(event, QueueKind.NEW if is_new else QueueKind.CHANGED)


def on_approval(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Settle what waited and tell the submitter."""
    event = _event_of(instance)
    if event is not None:
        now = timezone.now()
        settle_all(event, Decision.PUBLISHED, now, SUBMITTED, user)
        notices.published(notice_key(instance), event, _submitter(instance, user), now)


def on_rejection(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Settle what waited and tell the submitter why."""
    event = _event_of(instance)
    if event is not None:
        now, reason = timezone.now(), instance.current_task_state.specific.get_comment()
        settle_all(event, Decision.REFUSED, now, SUBMITTED, user)
        notices.refused(notice_key(instance), event, reason, _submitter(instance, user), now)


def on_cancellation(sender: type, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Settle what is not submitted any more."""
    event = _event_of(instance)
    if event is not None:
        settle_all(event, Decision.WITHDRAWN, timezone.now(), SUBMITTED, user)


def _submitter(state: WorkflowState, decided_by: Any) -> list[str]:
    """Return the address of whoever submitted; nobody is told what they decided themselves."""
    person = state.requested_by
    return [person.email] if person and person.is_active and person != decided_by else []
