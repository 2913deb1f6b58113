"""Pages of the list: for whoever something may wait for; everybody else is answered as if there was nothing."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from portal.only_for import OnlyFor

from .reading import may_work


class ForWorkers(OnlyFor, View):
    """A view of the list, for whoever has a queue."""

    may = staticmethod(may_work)


class WorkPage(ForWorkers, WagtailAdminTemplateMixin, TemplateView):
    """A page with a heading and the way to it."""

    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from the list."""
        own = {"url": "", "label": self.get_page_title()}
        is_list = self.request.resolver_match.url_name == "list"
        return [
            *self.breadcrumbs_items,
            *([] if is_list else [{"url": list_url(), "label": _("To do")}]),
            own,
        ]


def list_url(query: str = "", at: str = "") -> str:
    """Return the address of the list with a filter, and with the row that is looked at."""
    parts = [query, urlencode({"at": at}) if at else ""]
    asked = "&".join(filter(None, parts))
    return f"{reverse('worklist:list')}?{asked}" if asked else reverse("worklist:list")
