"""The pages for members: who is let in, and the frame in which nobody keeps what stands there."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.circles import Circle, circle_of
from portal.accounts.frame import frame, unkept
from portal.view_models import Link


class ForMembers:
    """Lets in whoever acts for an organisation today, and the office; strangers are led to the door.

    A view names its `title`; `above` are the addresses between the members' first page and its own.
    """

    title: str | Promise = ""
    circle: Circle

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer, which nobody keeps."""
        if not request.user.is_authenticated:
            return unkept(redirect_to_login(request.get_full_path()))
        self.circle = circle_of(request.user, timezone.localdate())
        if not self.circle.is_open:
            title = _("Only for member organisations")
            return unkept(render(request, "members/closed.html", frame(request, title), status=403))
        self.prepare()
        return unkept(super().dispatch(request, *args, **kwargs))

    def prepare(self) -> None:
        """Read what every answer of a view needs; may raise Http404."""

    def get_title(self) -> str:
        """Return the heading."""
        return str(self.title)

    def above(self) -> tuple[Link, ...]:
        """Return the steps above this page, the members' first page aside."""
        return ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the view's own context within the frame's."""
        title = self.get_title()
        context = frame(self.request, title)
        home, here = context["breadcrumbs"]
        first = Link(_("For members"), reverse("members"))
        context["breadcrumbs"] = (
            home,
            *((first,) if self.request.path != first.url else ()),
            *self.above(),
            here,
        )
        return {**context, **super().get_context_data(**kwargs)}
