"""The site search and the suggestions; the directory is a page and builds its listing in `listing`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal import changes
from portal.page_context import view_context
from portal.pagination import paginate
from portal.plain_text import clean_text
from portal.query_forms import some
from portal.search_url import SearchUrl
from portal.sites import office, stale_months
from portal.validity import holds_until
from portal.view_models import Link, Message
from portal.visitors import is_anonymous

from .directory_request import PAGE_SIZE
from .engine_room import room
from .entries import entry_of
from .event_entries import as_event
from .forms import SearchForm
from .listing import HEAD_TINT, cloth, correction
from .next_change import next_change
from .overview import topic_links
from .publication_entries import as_publication
from .query import PUBLICATIONS, SearchRequest
from .service import SearchResult, search
from .suggesting import Suggestion, place_suggestions, suggestions
from .type_labels import type_labels
from .view_models import Entry, Listing, SearchBox
from .wording import count_words, no_such_page


@require_safe
def site_search(request: HttpRequest) -> HttpResponse:
    """Search everything that can be found."""
    form = SearchForm(request.GET)
    values = form.cleaned_data
    labels = type_labels()
    types = frozenset(word for word in values["art"] if word in labels)
    known = {name: values[name] for name in ("q", "woertlich", "seite")}
    url = SearchUrl(request.path, {**known, "art": tuple(sorted(types))})
    asked = SearchRequest(
        now=timezone.now(),
        q=values["q"],
        types=types,
        page=values["seite"] or 1,
        page_size=PAGE_SIZE,
        recognise_places=False,
        correct_spelling=not values["woertlich"],
        with_facets=False,
    )
    result = (
        search(asked, prefer_embedded=not is_anonymous(request))
        if values["q"]
        else SearchResult.nothing(asked)
    )
    holds_until(request, asked.now if result.incomplete else next_change(asked.now))
    notes = [*form.notes, *form.hints, *_unknown_types(values["art"], labels)]
    listing = _listing(request, asked, result, url, notes)
    context = view_context(request, _("Search"), robots="noindex")
    return render(request, "search/results.html", {**context, "listing": listing})


def _unknown_types(words: Sequence[str], labels: Mapping[str, str]) -> list[str]:
    """Return what to say about kinds of content that do not exist."""
    unknown = [word for word in words if word not in labels]
    text = _("%(filter)s: there is no “%(word)s”; this filter was left out.")
    return [text % {"filter": _("Kind of content"), "word": some(unknown)}] if unknown else []


def _listing(
    request: HttpRequest, asked: SearchRequest, result: SearchResult, url: SearchUrl, notes: list[str]
) -> Listing:
    """Return the results as the template reads them."""
    labels = type_labels()
    box = SearchBox(action=url.path, q=asked.q, with_place=False, suggest_url=reverse("suggest"))
    listing = Listing(
        _("Search the portal"), HEAD_TINT, cloth(), box, total=result.total, has_query=bool(asked.q)
    )
    listing.count_label = count_words(result.total, has_query=True)
    listing.types = [
        Link(_("Everything"), url.having(art=None), current=not asked.types),
        *(Link(label, url.having(art=key), current=key in asked.types) for key, label in labels.items()),
    ]
    stale = stale_months(request)
    listing.entries = [_entry(found, result, stale, labels) for found in result.found]
    listing.pagination = paginate(asked.page, result.total, PAGE_SIZE, url.page)
    listing.messages = [Message("warn", note) for note in notes]
    if result.reading.too_vague:
        listing.messages.append(
            Message(
                "warn", _("These words are too general to search for. Say what you need in one or two words.")
            )
        )
    listing.corrected = correction(result.reading, asked.q, url)
    if asked.page > 1 and not result.found and result.total:
        listing.messages.append(no_such_page(url))
    if not asked.q:
        listing.messages.append(Message("info", _("Say in one or two words what you are looking for.")))
    if result.reading.too_vague or not asked.q:
        listing.empty_heading, listing.ideas = _("What are you looking for?"), topic_links()
    else:
        listing.empty_text = _("There is no page for “%(words)s”.") % {"words": asked.q}
    listing.office = office(request)
    return listing


def _entry(found: Any, result: SearchResult, stale: int, labels: dict[str, str]) -> Entry:
    """Return a row with the kind of content it is."""
    entry = entry_of(found, result, stale, "")
    if found.type == "event":
        entry = as_event(entry, found, result.request.now)
    elif found.type in PUBLICATIONS:
        entry = as_publication(entry, found)
    return replace(entry, type_label=labels.get(found.type, ""), topics=())


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return suggestions for what was typed so far."""
    holds_until(request, next_change(timezone.now()))
    return _json(suggestions(_typed(request), of_everything=True))


@require_safe
def suggest_places(request: HttpRequest) -> JsonResponse:
    """Return places for what was typed so far."""
    return _json(place_suggestions(_typed(request)))


def _typed(request: HttpRequest) -> str:
    """Return what was typed, short and clean."""
    return clean_text(request.GET.get("q", "")[:100])


def _json(found: list[Suggestion]) -> JsonResponse:
    """Return suggestions as JSON; browsers may keep those of the newest state for a minute."""
    response = JsonResponse({"suggestions": [asdict(one) for one in found]})
    is_newest = room.is_built and not changes.shows_earlier_state()
    response["Cache-Control"] = "max-age=60" if is_newest else "no-store"
    return response
