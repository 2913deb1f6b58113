"""Where the queue stands in the admin: addresses, menu and desk."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from events.models.curation import QueueKind
from network.admin_home import Tally
from portal.menu import MenuItemFor

from .bulk_views import BulkView
from .merge_views import MergedView, MergeView
from .queue_views import EntryView, QueueView, RecentView
from .rights import is_curator
from .waiting import open_entries

ICONS = {
    QueueKind.NEW: "plus",
    QueueKind.CHANGED: "edit",
    QueueKind.PROPOSAL: "date",
    QueueKind.MISSING: "rotate",
    QueueKind.DUPLICATE: "copy",
    QueueKind.REPORT: "comment",
}


class QueueViewSet(ViewSet):
    """The pages of the queue."""

    name = "event-queue"
    url_prefix = "event-queue"
    url_namespace = "event_queue"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        return [
            path("", QueueView.as_view(), name="list"),
            path("<int:pk>/", EntryView.as_view(), name="entry"),
            path("bulk/", BulkView.as_view(), name="bulk"),
            path("recent/", RecentView.as_view(), name="recent"),
            path("merge/<int:source>/<int:target>/", MergeView.as_view(), name="merge"),
            path("merged/<int:pk>/", MergedView.as_view(), name="merged"),
        ]


class QueuePanel(Component):
    """On the desk: how much of the calendar waits, in all and by why, each with the way to it in the queue."""

    name = "event_queue"
    order = 55
    template_name = "events/curation/desk.html"

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the counts, in one query."""
        return {"tallies": tallies()}


def tallies() -> list[Tally]:
    """Return how much waits in the queue, and of what as far as anything does; one query."""
    counts = Counter(open_entries().order_by().values_list("kind", flat=True))
    url, total = reverse("event_queue:list"), counts.total()
    label = ngettext("matter of the calendar to decide", "matters of the calendar to decide", total)
    parts = [
        Tally(str(kind.label), counts[kind], f"{url}?kind={kind}", ICONS[kind])
        for kind in QueueKind
        if counts[kind]
    ]
    return [Tally(label, total, url, "tasks"), *parts]


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put the counts on the desk of whoever decides."""
    if is_curator(request.user):
        panels.append(QueuePanel())


def menu_item() -> MenuItemFor:
    """Return the entry of the menu."""
    return MenuItemFor(
        _("Queue of the calendar"),
        reverse("event_queue:list"),
        is_curator,
        name="event-queue",
        icon_name="tasks",
        order=205,
    )
