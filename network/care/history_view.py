"""The page that tells what happened to one entry."""

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import history
from .office_view import OfficePage, entry_of

PER_PAGE = 50
KINDS = {
    history.REGISTER: gettext_lazy("Register"),
    history.PAGE: gettext_lazy("Page"),
    history.MEMBERSHIP: gettext_lazy("Membership"),
    history.FUNDING: gettext_lazy("Funding"),
    history.HINT: gettext_lazy("Hint"),
}


class HistoryView(OfficePage):
    """One line of time, the newest first; `?kind=` shows one kind of event."""

    page_title = gettext_lazy("History")
    header_icon = "history"
    template_name = "network/care/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one page of events."""
        entry = entry_of(self.kwargs["pk"])
        self.page_subtitle = entry.name
        events = history.timeline(entry)
        kind = self.request.GET.get("kind", "")
        shown = [event for event in events if event.kind == kind] if kind in KINDS else events
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "entry": entry,
            "edit_url": reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk]),
            "page_obj": page,
            "rows": [(event, KINDS[event.kind]) for event in page.object_list],
            "kinds": [(key, label) for key, label in KINDS.items() if any(one.kind == key for one in events)],
            "kind": kind if kind in KINDS else "",
            "all_label": _("Everything"),
        }
