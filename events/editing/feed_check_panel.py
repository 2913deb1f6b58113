"""The button below the address of a feed that asks what stands there."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from events.models import CalendarFeed


class FeedCheckPanel(Panel):
    """Sends the form as it is filled in to the page that checks it, in a tab of its own."""

    class BoundPanel(Panel.BoundPanel):
        """The panel in one form."""

        template_name = "events/admin/feed_check_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add where the address is checked."""
            url = reverse(CalendarFeed.snippet_viewset.get_url_name("check"))
            key = self.instance.pk
            return {
                **super().get_context_data(parent_context),
                "url": f"{url}?feed={key}" if key else url,
            }
