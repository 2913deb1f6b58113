"""What people see where something is missing or broke."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist, TemplateSyntaxError, loader
from django.utils.translation import gettext as _

from portal.page_context import view_context

# Shown when not even the template of the error page can be rendered.
LAST_WORDS = (
    "<!doctype html><html lang=de><title>Fehler</title><p>Das hat nicht geklappt. Bitte später noch einmal."
)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address that leads nowhere, with menu and search."""
    context = view_context(request, _("There is nothing here"), robots="noindex")
    return render(request, "404.html", context, status=404)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that came without the token of now: mostly, somebody signed in anew meanwhile."""
    context = view_context(request, _("This form could not be sent"), robots="noindex")
    return render(request, "403_csrf.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for our own mistakes; asks neither the database nor the context processors."""
    try:
        content = loader.get_template("500.html").render()
    except (TemplateDoesNotExist, TemplateSyntaxError):
        content = LAST_WORDS
    return HttpResponse(content, status=500, headers={"Cache-Control": "no-store"})
