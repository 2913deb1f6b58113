"""What the portal adds to and takes from Wagtail's admin."""

from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal.accounts.address_edits import remember_address, tell_of_change
from portal.accounts.desk_panel import sign_in_panel
from portal.desk import FirstStepsPanel
from portal.disclosure import Audience
from portal.file_access import may_have
from portal.ground import keep_page, keep_pages
from portal.models import PortalDocument
from portal.page_moves import refuse_unreachable_move, refuse_unreachable_moves
from portal.personal_data import admin as personal_data
from portal.rich_text import PortalPageLinkHandler
from portal.scoped_bulk import ScopedDelete
from portal.scoped_menu import show_by_row
from portal.worklist import admin as worklist

# They lead to English pages of Wagtail's makers.
FOREIGN_HELP = ("editor-guide", "whats-new")

# After Wagtail's own action of the same name, whose place it takes.
hooks.register("register_bulk_action", ScopedDelete, order=10)
hooks.register("construct_snippet_action_menu", show_by_row)
hooks.register("before_move_page", refuse_unreachable_move)
hooks.register("before_bulk_action", refuse_unreachable_moves)
hooks.register("before_unpublish_page", keep_page)
hooks.register("before_delete_page", keep_page)
hooks.register("register_account_settings_panel", sign_in_panel)
hooks.register("before_edit_user", remember_address)
hooks.register("after_edit_user", tell_of_change)
hooks.register("before_bulk_action", keep_pages)
hooks.register("construct_homepage_panels", worklist.add_panel)
hooks.register("register_admin_menu_item", worklist.menu_item)
hooks.register("register_reports_menu_item", personal_data.menu_item)
hooks.register("register_admin_viewset", personal_data.RecordViewSet)


@hooks.register("register_rich_text_features", order=10)
def use_cheap_page_links(features: FeatureRegistry) -> None:
    """Write links to pages without a query each."""
    features.register_link_type(PortalPageLinkHandler)


@hooks.register("before_serve_document")
def keep_internal_documents_in_house(document: PortalDocument, request: HttpRequest) -> None:
    """Answer as if there was no file where its owner does not show it to this reader; raises Http404.

    Closed collections are Wagtail's to ask for a password or a sign-in.
    """
    if document.disclosure != Audience.PUBLIC and not may_have(request.user, document):
        raise Http404


@hooks.register("construct_help_menu")
def keep_help_in_house(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take links to foreign handbooks out of the help menu."""
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]


@hooks.register("construct_homepage_panels")
def say_where_to_begin(request: HttpRequest, panels: list[Component]) -> None:
    """Put the first steps on the desk."""
    panels.append(FirstStepsPanel())


@hooks.register("register_admin_viewset")
def register_worklist() -> ViewSet:
    """Return the pages of the list of everything that waits."""
    return worklist.WorkListViewSet()


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Return the style sheets of that list and its panel on the desk, and of what forms say that cannot be sent."""
    links = ((static(f"portal/css/{name}.css"),) for name in ("worklist", "signed-in"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', links)


@hooks.register("insert_global_admin_js")
def admin_js() -> SafeString:
    """Return what keeps a form from being sent, and so from being lost, after the session has ended."""
    return render_to_string("portal/signed_in.html")
