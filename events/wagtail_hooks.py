"""What the calendar adds to Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from events.co_organisers.admin import CoOrganisersViewSet
from events.curation import admin as curation
from events.curation import log_actions
from events.editing.action_menu import name_review
from events.editing.desk import add_desk
from events.signup import admin as signup
from events.viewsets import CalendarGroup

register_snippet(CalendarGroup)
hooks.register("construct_snippet_action_menu", name_review, order=10)
hooks.register("construct_homepage_panels", add_desk)
hooks.register("register_admin_menu_item", curation.menu_item)
hooks.register("register_log_actions", log_actions.register)
hooks.register("register_snippet_listing_buttons", signup.listing_buttons)


@hooks.register("register_admin_viewset")
def register_pages() -> list[ViewSet]:
    """Return the pages of registration, of the queue, and of further organisers."""
    return [signup.SignupViewSet(), curation.QueueViewSet(), CoOrganisersViewSet()]


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """Return the style sheets of the calendar's forms and pages, and of the queue."""
    links = ((static(f"events/css/{name}.css"),) for name in ("editing", "curation"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', links)


@hooks.register("insert_editor_js")
def editor_js() -> SafeString:
    """Return the script that shows only the questions that apply, and the next dates while they are answered."""
    return format_html('<script src="{}" defer></script>', static("events/js/when.js"))
