"""What the office asked back: pages that were sent back with a comment, and what it was told and has not settled."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from network.models import ActorPage, Organisation
from portal.models import User

from .fields import edit_url
from .own_pages import workflow_states
from .parts import DeskPart


@dataclass(frozen=True)
class SentBack:
    """A page that somebody handed in and got back."""

    title: str
    comment: str
    at: datetime | None
    url: str


def sent_back(organisation: Organisation) -> list[SentBack]:
    """Return the pages whose last submission was sent back and not handed in again; two queries."""
    pages = {page.pk: page for page in ActorPage.objects.filter(organisation=organisation)}
    states = workflow_states(pages)
    return [
        SentBack(pages[pk].draft_title, _comment(state), _moment(state), edit_url(pk))
        for pk, state in states.items()
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES and pages[pk].has_unpublished_changes
    ]


def asked_back_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what the office asked back, None where it asked nothing."""
    found = sent_back(organisation)
    if not found:
        return None
    return DeskPart(
        _("The office asks you back"),
        "network/desk/asked_back.html",
        {"sent_back": found},
        order=5,
        anchor="asked-back",
        count=len(found),
    )


def _comment(state: WorkflowState) -> str:
    """Return what was said to it."""
    return state.current_task_state.comment if state.current_task_state else ""


def _moment(state: WorkflowState) -> datetime | None:
    """Return when it was sent back."""
    return state.current_task_state.finished_at if state.current_task_state else None
