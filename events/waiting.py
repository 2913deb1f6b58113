"""What waits for the editors' decision."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from events.models import Event


def in_review() -> Exists:
    """Return whether the editors have been asked to look at the event of the outer query."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Event),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return Exists(states)
