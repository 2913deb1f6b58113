"""What is decided about a submitted page: one transaction each, refused when somebody was faster or it has changed."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from network.models import Organisation, Submission, Verdict, Via
from network.models.organisations import OrganisationStatus
from portal.models import User

from .by_trust import organisation_of
from .kinds import NotDone
from .rights import may_decide
from .states import state_of
from .waiting import settle

APPROVED, SENT_BACK = "network.moderation.approve", "network.moderation.send_back"
Notes = Iterable[tuple[str, str]]


@transaction.atomic
def approve(
    pk: int, by: User, now: datetime, via: Via, seen: str | None = None, comment: str = ""
) -> Submission:
    """Publish a page in its newest version; raises NotDone or AlreadySettled.

    `seen` is the state somebody looked at, None where nobody has to have looked. Where the workflow asks for another
    step, the page waits again.
    """
    page = locked(pk)
    before = Submission.objects.get(pk=pk)
    was_edited = before.revision_id != page.latest_revision_id
    more = {"via": via, "comment": comment.strip(), "was_edited": was_edited}
    submission = settle(pk, Verdict.APPROVED, by, now, **more)
    task_state = _check(page, submission, by, seen)
    try:
        page.get_latest_revision_as_object().full_clean()
        task_state.approve(user=by, comment=comment.strip())
    except ValidationError as error:
        raise NotDone(_("It cannot be published yet: %(why)s") % {"why": " ".join(error.messages)}) from error
    except PermissionDenied as error:
        raise NotDone(_("You may not publish this page.")) from error
    _remember(submission, {"shown": before.shown_id})
    _log(submission, page, APPROVED, by)
    return submission


@transaction.atomic
def send_back(  # noqa: PLR0913 - who, when, how, what was seen, what is said
    pk: int, by: User, now: datetime, via: Via, comment: str, seen: str | None = None, notes: Notes = ()
) -> Submission:
    """Ask an organisation for something; what is public stays. Raises NotDone or AlreadySettled."""
    said = [[label, words.strip()] for label, words in notes if words.strip()]
    if not comment.strip() and not said:
        raise NotDone(_("Say what is asked for; it goes to whoever submitted it."))
    page = locked(pk)
    submission = settle(
        pk, Verdict.SENT_BACK, by, now, via=via, comment=comment.strip(), notes=said
    )
    task_state = _check(page, submission, by, seen)
    task_state.reject(user=by, comment=_in_one(comment, said))
    _remember(submission, {"workflow": task_state.workflow_state_id})
    _log(submission, page, SENT_BACK, by)
    return submission


def locked(pk: int) -> Page:
    """Return the page of a submission, locked before anything else so that two who decide wait for each other."""
    keys = Submission.objects.filter(pk=pk).values("page_id")
    row = Page.objects.select_for_update().get(pk__in=keys)
    return row.specific


def _check(page: Page, submission: Submission, by: User, seen: str | None) -> TaskState:
    """Return the step that waits; raises NotDone where it must not be decided now, or not by this person."""
    task_state = page.current_workflow_task_state
    if task_state is None:
        raise NotDone(_("It does not wait any more."))
    if not may_decide(by, page, task_state):
        raise NotDone(_("You may not decide about this page."))
    if seen is not None and seen != state_of(page):
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


def _log(submission: Submission, page: Page, action: str, by: User) -> None:
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
    log(instance=page, action=action, user=by, data=data, revision=submission.revision)


def _in_one(comment: str, notes: Iterable[Iterable[str]]) -> str:
    """Return everything that is asked for as one text, for Wagtail's own history."""
    return "\n".join(filter(None, [comment.strip(), *(": ".join(note) for note in notes)]))
