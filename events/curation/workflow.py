"""Submissions of organisations enter and leave the queue with their workflow, wherever somebody decides on them.

Wagtail's own mails are left out for events (`network.moderation.following`); the outbox tells people.
"""

from typing import Any

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_cancelled, workflow_rejected

from events.models import Event
from events.models.curation import Decision, QueueKind

from . import notices
from .waiting import enqueue, settle_all

SUBMITTED = (QueueKind.NEW, QueueKind.CHANGED)


def connect() -> None:
    """Connect every handler once."""
    task_submitted.connect(on_submission, dispatch_uid="event-queue-submitted")
    workflow_approved.connect(on_approval, sender=WorkflowState, dispatch_uid="event-queue-approved")
    workflow_rejected.connect(on_rejection, sender=WorkflowState, dispatch_uid="event-queue-rejected")
    workflow_cancelled.connect(on_cancellation, sender=WorkflowState, dispatch_uid="event-queue-cancelled")


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
