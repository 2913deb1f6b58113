"""What every page about the dates of an event says: the way here, and what holds for each change of a date."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .event_page import EventPage


class DatesPage(EventPage, WagtailAdminTemplateMixin, TemplateView):
    """A page about the dates of one event, as its newest draft says."""

    header_icon = "date"
    page_title = pgettext_lazy("of one event", "Dates")

    def get_page_subtitle(self) -> str:
        """Return the event's title."""
        return self.draft.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        items = [
            {"url": reverse(self.index_url_name), "label": _("Events")},
            {"url": self.edit_url, "label": self.draft.title},
            {"url": self.dates_url, "label": pgettext("of one event", "Dates")},
        ]
        return [*self.breadcrumbs_items, *items, *self.way()]

    def way(self) -> list[dict[str, str]]:
        """Return what lies behind the page of all dates."""
        return []

    @property
    def dates_url(self) -> str:
        """Return the address of the page of all dates."""
        return self.url("dates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every page about dates says."""
        return {
            **super().get_context_data(**kwargs),
            "event": self.draft,
            "is_live": self.event.live,
            "may_publish": self.may_publish,
            "has_other_changes": self.has_other_changes,
            "is_planned": self.is_planned,
            "is_locked": self.is_locked,
            "edit_url": self.edit_url,
            "dates_url": self.dates_url,
        }
