"""What the calendar adds to Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from events.signup import admin as signup
from events.viewsets import CalendarGroup

register_snippet(CalendarGroup)
hooks.register("register_snippet_listing_buttons", signup.listing_buttons)


@hooks.register("register_admin_viewset")
def register_signup() -> ViewSet:
    """Return the pages of registration."""
    return signup.SignupViewSet()
