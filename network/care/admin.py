"""Where the care of the register stands in the admin: addresses, menu and desk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from network import register_queries as queries
from network.models import Organisation
from network.page_contexts import stale_months
from portal.menu import MenuItemFor
from portal.models import PendingChange

from .bulk_views import BulkListView, BulkPreviewView, BulkUndoView
from .completeness import incomplete
from .completeness_views import CompletenessView
from .duplicate_views import DecideView, DuplicatesView
from .history_view import HistoryView
from .merge_views import ChoosePairView, MergedView, MergeView
from .office_view import is_office
from .page_making_view import MakePageView


class CareViewSet(ViewSet):
    """The pages of register care."""

    name = "register-care"
    url_prefix = "register-care"
    url_namespace = "register_care"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        results = {"results_only": True}
        return [
            path("duplicates/", DuplicatesView.as_view(), name="duplicates"),
            path("duplicates/<int:pk>/", DecideView.as_view(), name="decide"),
            path("merge/", ChoosePairView.as_view(), name="choose_pair"),
            path("merge/<int:source>/<int:target>/", MergeView.as_view(), name="merge"),
            path("merged/<int:pk>/", MergedView.as_view(), name="merged"),
            path("bulk/", BulkListView.as_view(), name="bulk"),
            path("bulk/results/", BulkListView.as_view(**results), name="bulk_results"),
            path("bulk/preview/", BulkPreviewView.as_view(), name="bulk_preview"),
            path("bulk/undo/<int:pk>/", BulkUndoView.as_view(), name="bulk_undo"),
            path("incomplete/", CompletenessView.as_view(), name="completeness"),
            path("incomplete/results/", CompletenessView.as_view(**results), name="completeness_results"),
            path("page/<int:pk>/", MakePageView.as_view(), name="make_page"),
            path("history/<int:pk>/", HistoryView.as_view(), name="history"),
        ]


@dataclass(frozen=True)
class Tally:
    """How much of something there is, and where."""

    label: str | Promise
    count: int
    url: str
    icon: str
    is_alarm: bool = False


class CarePanel(Component):
    """On the desk: what the register asks for beside what waits in the list “To do”."""

    name = "register_care"
    order = 60
    template_name = "network/care/desk.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the counts."""
        return {"tallies": list(tallies(self.request))}


def tallies(request: HttpRequest) -> Iterator[Tally]:
    """Yield the counts, as far as the user may see what they lead to; one query each."""
    register = reverse("wagtailsnippets_network_organisation:list")
    entries, today, months = Organisation.objects.all(), timezone.localdate(), stale_months(request)
    poor = incomplete(entries, today, months).count()
    label = ngettext("incomplete entry", "incomplete entries", poor)
    yield Tally(label, poor, f"{reverse('register_care:completeness')}?how=essential", "tasks")
    bare = queries.without_page(entries).count()
    yield Tally(_("Entries without a page"), bare, f"{register}?page=none", "doc-empty")
    old = queries.stale(entries, today, months).count()
    yield Tally(_("Entries out of date"), old, f"{register}?confirmed=stale", "history")
    if request.user.has_perm("portal.view_pendingchange"):
        url = reverse("wagtailsnippets_portal_pendingchange:list")
        waiting = PendingChange.objects.count()
        yield Tally(_("Changes the search has not taken in yet"), waiting, url, "rotate", is_alarm=True)


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the counts on the desk of whoever keeps the register."""
    if is_office(request.user):
        panels.append(CarePanel(request))


def menu_item() -> SubmenuMenuItem:
    """Return the menu; Wagtail leaves it out where none of its entries is shown."""
    entries = (
        ("duplicates", _("Possible duplicates"), "copy"),
        ("choose_pair", _("Merge two entries"), "resubmit"),
        ("completeness", _("What is incomplete"), "tasks"),
        ("bulk", _("Edit many entries"), "list-ul"),
    )
    items = [
        MenuItemFor(
            label, reverse(f"register_care:{name}"), is_office, name=name, icon_name=icon, order=order
        )
        for order, (name, label, icon) in enumerate(entries)
    ]
    return SubmenuMenuItem(
        _("Register care"), Menu(items=items), name="register-care", icon_name="edit", order=160
    )
