"""What every page of the doors and of the account has: the portal's frame, and an answer that nobody keeps."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.page_context import view_context

from .paths import next_of


def frame(request: HttpRequest, title: str | Promise) -> dict[str, Any]:
    """Return the context of a page: no search engine, and a last line that tells the truth about cookies."""
    context = view_context(request, str(title), robots="noindex")
    context["portal"].footer_note = _(
        "Signing in takes two cookies: for the session, and against forged requests."
        " Nothing is loaded from other servers."
    )
    return {**context, "title": title, "next": next_of(request)}


def page(request: HttpRequest, template: str, title: str | Promise, **context: Any) -> HttpResponse:
    """Return a page of the account that nobody keeps."""
    return unkept(render(request, f"portal/accounts/{template}", {**frame(request, title), **context}))


def unkept(response: HttpResponseBase) -> HttpResponseBase:
    """Mark an answer so that no cache and no "back" shows it to the next person at the device."""
    response["Cache-Control"] = "no-store, private"
    response.headers.setdefault("X-Robots-Tag", "noindex")
    return response


class InFrame:
    """Puts a view, allauth's or ours, into the portal's frame; it names its `title` and its template."""

    title: str | Promise = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the answer, which nobody keeps."""
        return unkept(super().dispatch(request, *args, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the view's own context within the frame's."""
        return {**frame(self.request, self.title), **super().get_context_data(**kwargs)}
