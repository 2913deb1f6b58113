"""Pages of the admin that only those may use who decide what is published in the calendar."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.models import User
from portal.only_for import OnlyFor

RIGHTS = ("events.change_queueentry", "events.publish_event")


def is_curator(user: User) -> bool:
    """Return whether a person decides on events of all organisations."""
    return user.is_active and user.has_perms(RIGHTS)


class CurationPage(OnlyFor, WagtailAdminTemplateMixin, TemplateView):
    """A page with a heading and the way to it, for whoever decides."""

    may = staticmethod(is_curator)
    header_icon = "tasks"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from the queue."""
        queue = {"url": reverse("event_queue:list"), "label": _("Queue of the calendar")}
        way = [] if self.request.resolver_match.url_name == "list" else [queue]
        return [*self.breadcrumbs_items, *way, {"url": "", "label": self.get_page_title()}]
