"""The page of the emergency switch: says what follows, a button does it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.desk import emergency
from network.models import Organisation
from portal.scoped_views import ScopedRow

REASON = 500


class ShieldView(ScopedRow, WagtailAdminTemplateMixin, TemplateView):
    """Asks on GET and switches on POST; the button says which way, so that two people cannot undo each other."""

    model: Any = None
    edit_url_name: str | None = None
    index_url_name: str | None = None
    page_title = gettext_lazy("Emergency switch")
    header_icon = "warning"
    template_name = "network/admin/shield.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Fetch the organisation."""
        super().setup(request, *args, **kwargs)
        self.object: Organisation = self.permission_policy.row

    def get_page_subtitle(self) -> str:
        """Return the name."""
        return self.object.name

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Register")},
            {"url": self._edit_url(), "label": self.object.name},
            {"url": "", "label": self.get_page_title(), "sublabel": self.object.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page says."""
        context = super().get_context_data(**kwargs)
        return {**context, "object": self.object, "next": self._next(), "action_url": self.request.path}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Switch as the button said, and lead back; anything else than on or off asks again."""
        wanted = request.POST.get("shield")
        if wanted == "on":
            emergency.hide(self.object, request.user, request.POST.get("reason", "")[:REASON], timezone.now())
            text = _("“%(name)s” is shielded: persons, contacts and exact places are hidden everywhere.")
        elif wanted == "off":
            emergency.show_again(self.object, request.user, timezone.now())
            text = _("“%(name)s” is shown again as each contact and address says.")
        else:
            return self.get(request, *args, **kwargs)
        messages.success(request, text % {"name": self.object.name})
        return redirect(self._next())

    def _next(self) -> str:
        """Return where to go afterwards."""
        return get_valid_next_url_from_request(self.request) or self._edit_url()

    def _edit_url(self) -> str:
        """Return the address of the entry's form."""
        return reverse(self.edit_url_name, args=[self.object.pk])
