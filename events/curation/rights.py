"""Pages of the admin that only those may use who decide what is published in the calendar."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.models import User

RIGHTS = ("events.change_queueentry", "events.publish_event")


def is_curator(user: User) -> bool:
    """Return whether a person decides on events of all organisations."""
    return user.is_active and user.has_perms(RIGHTS)


class ForCurators:
    """Answers everybody else as if there was nothing."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for whoever does not decide."""
        if not is_curator(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class CurationPage(ForCurators, WagtailAdminTemplateMixin, TemplateView):
    """A page with a heading and the way to it."""

    header_icon = "tasks"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from the queue."""
        queue = {"url": reverse("event_queue:list"), "label": _("Queue of the calendar")}
        way = [] if self.request.resolver_match.url_name == "list" else [queue]
        return [*self.breadcrumbs_items, *way, {"url": "", "label": self.get_page_title()}]
