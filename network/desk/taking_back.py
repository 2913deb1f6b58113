"""Taking a publication back: the version before it becomes public again, or is handed in to be checked."""

from dataclasses import dataclass, replace
from enum import Enum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from network.access.page_rights import KeptPage, is_free
from network.care.page_edits import obstacle
from network.moderation.comparing import Comparison, compare
from network.moderation.telling import version_of
from network.moderation.unseen import unseen
from portal.models import User

from .earlier import version_before


class Refused(Exception):
    """Why a publication is not taken back, in words for whoever asked."""


class Way(Enum):
    """What pressing the button does."""

    PUBLISHES = "publishes"
    SUBMITS = "submits"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Step:
    """The version that is public, the one that would be again, and what the button does with it."""

    page: KeptPage
    now: KeptPage
    before: KeptPage
    version: Revision
    way: Way
    refusal: str
    keeps_draft: bool


def way_for(user: User, page: KeptPage) -> Way:
    """Return what somebody may do: a trusted organisation publishes, any other one hands in."""
    rights = page.permissions_for_user(user)
    if rights.can_publish():
        return Way.PUBLISHES
    return Way.SUBMITS if rights.can_submit_for_moderation() else Way.NOTHING


def step_back(page: KeptPage, user: User) -> Step | None:
    """Return the step that leads back, None where there is nothing to go back to."""
    version = version_before(page) if page.live else None
    if version is None:
        return None
    whole = page.specific
    before = version.as_object()
    if not is_free(user, page):
        for name in page.office_fields:
            setattr(before, name, getattr(whole, name))
    refusal = obstacle(page)
    return Step(page, whole, before, version, way_for(user, page), refusal, page.has_unpublished_changes)


def differences(step: Step) -> Comparison:
    """Return what would change, told as to those who check."""
    found = compare(version_of(step.now), version_of(step.before))
    return replace(found, unseen=unseen(step.now, step.before, found.keys))


@transaction.atomic
def take_back(page_id: int, seen: tuple[str, str], user: User) -> Way:
    """Go back to the version that somebody saw and return what was done; raises Refused.

    `seen` are the versions that were compared. A draft that nobody sees yet stays the draft where the earlier version
    is published at once; where it is handed in, it takes the draft's place, and the draft stays in the history.
    """
    page = Page.objects.select_for_update().get(pk=page_id).specific
    step = step_back(page, user)
    if step is None or seen != (str(page.live_revision_id), str(step.version.pk)):
        raise Refused(_("Something was published meanwhile. Please look again."))
    if step.refusal or step.way is Way.NOTHING:
        raise Refused(step.refusal or _("You may not change this page."))
    draft = page.latest_revision if step.keeps_draft else None
    try:
        written = _write(step, user)
        if step.way is Way.PUBLISHES:
            written.publish(user=user)
            if draft is not None:
                draft.as_object().save_revision(user=user, clean=False)
        else:
            latest = written.as_object()
            latest.get_workflow().start(latest, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return step.way


def _write(step: Step, user: User) -> Revision:
    """Return the earlier version as the newest one."""
    before = step.version.as_object()
    return before.save_revision(user=user, log_action=True, previous_revision=step.version, clean=False)
