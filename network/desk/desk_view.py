"""The desk itself, and the first page of the admin, which leads there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin.views.home import HomeView

from .frame import DeskPage, desk_url
from .parts import parts_for
from .serving import is_member, last_chosen


class DeskView(DeskPage):
    """How things stand with one organisation, on one page."""

    page_title = _("Desk")
    template_name = "network/desk/desk.html"
    http_method_names = ["get", "head", "options"]

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return that this is where ways begin."""
        return [{"url": "", "label": self.get_page_title(), "sublabel": self.organisation.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the parts of the desk."""
        parts = parts_for(self.request.user, self.organisation, self.now)
        return {
            **super().get_context_data(**kwargs),
            "parts": parts,
            "urgent": [part for part in parts if part.count],
            "name": self.request.user.first_name,
        }


class BeginView(RedirectView):
    """Leads to the desk that somebody last looked at."""

    http_method_names = ["get", "head", "options"]

    def get_redirect_url(self, *args: Any, **kwargs: Any) -> str:
        """Return its address; raises Http404 for whoever acts for nobody."""
        organisation = last_chosen(self.request)
        if organisation is None:
            raise Http404
        return desk_url(organisation)


class FirstPageView(HomeView):
    """Where the admin begins: on their desk for those who act for organisations, else on Wagtail's front page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the desk, or show the front page."""
        organisation = last_chosen(request) if is_member(request.user) else None
        return redirect(desk_url(organisation)) if organisation else super().get(request, *args, **kwargs)
