"""Which of Wagtail's own views are open to people who only keep pages of organisations: those named here.

Wagtail writes its views for colleagues; several ask for no right on what they show, and a later version brings new
ones. So what is not known here does not exist for members. Views of the portal's own apps ask for themselves.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page

from portal.http import areas
from portal.models import User
from portal.scoped_views import is_of_wagtail

from .page_rights import keeps

# Whole namespaces, each view of which asks for the right on what it shows.
OPEN_NAMESPACES = frozenset(
    {
        "wagtailimages",
        "wagtaildocs",
        "wagtaildocs_chooser",
        "wagtailadmin_editing_sessions",
        "wagtailadmin_api:pages",
        "wagtailadmin_api:images",
        "wagtailadmin_api:documents",
    }
)
# Of the namespace of pages: writing one's own, looking at it, seeing what happened to it.
OPEN_PAGE_VIEWS = frozenset(
    {
        "add",
        "add_subpage",
        "edit",
        "delete",
        "unpublish",
        "preview_on_add",
        "preview_on_edit",
        "view_draft",
        "usage",
        "search",
        "search_results",
        "history",
        "history_results",
        "revisions_index",
        "revisions_view",
        "revisions_revert",
        "revisions_compare",
        "revisions_unschedule",
        "workflow_action",
        "collect_workflow_action_data",
        "confirm_workflow_cancellation",
        "workflow_preview",
        "workflow_history",
        "workflow_history_detail",
        "lock",
        "unlock",
    }
)
# How Wagtail's addresses call the number of a page.
PAGE_NAMES = ("page_id", "parent_page_id", "page_to_move_id", "pk")
OPEN_VIEWS = frozenset(
    {
        *(f"wagtailadmin_pages:{name}" for name in OPEN_PAGE_VIEWS),
        *(
            f"wagtailimages_chooser:{name}"
            for name in ("choose", "choose_results", "chosen", "chosen_multiple")
        ),
        "wagtailimages_chooser:create",
        "wagtailadmin_home",
        "wagtailadmin_explore_root",
        "wagtailadmin_explore",
        "wagtailadmin_explore_results",
        "wagtailadmin_choose_page_search",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_account",
        "wagtailadmin_logout",
        "wagtailadmin_login",
        "wagtailadmin_dismissibles",
        "wagtailadmin_block_preview",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
    }
)


class ClosedViewsMiddleware:
    """Answers 404 where a member asks for a view of Wagtail's admin that is for the office, or for a foreign page.

    Some views of a page say its title in a message before they ask whether that is permitted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raise Http404 for a closed view and for a view of a foreign page."""
        if not request.path_info.startswith(areas.ADMIN) or not is_of_wagtail(view):
            return
        match = request.resolver_match
        is_open = match.view_name in OPEN_VIEWS or match.namespace in OPEN_NAMESPACES
        is_of_pages = match.namespace == "wagtailadmin_pages"
        if is_open and not is_of_pages:
            return
        if not request.user.is_authenticated or is_staff(request.user):
            return
        if not is_open or not keeps_all(request.user, page_numbers(args, kwargs)):
            raise Http404


def page_numbers(args: Any, kwargs: dict[str, Any]) -> set[int]:
    """Return the numbers of pages in an address; where it has no names, the first is the page's."""
    named = {int(kwargs[name]) for name in PAGE_NAMES if kwargs.get(name) is not None}
    return named or {int(number) for number in args[:1]}


def keeps_all(user: User, numbers: set[int]) -> bool:
    """Return whether somebody keeps every one of these pages, or one above it."""
    return all(keeps(user, page) for page in Page.objects.filter(pk__in=numbers))


def is_staff(user: User) -> bool:
    """Return whether somebody works for the office or the editors: reads the register by a right of a group."""
    return user.has_perm("network.view_organisation")
