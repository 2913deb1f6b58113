"""Taking a decision back: for a week, as long as nobody has changed the page since."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Workflow, WorkflowState

from network.models import Submission, Verdict
from portal.models import User

from . import notices
from .by_trust import organisation_of
from .deciding import locked
from .kinds import NotDone
from .rights import is_moderator
from .waiting import reopen, with_people

UNDONE = "network.moderation.undo"
LONGEST = timedelta(days=7)


def recent(now: datetime) -> QuerySet[Submission]:
    """Return what was decided lately and can be taken back, the newest first."""
    rows = Submission.objects.filter(
        settled_at__gt=now - LONGEST, verdict__in=[Verdict.APPROVED, Verdict.SENT_BACK]
    )
    return with_people(rows).order_by("-settled_at", "-pk")


@transaction.atomic
def undo(pk: int, by: User, now: datetime) -> Submission:
    """Take a decision back and let the page wait again; raises NotDone where that is too late.

    What was public before an approval becomes public as a new version, so that the history tells both.
    """
    if not is_moderator(by):
        raise NotDone(_("You may not decide about this page."))
    page = locked(pk)
    done = Submission.objects.select_for_update().get(pk=pk)
    if not recent(now).filter(pk=pk).exists():
        raise NotDone(_("That was decided too long ago; put it right by hand."))
    if done.undo.get("after") != page.latest_revision_id:
        raise NotDone(_("The page was changed since; put it right by hand."))
    if done.verdict == Verdict.SENT_BACK:
        _resume(page, done, by)
    else:
        _unpublish(page, done, by)
    data = {"organisation": done.organisation_id, "name": done.organisation.name, "verdict": done.verdict}
    log(instance=page, action=UNDONE, user=by, data=data)
    return Submission.objects.get(pk=pk)


def _resume(page: Page, done: Submission, by: User) -> None:
    """Let what was sent back wait again, and keep the mail from going if it has not."""
    state = WorkflowState.objects.filter(pk=done.undo.get("workflow") or 0).first()
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        raise NotDone(_("The page was changed since; put it right by hand."))
    if not reopen(done):
        raise NotDone(_("The same page waits for a decision again by now."))
    notices.forget(done)
    state.resume(user=by)


def _unpublish(page: Page, done: Submission, by: User) -> None:
    """Show what was shown before, keep what was approved as the draft, and let that wait again."""
    if page.current_workflow_state is not None or page.locked:
        raise NotDone(_("The same page waits for a decision again by now."))
    entry, approved = organisation_of(page), page.latest_revision
    if entry is not None:
        notices.taken_back(done, page, entry, timezone.now())
    if not page.live and page.scheduled_revision is None:
        raise NotDone(_("The page was taken out of the portal since; put it right by hand."))
    if shown := Revision.objects.filter(pk=done.undo.get("shown") or 0).first():
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        again = shown.as_object().save_revision(user=by, log_action=True, clean=False)
        again.publish(user=by, skip_permission_checks=True)
        approved.as_object().save_revision(user=by, clean=False)
    elif done.undo.get("shown"):
        raise NotDone(_("The version that was public before is not kept any more."))
    elif page.live:
        page.unpublish(user=by)
    else:
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    fresh = Page.objects.get(pk=page.pk).specific
    if not reopen(done):
        raise NotDone(_("The same page waits for a decision again by now."))
    workflow = _workflow_of(done) or fresh.get_workflow()
    if workflow is not None:
        workflow.start(fresh, done.submitted_by)


def _workflow_of(done: Submission) -> Workflow | None:
    """Return the workflow in which it was approved, whatever the trust is by now."""
    return done.task_state.workflow_state.workflow if done.task_state else None
