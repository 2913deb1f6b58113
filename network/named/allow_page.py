"""What an organisation took itself off, on its desk, and the page on which it allows itself to be named again."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet

from network.desk.frame import DeskPage, desk_url
from network.desk.parts import DeskPart
from network.models import Leaving, Organisation
from portal.models import User

ANCHOR = "left"


def left_part(user: User, organisation: Organisation, now: datetime) -> DeskPart | None:
    """Return what an organisation took itself off, whole writers first, None where there is nothing; one query."""
    rows = organisation.leavings.select_related("writer")
    rows = sorted(rows.order_by("-left_at", "-pk"), key=lambda row: row.work is not None)
    if not rows:
        return None
    context = {"rows": rows, "organisation": organisation}
    heading = gettext_lazy("Where you do not want to be named")
    return DeskPart(heading, "network/named/left.html", context, order=48, anchor=ANCHOR)


class AllowPage(DeskPage):
    """Shows on GET what the organisation took itself off, and allows on POST that it is named again."""

    page_title = gettext_lazy("Allow to be named again")
    header_icon = "user"
    template_name = "network/named/allow.html"

    @cached_property
    def leaving(self) -> Leaving:
        """Return what was left; raises Http404 for what was not, or is allowed again already."""
        rows = self.organisation.leavings.select_related("writer")
        return get_object_or_404(rows, pk=self.kwargs["leaving_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what it is about."""
        return {**super().get_context_data(**kwargs), "leaving": self.leaving}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Allow it, and say so; nobody is named by that alone."""
        self.leaving.delete()
        messages.success(request, _("Done. You can be named there again."))
        return redirect(desk_url(self.organisation))


class NamedViewSet(ViewSet):
    """The page of the button; its address names the organisation and what it left."""

    name = "named"
    url_prefix = "named"
    url_namespace = "named"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the address."""
        return [path("<int:pk>/<int:leaving_pk>/allow/", AllowPage.as_view(), name="allow")]
