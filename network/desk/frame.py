"""The frame of every page of the desk: whose it is, and the way to the others somebody acts for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.models import Organisation

from .serving import chosen


def desk_url(organisation: Organisation, name: str = "desk", *args: Any) -> str:
    """Return the address of a page of an organisation's desk."""
    return reverse(f"desk:{name}", args=[organisation.pk, *args])


class DeskPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about one organisation, for whoever acts for it; everybody else gets 404."""

    header_icon = "home"
    organisation: Organisation
    mine: list[Organisation]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the organisation; raises Http404 for one that the person does not act for."""
        self.organisation, self.mine = chosen(request, kwargs["pk"])
        self.now = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return the name of the organisation."""
        return self.organisation.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here from the desk."""
        desk = {"url": desk_url(self.organisation), "label": _("Desk")}
        return [desk, {"url": "", "label": self.get_page_title(), "sublabel": self.organisation.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return whose desk it is, and the others."""
        others = [
            {"name": one.name, "url": desk_url(one), "is_here": one == self.organisation} for one in self.mine
        ]
        return {
            **super().get_context_data(**kwargs),
            "organisation": self.organisation,
            "switch": others if len(others) > 1 else [],
            "desk_url": desk_url(self.organisation),
        }

    def ask_again(self, request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
        """Return the page once more, with what there is to say."""
        return self.render_to_response(self.get_context_data(**context), status=status)
