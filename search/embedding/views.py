"""What may stand in other people's pages, and the page that makes the snippets for it; nothing else may be framed."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.opening import all_turns, next_turn
from network.region_table import region_table
from portal.alternates import alternates_of_view
from portal.embedding.appearance import Appearance, AppearanceForm
from portal.embedding.colours import accent, stylesheet
from portal.embedding.frame import framed
from portal.http.security_headers import may_show_own_frames
from portal.languages import original_language
from portal.list_models import FacetValue
from portal.page_context import view_context
from portal.sites import site_facts
from portal.validity import holds_until
from portal.view_models import Message
from portal.visitors import is_anonymous

from ..facet_view import facets_of, region_facet
from ..listing import search_box
from ..service import search
from .entries import Listed, alliances, card, listed
from .lists import asked_in, embedded_list, heading_of
from .snippets import entry_snippets, list_snippet


@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """Show the list or the map."""
    look = AppearanceForm(request.GET).appearance
    shown = embedded_list(request, look)
    return framed(
        request,
        look,
        "search/embedding/list.html",
        " · ".join([shown.heading, *shown.conditions]),
        {"list": shown},
    )


@require_safe
def embed_entry(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show one entry as a card."""
    look = AppearanceForm(request.GET).appearance
    try:
        one = listed(uuid)
    except Http404:
        return _gone(request, look)
    return framed(
        request,
        look,
        "search/embedding/entry.html",
        one.name,
        {"entry": card(one, request), "notes": _notes(look)},
    )


@require_safe
def embed_alliances(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the alliances an entry takes part in."""
    look = AppearanceForm(request.GET).appearance
    try:
        one = listed(uuid)
    except Http404:
        return _gone(request, look)
    shown = {
        "entry": card(one, request),
        "alliances": alliances(one, request),
        "original_language": original_language(),
        "notes": _notes(look),
    }
    return framed(
        request,
        look,
        "search/embedding/alliances.html",
        _("Alliances of %(name)s") % {"name": one.name},
        shown,
    )


@require_safe
def embed_colour(request: HttpRequest, colour: str) -> HttpResponse:
    """Return the style of an accent colour, made readable; a file, because no page may hold a style."""
    response = HttpResponse(stylesheet(accent(colour)), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def make_snippet(request: HttpRequest) -> HttpResponse:
    """Show the form for a list, or the snippets of one entry, with previews."""
    title = _("Show it on your own website")
    form = AppearanceForm(request.GET)
    look = form.appearance
    facts = site_facts(request)
    base_url = facts.base_url if facts else ""
    context = {
        **view_context(
            request,
            title,
            description=_(
                "The directory in your own pages: as a list, a map, or one entry. Free, without cookies."
            ),
            canonical_url=base_url + reverse("make_snippet"),
            alternates=alternates_of_view(base_url, reverse("make_snippet")),
            robots="noindex" if request.GET else "",
        ),
        "title": title,
        "form": form,
        "hints": _notes(look),
        "colours": _changed(look),
    }
    one, context["hints"] = _entry_in(request, context["hints"])
    context |= _of_entry(request, one, look, base_url) if one else _of_list(request, look, base_url)
    return may_show_own_frames(render(request, "search/embedding/make.html", context))


def _entry_in(request: HttpRequest, messages: list[Message]) -> tuple[Listed | None, list[Message]]:
    """Return the entry that the address names; for an unknown one a message, and the list instead."""
    word = request.GET.get("eintrag", "")
    if not word:
        return None, messages
    try:
        return listed(UUID(word)), messages
    except (ValueError, Http404):
        text = _("There is no such entry in the directory. You can embed a list instead.")
        return None, [*messages, Message("warn", text)]


def _of_entry(request: HttpRequest, one: Listed, look: Appearance, base_url: str) -> dict[str, Any]:
    """Return what the page shows about one entry."""
    uuid = UUID(one.found.shown["uuid"])
    own = entry_snippets(uuid, one.name, look, base_url, has_alliances=bool(alliances(one, request)))
    return {"entry": one, "entry_uuid": str(uuid), "snippets": own}


def _of_list(request: HttpRequest, look: Appearance, base_url: str) -> dict[str, Any]:
    """Return what the page shows about a list: filters with counts, and the snippet."""
    table = region_table()
    asked = asked_in(request.GET, table)
    result = search(asked.request, prefer_embedded=not is_anonymous(request))
    now = asked.request.now
    holds_until(request, now if result.incomplete else next_turn(all_turns(), now))
    facets = (
        region_facet(result, asked.request.regions, table),
        *facets_of(result, asked.request.facets, open_now=asked.request.open_now),
    )
    return {
        "box": search_box(asked),
        "facets": [(facet, _is_chosen(facet.values)) for facet in facets],
        "notes": [Message("warn", note) for note in asked.notes],
        "radius": asked.values["umkreis"],
        "heading": heading_of(asked, table),
        "total": result.total,
        "snippets": (list_snippet(asked, look, base_url, table),),
    }


def _is_chosen(values: Iterable[FacetValue]) -> bool:
    """Return whether a value of a filter, or one below it, is chosen; chosen ones are never folded away."""
    return any(value.selected or _is_chosen(value.children) for value in values)


def _changed(look: Appearance) -> str:
    """Return what is said of a colour that had to be changed to be read; "" for one that can be."""
    found = accent(look.colour)
    if found.day == look.colour:
        return ""
    text = _("So that everybody can read it, the colour #%(chosen)s is shown as #%(shown)s by day.")
    return text % {"chosen": look.colour, "shown": found.day}


def _notes(look: Appearance) -> list[Message]:
    """Return what is wrong with a look."""
    return [Message("warn", note) for note in look.notes]


def _gone(request: HttpRequest, look: Appearance) -> HttpResponse:
    """Say in the frame that there is nothing, instead of the browser's own words about frames."""
    return framed(
        request,
        look,
        "search/embedding/gone.html",
        _("This entry is no longer in the directory"),
        {},
        status=404,
    )
