"""What waits to be checked: one row per page, settled once, whoever does it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from wagtail.models import Page, Revision, TaskState

from network.models import Organisation, Submission, Verdict, Via
from portal.models import User

# A version that stands for what is shown is a moment older than the draft.
A_MOMENT = timedelta(microseconds=1)


class AlreadySettled(Exception):
    """Somebody else was faster; `submission` says who and how."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(submission.pk)
        self.submission = submission


def open_submissions() -> QuerySet[Submission]:
    """Return what waits, longest first."""
    return Submission.objects.filter(settled_at__isnull=True).order_by("submitted_at", "pk")


def enqueue(
    page: Page, entry: Organisation, task_state: TaskState, by: User | None, now: datetime
) -> Submission:
    """Let a page wait, once; what waits already is about the newest version then."""
    values = {"task_state": task_state, "revision_id": task_state.revision_id, "organisation": entry}
    waiting = open_submissions().filter(page_id=page.pk)
    if waiting.exists():
        waiting.update(**values)
        return waiting.get()
    try:
        with transaction.atomic():
            return Submission.objects.create(
                page_id=page.pk, shown=shown_of(page), submitted_by=by, submitted_at=now, **values
            )
    except IntegrityError:  # another process was faster
        return waiting.get()


def settle(pk: int, verdict: Verdict, by: User | None, now: datetime, **more: Any) -> Submission:
    """Settle a submission, in the transaction of what is decided; raises AlreadySettled for whoever comes second."""
    won = Submission.objects.filter(pk=pk, settled_at__isnull=True).update(
        settled_at=now, settled_by=by, verdict=verdict, **more
    )
    submission = with_people(Submission.objects.all()).get(pk=pk)
    if not won:
        raise AlreadySettled(submission)
    return submission


def settle_page(page_id: int, verdict: Verdict, by: User | None, now: datetime, **more: Any) -> None:
    """Settle what waits about a page, where something else than our own screens decided."""
    fields = {"settled_at": now, "settled_by": by, "verdict": verdict, "via": Via.ADMIN, **more}
    open_submissions().filter(page_id=page_id).update(**fields)


def reopen(submission: Submission) -> bool:
    """Let a submission wait again; False where the same page waits by now."""
    try:
        with transaction.atomic():
            Submission.objects.filter(pk=submission.pk).update(
                settled_at=None,
                settled_by=None,
                verdict="",
                via="",
                comment="",
                notes=[],
                undo={},
                undone_at=None,
            )
    except IntegrityError:
        return False
    return True


def with_people(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return submissions with everything a line about them reads."""
    return rows.select_related("page__locale", "organisation", "submitted_by", "settled_by")


def shown_of(page: Page) -> Revision | None:
    """Return the version that everybody sees, None where the page is not published.

    What came by an import was published without a version; it gets one, so that it can come back.
    """
    if not page.live:
        return None
    if page.live_revision_id:
        return page.live_revision
    row = Page.objects.get(pk=page.pk).specific
    before = page.latest_revision.created_at - A_MOMENT if page.latest_revision else page.last_published_at
    return Revision.objects.create(
        content_type=row.get_content_type(),
        base_content_type=row.get_base_content_type(),
        object_id=str(row.pk),
        object_str=str(row),
        created_at=before,
        content=row.serializable_data(),
    )
