"""What an organisation published and writes, on its desk: each with its state, and a button for each new kind.

What ends is shown by `publications/ending`, in the same looks.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, WorkflowState

from network.access.own_kinds import OwnKind, kinds_in_order
from network.access.page_policy import below
from network.desk.own_pages import fact_page, workflow_states
from network.desk.parts import DeskPart
from network.models import ActorPage, Organisation
from portal.addresses import page_path
from portal.models import User

# The latest ones; the explorer has the others.
SHOWN = 8


@dataclass(frozen=True)
class OwnLook:
    """A page as its keeper wants to know it."""

    title: str
    kind: str
    state: str
    is_public: bool
    is_changed: bool
    changed_at: datetime | None
    view_url: str
    further: tuple[tuple[str, str], ...]
    edit_url: str
    delete_url: str
    unpublish_url: str


def own_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what the organisation publishes, None where it has no page or nothing can be published."""
    kinds, home = [kind for kind in kinds_in_order() if not kind.ends], fact_page(organisation)
    if not kinds or home is None:
        return None
    pages = list(_pages(organisation, kinds)[: SHOWN + 1])
    context = {
        "pages": looks_of(pages[:SHOWN]),
        "buttons": buttons_for(kinds, home),
        "more_url": reverse("wagtailadmin_explore", args=[home.pk]) if len(pages) > SHOWN else "",
    }
    heading = gettext_lazy("What you publish")
    return DeskPart(heading, "publications/own/desk.html", context, order=45, anchor="publications")


def buttons_for(kinds: Iterable[OwnKind], home: Page) -> list[tuple[str | Promise, str]]:
    """Return what begins a new page of each kind below a page: its words and its address."""
    return [(kind.new, _begin_url(kind, home)) for kind in kinds]


def _begin_url(kind: OwnKind, home: Page) -> str:
    """Return where a new one is begun."""
    names = kind.model._meta.app_label, kind.model._meta.model_name
    return reverse("wagtailadmin_pages:add", args=[*names, home.pk])


def _pages(organisation: Organisation, kinds: Iterable[OwnKind]) -> QuerySet[Page]:
    """Return the pages of some kinds below those of an organisation, what was changed last first."""
    types = ContentType.objects.get_for_models(*(kind.model for kind in kinds)).values()
    paths = ActorPage.objects.filter(organisation=organisation).values_list("path", flat=True)
    found = Page.objects.filter(below(paths), content_type__in=[one.pk for one in types])
    return (
        found.annotate_approved_schedule()
        .select_related("locale")
        .order_by("-latest_revision_created_at", "-pk")
    )


def looks_of(pages: Collection[Page]) -> list[OwnLook]:
    """Return pages as their keeper wants to know them; one query for how far they are checked."""
    states = workflow_states([page.pk for page in pages])
    return [_look(page, states) for page in pages]


def _look(page: Page, states: Mapping[int, WorkflowState]) -> OwnLook:
    """Return one page."""
    kind, state = _kind_of(page), states.get(page.pk)
    is_waiting = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    is_free = not (is_waiting or page.locked)
    return OwnLook(
        title=page.get_admin_display_title(),
        kind=kind.model._meta.verbose_name,
        state=_state_words(page, is_waiting),
        is_public=page.live,
        is_changed=is_waiting or page.has_unpublished_changes,
        changed_at=page.latest_revision_created_at,
        view_url=page_path(page, page.locale.language_code) if page.live else "",
        further=tuple(kind.links(page)) if page.live else (),
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        delete_url=reverse("wagtailadmin_pages:delete", args=[page.pk]) if is_free else "",
        unpublish_url=reverse("wagtailadmin_pages:unpublish", args=[page.pk])
        if page.live and is_free
        else "",
    )


def _kind_of(page: Page) -> OwnKind:
    """Return which kind of publication a page is; no query."""
    model = page.cached_content_type.model_class()
    return next(kind for kind in kinds_in_order() if kind.model is model)


def _state_words(page: Page, is_waiting: bool) -> str:
    """Return how far a page is from the public."""
    if page.live and is_waiting:
        return _("Public. Your changes are being checked by the coordination office.")
    if page.live:
        return (
            _("Public. There are changes that nobody sees yet.")
            if page.has_unpublished_changes
            else _("Public.")
        )
    if is_waiting:
        return _("Not public yet. The coordination office is checking it.")
    if page.approved_schedule:
        return _("Approved; it becomes public at its hour.")
    return _("Draft. Nobody sees it yet.")
