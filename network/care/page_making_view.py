"""Asks once, then makes the draft of a page for an entry that has none."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from .merging import Refused
from .office_view import OfficePage, entry_of
from .page_making import make_page


class MakePageView(OfficePage):
    """Shows for which entry; the button makes the draft and leads to its form."""

    page_title = gettext_lazy("Create a page")
    header_icon = "doc-empty"
    template_name = "network/care/make_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the entry and the ways."""
        entry = entry_of(self.kwargs["pk"])
        self.page_subtitle = entry.name
        edit_url = reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])
        return {
            **super().get_context_data(**kwargs),
            "entry": entry,
            "edit_url": edit_url,
            "action_url": self.request.path,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the page, or lead to the one that is there; say why not."""
        try:
            page = make_page(entry_of(self.kwargs["pk"]), request.user)
        except Refused as refusal:
            messages.error(request, refusal.reason)
            return self.render_to_response(self.get_context_data())
        return redirect("wagtailadmin_pages:edit", page.pk)
