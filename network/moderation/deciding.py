"""What is decided about a submitted page: a transaction each, refused where somebody was faster or it has changed."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from network.models import Organisation, Submission, Verdict
from network.models.organisations import OrganisationStatus

from .by_trust import organisation_of
from .kinds import NotDone, Said
from .rights import may_decide
from .states import is_seen
from .waiting import settle

APPROVED, SENT_BACK = "network.moderation.approve", "network.moderation.send_back"


@transaction.atomic
def approve(pk: int, said: Said) -> Submission:
    """Publish a page in its newest version; raises NotDone or AlreadySettled.

    Where the workflow asks for another step, the page waits again.
    """
    page = locked(pk)
    before = Submission.objects.get(pk=pk)
    comment = said.comment.strip()
    more = {
        "via": said.via,
        "comment": comment,
        "was_edited": before.revision_id != page.latest_revision_id,
    }
    submission = settle(pk, Verdict.APPROVED, said.by, said.now, **more)
    task_state = _check(page, submission, said)
    try:
        page.get_latest_revision_as_object().full_clean()
        task_state.approve(user=said.by, comment=comment)
    except ValidationError as error:
        raise NotDone(_("It cannot be published yet: %(why)s") % {"why": " ".join(error.messages)}) from error
    except PermissionDenied as error:
        raise NotDone(_("You may not publish this page.")) from error
    _remember(submission, {"shown": before.shown_id})
    _log(submission, page, APPROVED)
    return submission


@transaction.atomic
def send_back(pk: int, said: Said) -> Submission:
    """Ask an organisation for something; what is public stays. Raises NotDone or AlreadySettled."""
    comment = said.comment.strip()
    notes = [[label, words.strip()] for label, words in said.notes if words.strip()]
    if not comment and not notes:
        raise NotDone(_("Say what is asked for; it goes to whoever submitted it."))
    page = locked(pk)
    more = {"via": said.via, "comment": comment, "notes": notes}
    submission = settle(pk, Verdict.SENT_BACK, said.by, said.now, **more)
    task_state = _check(page, submission, said)
    task_state.reject(user=said.by, comment=_in_one(comment, notes))
    _remember(submission, {"workflow": task_state.workflow_state_id})
    _log(submission, page, SENT_BACK)
    return submission


def locked(pk: int) -> Page:
    """Return the page of a submission, locked before anything else so that two who decide wait for each other."""
    keys = Submission.objects.filter(pk=pk).values("page_id")
    row = Page.objects.select_for_update().get(pk__in=keys)
    return row.specific


def _check(page: Page, submission: Submission, said: Said) -> TaskState:
    """Return the step that waits; raises NotDone where it must not be decided now, or not by this person."""
    task_state = page.current_workflow_task_state
    if task_state is None:
        raise NotDone(_("It does not wait any more."))
    if not may_decide(said.by, page, task_state):
        raise NotDone(_("You may not decide about this page."))
    if said.seen is not None and not is_seen(page, said.seen):
        raise NotDone(_("It was changed while you looked at it. Please look at the new version."))
    if page.locked:
        raise NotDone(_("It is locked by %(who)s.") % {"who": page.locked_by or _("somebody")})
    entry = organisation_of(page)
    if entry is None or entry.status == OrganisationStatus.MERGED:
        raise NotDone(_merged_words(entry))
    return task_state


def _merged_words(entry: Organisation | None) -> str:
    """Return why a page of an organisation that is no more cannot be decided about."""
    if entry is None or entry.merged_into is None:
        return _("It belongs to no organisation any more. Open the page to see where it stands.")
    return _("“%(name)s” became part of “%(other)s”; its page is not shown any more.") % {
        "name": entry.name,
        "other": entry.merged_into.name,
    }


def _remember(submission: Submission, undo: dict[str, int | None]) -> None:
    """Keep what undoing needs, and the version that the decision left."""
    after = Page.objects.values_list("latest_revision_id", flat=True).get(pk=submission.page_id)
    submission.undo = {**undo, "after": after}
    submission.save(update_fields=["undo"])


def _log(submission: Submission, page: Page, action: str) -> None:
    """Note the decision with what the audit log is filtered by."""
    data = {
        "organisation": submission.organisation_id,
        "name": submission.organisation.name,
        "via": submission.via,
        "trust": submission.organisation.trust,
        "comment": submission.comment,
        "notes": submission.notes,
        "edited": submission.was_edited,
    }
    log(instance=page, action=action, user=submission.settled_by, data=data, revision=submission.revision)


def _in_one(comment: str, notes: Iterable[Iterable[str]]) -> str:
    """Return everything that is asked for as one text, for Wagtail's own history."""
    return "\n".join(filter(None, [comment.strip(), *(": ".join(note) for note in notes)]))
