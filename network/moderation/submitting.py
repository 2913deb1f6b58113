"""Handing a page over, and taking it back to go on writing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from portal.models import User

from .checklist import blocks, check
from .kinds import NotDone
from .states import is_seen


def may_submit(user: User, page: Page) -> bool:
    """Return whether somebody may hand a page over now."""
    tester = page.permissions_for_user(user)
    return tester.can_edit() and tester.can_submit_for_moderation()


def may_take_back(user: User, page: Page) -> bool:
    """Return whether a page waits and somebody who may write it asks; not only whoever submitted it."""
    return bool(page.workflow_in_progress) and page.permissions_for_user(user).can_edit() and not page.locked


@transaction.atomic
def submit(page_id: int, by: User, now: datetime, seen: str | None = None) -> WorkflowState:
    """Hand the newest version of a page over to be checked; raises NotDone.

    `seen` is the state in which it was looked at with its list, "" for none; None where nobody has to have looked.
    """
    page = _locked(page_id)
    if not may_submit(by, page):
        raise NotDone(_("It cannot be submitted now: it waits already, is locked, or is published directly."))
    if seen is not None and not is_seen(page, seen):
        raise NotDone(
            _("Please look through this before you submit it; perhaps somebody has changed it meanwhile.")
        )
    draft = page.get_latest_revision_as_object()
    if blocks(check(draft)):
        raise NotDone(_("Something has to be put right first; it stands below."))
    if page.latest_revision is None:
        page.save_revision(user=by, log_action=True)
    if state := page.current_workflow_state:  # it was sent back
        state.resume(user=by)
        return state
    return page.get_workflow().start(page, by)


@transaction.atomic
def take_back(page_id: int, by: User) -> None:
    """Let a page wait no more, so that it can be written on; raises NotDone."""
    page = _locked(page_id)
    if not may_take_back(by, page):
        raise NotDone(_("It does not wait any more. Perhaps somebody has just decided about it."))
    page.current_workflow_state.cancel(user=by)


def _locked(page_id: int) -> Page:
    """Return the page, locked before anything else so that it waits for whoever decides in this moment."""
    return Page.objects.select_for_update().get(pk=page_id).specific
