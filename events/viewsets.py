"""The calendar in the admin: one menu for events, venues, feeds and school holidays."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from events.editing.event_viewset import EventViewSet
from events.editing.feed_viewset import FeedViewSet
from events.editing.holiday_viewset import SchoolHolidayViewSet
from events.editing.venue_viewset import VenueViewSet


class CalendarGroup(SnippetViewSetGroup):
    """Everything about dates."""

    items = (EventViewSet, VenueViewSet, FeedViewSet, SchoolHolidayViewSet)
    menu_label = _("Calendar")
    menu_icon = "date"
    menu_order = 140

    def get_menu_item(self, order: int | None = None) -> Any:
        """Return the menu under a name that is the same in every language, so that others can speak of it."""
        item = super().get_menu_item(order)
        item.name = "calendar"
        return item
