"""How my page looks: is it public, who changed it last, where is it seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState

from network.models import ActorPage, Organisation
from network.stewards.rights import stewards_of
from portal.addresses import page_path
from portal.models import User
from portal.pictures import picture_of

from .earlier import published_versions
from .fields import edit_url
from .frame import desk_url
from .own_pages import pages_of, workflow_states
from .parts import DeskPart
from .persons import writer_words

LOGO = "max-320x160"


@dataclass(frozen=True)
class PageLook:
    """A page as its keeper wants to know it: state in words, addresses to see and to change it."""

    title: str
    language: str
    state: str
    is_public: bool
    has_draft: bool
    changed_at: datetime | None
    changed_by: str
    view_url: str
    draft_url: str
    edit_url: str
    back_url: str
    locked: bool


def look_part(user: User, organisation: Organisation, now: datetime) -> DeskPart:
    """Return how the pages of an organisation look."""
    pages = list(pages_of(organisation))
    states = workflow_states([page.pk for page in pages])
    names = {row.user_id: str(row.user) for row in stewards_of(organisation, timezone.localdate(now))}
    versions = published_versions([page.pk for page in pages])
    looks = [
        _look(page, states.get(page.pk), writer_words(_writer(page), user, names), page.pk in versions)
        for page in pages
    ]
    context: dict[str, Any] = {
        "pages": looks,
        "logo": picture_of(pages[0].logo, LOGO) if pages and pages[0].logo_id else None,
        "logo_url": edit_url(pages[0].pk, "logo") if pages else "",
        "tile": organisation.picture,
        "is_shielded": organisation.is_shielded,
        "emergency_url": desk_url(organisation, "emergency"),
    }
    return DeskPart(
        gettext_lazy("How your page looks"), "network/desk/look.html", context, order=10, anchor="page"
    )


def _writer(page: ActorPage) -> User | None:
    """Return who wrote the latest version."""
    return page.latest_revision.user if page.latest_revision else None


def _look(page: ActorPage, state: WorkflowState | None, writer: str, can_go_back: bool) -> PageLook:
    """Return one page."""
    is_waiting = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    has_draft = not page.live or page.has_unpublished_changes
    organisation = page.organisation_id
    return PageLook(
        title=page.draft_title if has_draft and not page.live else page.title,
        language=str(page.locale),
        state=_state_words(page, is_waiting),
        is_public=page.live,
        has_draft=has_draft,
        changed_at=page.latest_revision_created_at or page.last_published_at,
        changed_by=writer,
        view_url=page_path(page, page.locale.language_code) if page.live else "",
        draft_url=reverse("wagtailadmin_pages:view_draft", args=[page.pk]) if has_draft else "",
        edit_url=edit_url(page.pk),
        back_url=reverse("desk:take_back", args=[organisation, page.pk]) if page.live and can_go_back else "",
        locked=page.locked,
    )


def _state_words(page: ActorPage, is_waiting: bool) -> str:
    """Return how far a page is from the public."""
    if page.live and is_waiting:
        return _("Public. Your changes are being checked by the coordination office.")
    if page.live and page.has_unpublished_changes:
        return _("Public. There are changes that nobody sees yet.")
    if page.live:
        return _("Public. Everybody sees it as it is.")
    if is_waiting:
        return _("Not public yet. The coordination office is checking it.")
    return _("Draft. Nobody sees it yet.")
