"""What the page of a deadline knows beside its own prose."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.records.prose import public_story
from portal.validity import holds_until
from publications.lists.index import index_of
from publications.lists.neighbours import ways_on
from publications.models import DeadlinePage
from publications.own.head import head_of
from publications.own.links import owner_link
from publications.records.covered import cover_of_owner
from publications.records.deadlines import DeadlineRecord, draft_deadline
from publications.records.owners import owner_path, owners_of

from .list_kind import DEADLINES, records
from .presentation import deadline_view


def deadline_context(page: DeadlinePage, request: HttpRequest) -> dict[str, Any]:
    """Return the deadline as its page shows it, with its neighbours in the list."""
    now = timezone.now()
    record = record_of(page, request)
    holds_until(request, index_of(DEADLINES).next_end(now))
    view = deadline_view(
        record,
        public_story(page.body, cover_of_owner(record.owner)),
        page.is_over(now),
        owner=owner_link(record.owner),
        **ways_on(DEADLINES, page.pk, now, _("All deadlines")),
    )
    return {"view": view, **head_of(page, record.is_shielded, record.title, record.summary)}


def record_of(page: DeadlinePage, request: HttpRequest) -> DeadlineRecord:
    """Return the public record of a deadline; a preview shows the draft's."""
    if not getattr(request, "is_preview", False) and (known := records([page.pk]).get(page.pk)):
        return known
    return draft_deadline(page, owners_of([page]).get(owner_path(page)))
