"""The pages of registration in the admin: whoever may change an event sees who comes to it, and nobody else.

Co-organisers see the event and not its list: people give their address to those who invite and are named in the form,
and one house that answers for the list is better than four that share it.
"""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.models import Event, RegistrationSettings
from events.permissions import event_rule
from events.signup.attendance import Attendance, attendance_of, key_in_path
from portal.permission_policies import RowPermissionPolicy
from portal.scoped_views import ScopedRow


class SignupPage(ScopedRow, WagtailAdminTemplateMixin, TemplateView):
    """A page about registration for one event; a foreign event is not there (404)."""

    permission_policy: Any = RowPermissionPolicy(Event, event_rule)
    page_title = gettext_lazy("Registration")
    header_icon = "group"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the event."""
        super().setup(request, *args, **kwargs)
        self.event: Event = self.permission_policy.row

    @cached_property
    def settings(self) -> RegistrationSettings:
        """Return the event's settings, unsaved ones where nobody saved any."""
        found = RegistrationSettings.objects.filter(event=self.event).first()
        return found or RegistrationSettings(event=self.event)

    def get_page_subtitle(self) -> str:
        """Return the event's title."""
        return self.event.title

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        names = Event.snippet_viewset
        items = [
            {"url": reverse(names.get_url_name("list")), "label": _("Events")},
            {"url": reverse(names.get_url_name("edit"), args=[self.event.pk]), "label": self.event.title},
            {"url": self.url("index"), "label": _("Registration")},
        ]
        return [*self.breadcrumbs_items, *items, *self.way()]

    def way(self) -> list[dict[str, str]]:
        """Return what lies behind the first page."""
        return []

    def url(self, name: str, *args: Any) -> str:
        """Return the address of another page about this event's registration."""
        return reverse(f"signup_admin:{name}", args=[self.event.pk, *args])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every page says."""
        return {
            **super().get_context_data(**kwargs),
            "event": self.event,
            "settings": self.settings,
            "index_url": self.url("index"),
            "settings_url": self.url("settings"),
        }


class DatePage(SignupPage):
    """A page about those who registered for one date, or for the whole event."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the date; raises Http404 for one that there never was."""
        super().setup(request, *args, **kwargs)
        found = attendance_of(self.event, self.settings, kwargs["key"])
        if found is None:
            raise Http404
        self.attendance: Attendance = found

    @property
    def list_url(self) -> str:
        """Return the address of the list."""
        return self.url("list", key_in_path(self.attendance.key))

    def way(self) -> list[dict[str, str]]:
        """Return the date."""
        return [{"url": self.list_url, "label": self.attendance.day}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the date."""
        context = super().get_context_data(**kwargs)
        return {**context, "attendance": self.attendance, "list_url": self.list_url}
