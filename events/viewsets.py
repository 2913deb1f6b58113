"""The calendar in the admin: events, venues, feeds and school holidays."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from events.models import CalendarFeed, Event, SchoolHoliday, Venue
from events.permissions import event_rule, may_add_events, own_rows, venue_rule
from portal.scoped_viewset import ScopedViewSet


class EventViewSet(ScopedViewSet):
    """Events; a steward sees and changes those of the own organisations."""

    model = Event
    icon = "date"
    row_rule = staticmethod(event_rule)
    may_add = staticmethod(may_add_events)
    search_fields = ("title", "summary", "organiser__name", "organiser_text")
    list_per_page = 50


class VenueViewSet(ScopedViewSet):
    """Places where things take place."""

    model = Venue
    icon = "home"
    row_rule = staticmethod(venue_rule)
    may_add = staticmethod(may_add_events)
    search_fields = ("name", "street", "town", "postcode")


class FeedViewSet(ScopedViewSet):
    """Calendars of organisations that are read regularly."""

    model = CalendarFeed
    icon = "rotate"
    row_rule = staticmethod(own_rows)
    search_fields = ("name", "url", "organisation__name")


class SchoolHolidayViewSet(ScopedViewSet):
    """The table of school holidays."""

    model = SchoolHoliday
    icon = "calendar-alt"
    search_fields = ("name",)


class CalendarGroup(SnippetViewSetGroup):
    """Everything about dates."""

    items = (EventViewSet, VenueViewSet, FeedViewSet, SchoolHolidayViewSet)
    menu_label = _("Calendar")
    menu_icon = "date"
    menu_order = 210
