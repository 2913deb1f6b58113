"""What an organisation was asked for: pages that were sent back and wait for it to go on."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.urls import reverse
from wagtail.models import Page, WorkflowState

from network.models import Organisation, Submission, Verdict


@dataclass(frozen=True)
class AskedBack:
    """A page that was sent back: what was asked for, and where to go on."""

    title: str
    url: str
    comment: str
    notes: tuple[tuple[str, str], ...]
    at: datetime


def asked_back(organisation: Organisation) -> list[AskedBack]:
    """Return what an organisation was asked for and has not submitted again, the newest first; one query."""
    rows = _open().filter(organisation=organisation).select_related("page")
    return [_asked(row) for row in rows.order_by("-settled_at", "-pk")]


def asked_about(page: Page) -> AskedBack | None:
    """Return what was asked for about a page, None where nothing is open."""
    row = _open().filter(page_id=page.pk).select_related("page").order_by("-settled_at", "-pk").first()
    return _asked(row) if row else None


def _open() -> QuerySet[Submission]:
    """Return what was sent back and not submitted again, published or taken back since."""
    return Submission.objects.filter(
        verdict=Verdict.SENT_BACK,
        task_state__workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
        task_state__workflow_state__current_task_state=F("task_state"),
    )


def _asked(row: Submission) -> AskedBack:
    """Return what was asked for."""
    return AskedBack(
        row.page.get_admin_display_title(),
        reverse("wagtailadmin_pages:edit", args=[row.page_id]),
        row.comment,
        tuple((label, words) for label, words in row.notes),
        row.settled_at,
    )
