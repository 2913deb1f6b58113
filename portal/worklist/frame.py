"""Pages of the list: for whoever something may wait for; everybody else is answered as if there was nothing."""

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .reading import may_work


class ForWorkers(View):
    """A view of the list."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for whoever has no queue."""
        if not may_work(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


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
