"""What every page about the dates of an event is: whose it is, who publishes, and what is said afterwards.

Rights are those of the row: a foreign event is not there (404). Who may not publish, and whoever finds a draft with
other changes, changes the draft and is told what is next.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events import series
from events.models import Event
from events.permissions import may_publish
from events.wishes import freshen
from portal.scoped_views import ScopedRow


class DatesPage(ScopedRow, WagtailAdminTemplateMixin, TemplateView):
    """A page about the dates of one event, as its newest draft says."""

    model: Any = None
    index_url_name: str | None = None
    edit_url_name: str | None = None
    header_icon = "date"
    page_title = pgettext_lazy("of one event", "Dates")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the event and its draft."""
        super().setup(request, *args, **kwargs)
        self.event: Event = self.permission_policy.row
        self.draft: Event = self.event.get_latest_revision_as_object()
        freshen(self.draft)

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
    def edit_url(self) -> str:
        """Return the address of the event's form."""
        return reverse(self.edit_url_name, args=[self.event.pk])

    @property
    def dates_url(self) -> str:
        """Return the address of the page of all dates."""
        return self.url("dates")

    def url(self, name: str, *args: Any) -> str:
        """Return the address of another page of the event."""
        return reverse(Event.snippet_viewset.get_url_name(name), args=[self.event.pk, *args])

    @cached_property
    def may_publish(self) -> bool:
        """Return whether the person may publish the event as its draft is."""
        user = self.request.user
        return self.permission_policy.user_has_permission(user, "publish") and may_publish(user, self.draft)

    @cached_property
    def has_other_changes(self) -> bool:
        """Return whether publishing would publish more than the change of a date."""
        return self.event.live and self.event.has_unpublished_changes

    @cached_property
    def is_locked(self) -> bool:
        """Return whether the person may not change the event at the moment."""
        lock = self.event.get_lock()
        return bool(lock and lock.for_user(self.request.user))

    def editor(self) -> series.Editor:
        """Return who acts; published is only what is public already, and nothing else along with it unasked."""
        is_asked = not self.has_other_changes or self.request.POST.get("with_draft") == "on"
        return series.Editor(self.request.user, self.may_publish and self.event.live and is_asked)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what every page about dates says."""
        return {
            **super().get_context_data(**kwargs),
            "event": self.draft,
            "is_live": self.event.live,
            "may_publish": self.may_publish,
            "has_other_changes": self.has_other_changes,
            "is_locked": self.is_locked,
            "edit_url": self.edit_url,
            "dates_url": self.dates_url,
        }

    def say(self, text: str, editor: series.Editor) -> None:
        """Tell what happened, and what is to be done where it is not public yet."""
        if editor.publishes:
            messages.success(self.request, f"{text} {_('It is public.')}")
        elif not self.event.live:
            messages.success(self.request, f"{text} {_('The event is not published yet.')}")
        else:
            button = messages.button(self.edit_url, _("To the form"))
            advice = _("So far only in the draft: publish it in the form, or send it for review there.")
            messages.warning(self.request, f"{text} {advice}", buttons=[button])
