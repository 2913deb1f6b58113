"""Where the page stands on which a further organiser leaves an event."""

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from network.named.leave_page import LeavePage, Naming

from .leaving import leave
from .naming import events_naming, namings


class LeaveView(LeavePage):
    """Leaves an event."""

    def naming(self) -> Naming:
        """Return the event."""
        event = events_naming(self.organisation).select_related("organiser").get(pk=self.kwargs["event_pk"])
        return next(namings(self.organisation, [event]))

    def leave(self, for_good: bool) -> int:
        """Take the organisation off the event."""
        return leave(self.kwargs["event_pk"], self.organisation, self.now, for_good)


class CoOrganisersViewSet(ViewSet):
    """The page of the button; its address names the organisation and the event."""

    name = "co_organisers"
    url_prefix = "further-organisers"
    url_namespace = "co_organisers"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address."""
        return [path("<int:pk>/<int:event_pk>/leave/", LeaveView.as_view(), name="leave")]
