"""The signpost: three doors, and behind each the steps need, place, answer, all of them plain addresses.

No answer keeps what somebody gave as a place: it is in no link to pass on, in no `Referer` (`no-referrer`), and not
in the log, which holds routes only. Needs that must not be seen are in no title and in no cache of a browser.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.choices import Weekday
from network.region_table import RegionTable, region_table
from portal.alternates import alternates_of_view
from portal.page_context import view_context
from portal.page_meta import description_of
from portal.sites import site_facts
from portal.tiles import Tile
from portal.view_models import Link, Message
from search.place_spelling import similar_places
from search.weekdays import KEYS

from .answering import answer, share_key, share_url
from .day import day_of, key_of, without_day
from .doors import TITLE, doors, path_of, step_path
from .emergency import NUMBERS
from .forms import SignpostForm
from .needs import Need, Way
from .place import Place, home_state, place_in, place_of
from .view_models import Choice, DayChoice, PlaceStep

# Picture tiles of needs, by turns; all twelve palettes, none beside itself.
PALETTES = (0, 1, 4, 3, 6, 9, 5, 11, 7, 2, 10, 8)


@require_safe
def signpost(request: HttpRequest) -> HttpResponse:
    """Show the three doors."""
    text = _("Help, find help, find partners: two short steps lead to the people who fit.")
    context = view_context(request, str(TITLE), **_meta(request, reverse("signpost"), text))
    return _private(render(request, "search/signpost.html", context | {"doors": doors(), "lead": text}))


@require_safe
def steps(request: HttpRequest, way: Way) -> HttpResponse:
    """Show the next step of a way: what is needed, where, or who fits."""
    form = SignpostForm(request.GET, way.needs)
    need = way.need(form.cleaned_data["bedarf"])
    if need is None:
        return _private(_needs(request, way, form))
    table = region_table()
    place, error = _place(form, table)
    day = _day(form)
    if error or not form.has_place:
        response = _where(request, way, need, form, error, day=day)
    else:
        response = _answer(request, way, need, place, table, day=day)
    return _private(response, keep=not need.is_urgent)


def _place(form: SignpostForm, table: RegionTable) -> tuple[Place | None, str]:
    """Return the place that was given, the home state for none, and what is wrong; a name goes before a key."""
    word, key = without_day(form.cleaned_data["ort"])[0], form.cleaned_data["region"]
    if not (word or key):
        return home_state(table), ""
    place = place_of(word, table) if word else place_in(key, table)
    if place is not None:
        return place, ""
    if word:
        text = _("We do not know the place “%(place)s”. Try the postcode or the nearest larger town.")
        return None, text % {"place": word[:60]}
    return None, _("We do not know this area. Please give a town or a postcode.")


def _day(form: SignpostForm) -> int | None:
    """Return the day that was chosen, else the one said with the place."""
    chosen = day_of(form.cleaned_data["tag"])
    return without_day(form.cleaned_data["ort"])[1] if chosen is None else chosen


def _needs(request: HttpRequest, way: Way, form: SignpostForm) -> HttpResponse:
    """Show the needs behind a door; a place that was given already goes along as an area."""
    context = _context(request, way, str(way.label), **_meta(request, path_of(way), str(way.line)))
    place = _place(form, region_table())[0] if form.has_place else None
    area, day = share_key(place) if place else "", key_of(_day(form))
    choices = [
        Choice(
            str(need.label),
            str(need.line),
            step_path(way, need, area, day),
            need.picture,
            f"pal-{PALETTES[at % len(PALETTES)]}",
            need.is_urgent,
        )
        for at, need in enumerate(way.needs)
    ]
    context |= {"choices": choices, "messages": [Message("warn", note) for note in form.notes]}
    context["numbers"] = NUMBERS if any(need.is_urgent for need in way.needs) else ()
    return render(request, "search/signpost_needs.html", context)


def _where(  # noqa: PLR0913 - what was asked so far
    request: HttpRequest, way: Way, need: Need, form: SignpostForm, error: str, *, day: int | None
) -> HttpResponse:
    """Ask for the place, and for a day that suits."""
    context = _context(request, way, _title(way, need), need, robots="noindex")
    typed = without_day(form.cleaned_data["ort"])[0]
    similar = similar_places(typed, region_table()) if error else ()
    context["place_step"] = PlaceStep(
        path_of(way),
        need.key,
        typed,
        error,
        tuple(DayChoice(KEYS[one.value], str(one.label), one.value == day) for one in Weekday),
        Link(_("Show all of them"), step_path(way, need, share_key(None), key_of(day))),
        [Link(row.label, step_path(way, need, row.url_key, key_of(day))) for row in similar],
    )
    return render(request, "search/signpost_place.html", context)


def _answer(  # noqa: PLR0913 - what was asked
    request: HttpRequest, way: Way, need: Need, place: Place | None, table: RegionTable, *, day: int | None
) -> HttpResponse:
    """Show who fits."""
    canonical = share_url(request, way, need, place, day)
    context = _context(request, way, _title(way, need), need, robots="noindex", canonical_url=canonical)
    context["answer"] = answer(request, way, need, place, table, day=day)
    context["back"] = (
        Link(_("Choose something else"), path_of(way)),
        Link(_("Another place"), step_path(way, need, day=key_of(day))),
    )
    return render(request, "search/signpost_answer.html", context)


def _title(way: Way, need: Need) -> str:
    """Return what stands in the tab and the history: nothing that somebody must not see."""
    return str(TITLE) if need.is_urgent else str(need.label)


def _context(
    request: HttpRequest, way: Way, title: str, need: Need | None = None, **meta: Any
) -> dict[str, Any]:
    """Return what every step shows: its way, its need, the numbers where it is urgent."""
    context = view_context(request, title, **meta)
    home, _here = context["breadcrumbs"]
    trail = [home, Link(str(TITLE), reverse("signpost"))]
    trail.append(Link(str(way.label), path_of(way)) if need else Link(str(way.label), "", current=True))
    return context | {
        "breadcrumbs": tuple(trail),
        "way": way,
        "need": need,
        "tint": Tile(way.tint, 0, 0, 0),
        "palette": f"pal-{way.palette}",
        "numbers": NUMBERS if need and need.is_urgent else (),
    }


def _meta(request: HttpRequest, path: str, text: str) -> dict[str, Any]:
    """Return the head of a page that search engines may show."""
    facts = site_facts(request)
    if facts is None:
        return {}
    return {
        "description": description_of(text),
        "canonical_url": facts.base_url + path,
        "alternates": alternates_of_view(facts.base_url, path),
    }


def _private(response: HttpResponse, keep: bool = True) -> HttpResponse:
    """Return the answer so that no address of it is told on, and nothing is kept where nothing may be seen."""
    response["Referrer-Policy"] = "no-referrer"
    if not keep:
        response["Cache-Control"] = "no-store"
    return response
