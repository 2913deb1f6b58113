"""Views that are there for some people; everybody else is answered as if there was nothing."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from portal.models import User


class OnlyFor:
    """Part of a view for whoever may; the view names `may(user)` as a static method, a later one instead of it."""

    may: Callable[[User], bool]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for whoever may not."""
        if not self.may(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)
