"""Events in the admin: a list, a form, the dates; a steward sees and changes those of the own organisations."""

from functools import partial
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column

from events.models import Event
from events.permissions import EventPolicy, event_rule, may_add_events
from network.columns import LinkColumn
from portal.scoped_viewset import ScopedViewSet

from .date_action_view import DateActionView
from .date_rows import WORDS
from .date_words_view import DateWordsView
from .dates_view import DatesView
from .duplicate_view import DuplicateView
from .event_filters import EventFilterSet
from .event_panels import EDIT_HANDLER
from .event_views import EventCreateView, EventEditView, EventIndexView, EventWorkflowActionView
from .file_view import CalendarFileView
from .next_dates_view import NextDatesView
from .shift_view import ShiftView
from .source_view import SourceView
from .upload_view import CalendarUploadView


def next_date_words(event: Event) -> str:
    """Return the next date, in brackets the first one of what stands in no calendar yet."""
    if event.next_start is not None:
        if event.next_is_all_day:
            return date_format(event.next_day, "D, j. M Y")
        return date_format(localtime(event.next_start), "D, j. M Y, H:i")
    first = date_format(event.starts_on, "D, j. M Y")
    return _("over") if event.live else f"({first})"


def dates_url(event: Event) -> str:
    """Return where the dates of an event are."""
    return reverse(Event.snippet_viewset.get_url_name("dates"), args=[event.pk])


def state_words(event: Event) -> str:
    """Return how far an event is from the public."""
    if event.is_in_review:
        return _("published, changes in review") if event.live else _("in review")
    if event.planned_at is not None:
        hour = date_format(localtime(event.planned_at), "SHORT_DATETIME_FORMAT")
        words = _("published, changes planned for %(hour)s") if event.live else _("planned for %(hour)s")
        return words % {"hour": hour}
    if event.live:
        return _("published, draft waits") if event.has_unpublished_changes else _("published")
    return _("draft")


class EventViewSet(ScopedViewSet):
    """The calendar's events."""

    model = Event
    icon = "date"
    menu_label = gettext_lazy("Events")
    row_rule = staticmethod(event_rule)
    may_add = staticmethod(may_add_events)
    edit_handler = EDIT_HANDLER
    index_view_class = EventIndexView
    add_view_class = EventCreateView
    edit_view_class = EventEditView
    workflow_action_view_class = EventWorkflowActionView
    edit_template_name = "events/admin/event_edit.html"
    filterset_class = EventFilterSet
    list_display = [
        "title",
        LinkColumn(
            "next_date",
            dates_url,
            label=gettext_lazy("Next date"),
            accessor=next_date_words,
            sort_key="next_sort",
        ),
        Column(
            "organiser",
            label=gettext_lazy("Organiser"),
            accessor="organiser_name",
            sort_key="organiser__name",
        ),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("status", label=gettext_lazy("Status"), accessor="get_status_display", sort_key="status"),
        Column("state", label=gettext_lazy("State"), accessor=state_words, sort_key="live"),
        Column("source", label=gettext_lazy("Source"), accessor="get_source_display", sort_key="source"),
    ]
    search_fields = ("title", "summary", "organiser__name", "organiser_text", "venue__name", "venue__town")
    ordering = ["next_sort", "-starts_on", "id"]
    list_per_page = 50

    @cached_property
    def permission_policy(self) -> EventPolicy:
        """Return the policy of events."""
        return EventPolicy(self.model, self.row_rule, self.never, self.may_add)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the preview of dates, the pages of dates, and copying."""
        names = {"index_url_name": self.get_url_name("list"), "edit_url_name": self.get_url_name("edit")}

        def view(view_class: type) -> Any:
            return self.construct_view(view_class, **names)

        files = partial(self.construct_view, index_url_name=names["index_url_name"])
        return [
            *super().get_urlpatterns(),
            path("next-dates/", self.construct_view(NextDatesView), name="next_dates"),
            path("dates/<int:pk>/", view(DatesView), name="dates"),
            path("dates/<int:pk>/shift/", view(ShiftView), name="shift"),
            path(f"dates/<int:pk>/<str:key>/{WORDS}/", view(DateWordsView), name="date_words"),
            path("dates/<int:pk>/<str:key>/<slug:action>/", view(DateActionView), name="date_action"),
            path("source/<int:pk>/", view(SourceView), name="take_source"),
            path("duplicate/<int:pk>/", view(DuplicateView), name="duplicate"),
            path("file/", files(CalendarFileView, upload_url_name=self.get_url_name("upload")), name="file"),
            path(
                "file/<int:pk>/",
                files(CalendarUploadView, file_url_name=self.get_url_name("file")),
                name="upload",
            ),
        ]
