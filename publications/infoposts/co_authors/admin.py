"""Where the page stands on which a further author leaves a post."""

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from network.named.leave_page import LeavePage, Naming

from .leaving import leave
from .naming import namings, posts_naming


class LeaveView(LeavePage):
    """Leaves a post."""

    def naming(self) -> Naming:
        """Return the post."""
        post = posts_naming(self.organisation).get(pk=self.kwargs["page_pk"])
        return next(namings(self.organisation, [post]))

    def leave(self, for_good: bool) -> int:
        """Take the organisation off the post."""
        return leave(self.kwargs["page_pk"], self.organisation, self.now, for_good)


class CoAuthorsViewSet(ViewSet):
    """The page of the button; its address names the organisation and the post."""

    name = "co_authors"
    url_prefix = "further-authors"
    url_namespace = "co_authors"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address."""
        return [path("<int:pk>/<int:page_pk>/leave/", LeaveView.as_view(), name="leave")]
