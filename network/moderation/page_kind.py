"""Pages of organisations as something that can be submitted: what mail, link and queue ask about them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, WorkflowState

from network.models import Submission
from portal.models import User
from portal.row_keys import is_key

from . import deciding, rights
from .by_trust import organisation_of
from .comparing import Comparison, compare
from .covers import Covers
from .kinds import NotDone, Said, Waiting
from .public_telling import public_title, public_version
from .states import state_of
from .unseen import unseen
from .versions import NOTHING
from .waiting import AlreadySettled, open_submissions, with_people

NAME = "page"


class Pages:
    """The kind of pages."""

    label = gettext_lazy("Page")

    def tells(self, state: WorkflowState) -> bool:
        """Return whether a workflow is about a page of an organisation."""
        page = state.content_object
        return isinstance(page, Page) and organisation_of(page.specific) is not None

    def waiting(self) -> Iterator[Waiting]:
        """Yield the pages that wait."""
        rows = list(with_people(open_submissions()).select_related("page__latest_revision"))
        protected = {row.organisation_id for row in rows if row.organisation.is_shielded}
        covers = Covers()
        covers.read(protected, protected)
        yield from (_waiting(row, covers) for row in rows)

    def find(self, key: str) -> Waiting | None:
        """Return a page that waits."""
        submission = _row(key)
        return _waiting(submission, Covers()) if submission and submission.settled_at is None else None

    def deciders(self, key: str) -> Iterable[User]:
        """Return those whom the step of the workflow names."""
        submission = _row(key)
        if submission is None or submission.task_state is None:
            return []
        return rights.deciders_of(submission.task_state.task.specific, [submission.submitted_by_id])

    def settled(self, key: str) -> str:
        """Return who decided and what."""
        submission = _row(key)
        return settled_words(submission) if submission and submission.settled_at else ""

    def knows(self, user: User) -> bool:
        """Return whether somebody checks pages today."""
        return rights.is_moderator(user)

    def may_decide(self, user: User, key: str) -> bool:
        """Return whether the step of the workflow names somebody, today."""
        submission = _row(key)
        if submission is None or submission.task_state is None:
            return False
        return rights.may_decide(user, submission.page.specific, submission.task_state)

    def compare(self, key: str) -> Comparison:
        """Return what would change for everybody."""
        return public_comparison(_row(key).page)

    def approve(self, key: str, said: Said) -> None:
        """Publish the page."""
        with _faster_in_words():
            deciding.approve(int(key), said)

    def send_back(self, key: str, said: Said) -> None:
        """Ask the organisation for something."""
        with _faster_in_words():
            deciding.send_back(int(key), said)


@contextmanager
def _faster_in_words() -> Iterator[None]:
    """Say in words that somebody was faster."""
    try:
        yield
    except AlreadySettled as error:
        raise NotDone(settled_words(error.submission)) from error


def public_comparison(page: Page) -> Comparison:
    """Return what would change for everybody if the draft of a page were published; all of it on a new page."""
    draft, covers = page.get_latest_revision_as_object().specific, Covers()
    if not page.live:
        return compare(NOTHING, public_version(draft, covers))
    public = page.specific
    found = compare(public_version(public, covers), public_version(draft, covers))
    return replace(found, unseen=unseen(public, draft)) if found.shows_nothing else found


def settled_words(submission: Submission) -> str:
    """Return who was faster, when, and what was decided."""
    when = date_format(timezone.localtime(submission.settled_at), "SHORT_DATETIME_FORMAT")
    words = {
        "who": submission.settled_by or _("somebody"),
        "when": when,
        "what": submission.get_verdict_display(),
    }
    return _("%(who)s decided on %(when)s: %(what)s. Nothing more was changed.") % words


def _row(key: str) -> Submission | None:
    """Return the submission of a key, None where there is none."""
    if not is_key(key):
        return None
    return with_people(Submission.objects.all()).filter(pk=int(key)).first()


def _waiting(submission: Submission, covers: Covers) -> Waiting:
    """Return a submission as those who check hear of it."""
    page = submission.page
    return Waiting(
        NAME,
        str(submission.pk),
        _title(submission, covers),
        submission.organisation.name,
        state_of(page),
        submission.submitted_at,
        reverse("moderation:decide", args=[submission.pk]),
        not page.live,
    )


def _title(submission: Submission, covers: Covers) -> str:
    """Return the title of what waits, which mails tell; of a protected organisation as everybody would see it."""
    page = submission.page
    if not submission.organisation.is_shielded:
        return page.draft_title or page.title
    return public_title(page.get_latest_revision_as_object().specific, covers)
