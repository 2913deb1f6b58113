"""Publication at an hour to come: which version waits for it, and how it is called back."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import Revision

from events.models import Event


def planned_hour() -> Subquery:
    """Return when a version of the event of the outer query is published by itself."""
    waiting = Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Event),
        object_id=Cast(OuterRef("pk"), CharField()),
        approved_go_live_at__isnull=False,
    )
    return Subquery(waiting.order_by("approved_go_live_at").values("approved_go_live_at")[:1])


def planned_at(event: Event) -> datetime | None:
    """Return when a version of an event is published by itself, None where none is."""
    waiting = event.revisions.filter(approved_go_live_at__isnull=False)
    return waiting.order_by("approved_go_live_at").values_list("approved_go_live_at", flat=True).first()


def waits_for_its_hour(draft: Event, now: datetime) -> bool:
    """Return whether publishing this version would only plan it."""
    return draft.go_live_at is not None and draft.go_live_at > now


def call_back(event: Event) -> None:
    """Let no version of an event be published by itself any more; when it was to be stays in its form."""
    event.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
