"""The index by name and by place, and the booklet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.directory_urls import directory_path
from portal.view_models import Link
from search.subjects import booklet as booklets
from search.subjects import index_pages
from search.subjects.booklet_budget import made_in_turn
from search.subjects.forms import IndexForm
from search.subjects.heads import Head, context_of
from search.subjects.view_models import IndexView
from search.subjects.views import directory_or_404


@require_safe
def names(request: HttpRequest, letter: str = "") -> HttpResponse:
    """Show the index by name; in a small network a letter is a place on the one page."""
    directory_or_404()
    if letter and index_pages.is_small():
        return redirect(f"{reverse('names')}#{letter}")
    return _index(request, index_pages.names_index(letter, IndexForm(request.GET)))


@require_safe
def places(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show the index by place; in a small network a district is a place on the one page."""
    directory_or_404()
    form = IndexForm(request.GET)
    view = index_pages.places_index(slug, form)
    if slug and index_pages.is_small():
        return redirect(f"{reverse('places')}#{slug}")
    return _index(request, view)


def _index(request: HttpRequest, view: IndexView) -> HttpResponse:
    """Show a page of the index; search engines are sent to first pages only."""
    trail = [Link(_("Initiatives"), directory_path()), Link(view.heading, "")]
    is_later = view.pagination is not None and view.pagination.number > 1
    robots = "noindex" if is_later or view.messages else ""
    context = context_of(request, Head(trail, view.heading, view.lead, robots=robots))
    return render(request, "search/index.html", {**context, "index": view})


@require_safe
def booklet(request: HttpRequest) -> HttpResponse:
    """Show the directory, or what the directory's parameters select of it, as it is printed."""
    directory = directory_or_404()
    return made_in_turn(request, lambda: _booklet(request, directory))


def _booklet(request: HttpRequest, directory: str) -> HttpResponse:
    """Return the booklet that a request selects."""
    made = booklets.booklet(request)
    description = _(
        "To print or to save as PDF: who is in the network, how they are reached, with registers."
    )
    trail = [Link(_("Initiatives"), directory), Link(_("Booklet"), "")]
    context = context_of(request, Head(trail, made.heading, description, robots="noindex"))
    return render(request, "search/booklet.html", {**context, "booklet": made})
