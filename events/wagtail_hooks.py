"""What the calendar adds to Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from events.viewsets import CalendarGroup

register_snippet(CalendarGroup)
