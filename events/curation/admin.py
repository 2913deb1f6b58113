"""Where the queue stands in the admin: addresses and menu."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.menu import MenuItemFor

from .bulk_views import BulkView
from .merge_views import MergedView, MergeView
from .queue_views import EntryView, QueueView, RecentView
from .rights import is_curator


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
