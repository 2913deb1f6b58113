"""The search itself: ranked hits with counts of every filter, and suggestions while typing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from network.models.organisations import OrganisationKind
from network.region_table import region_table
from portal.plain_text import clean_text
from portal.visitors import is_anonymous
from search.area_counts import area_counts
from search.engine_room import NotReady
from search.entries import page_address
from search.opendata.addresses import absolute
from search.opendata.schema import Schema, many, maybe, number, ref, table, text, web, whole
from search.opendata.terms import term
from search.query import FACETS, TYPES
from search.service import MAX_RESULT, Found, SearchResult, search
from search.suggesting import suggestions as suggested

from .envelope import Answer
from .questions import question

HIT: Schema = table(
    {
        "id": text("Register id."),
        "uuid": text(format="uuid"),
        "type": text(enum=["organisation", "alliance"]),
        "name": text(),
        "summary": text(),
        "url": web("Its page."),
        "kind": ref("Term"),
        "seat": maybe(text("Name of the town or district.")),
        "topics": many(text(), "Slugs."),
        "score": whole("How well it fits; comparable within one search only.", minimum=0),
        "distance_km": maybe(number("From the place asked for.", minimum=0)),
    },
    "An entry that was found, in brief.",
)
MORE: dict[str, Schema] = {
    "facets": {
        "type": "object",
        "description": "How many hits each value of a filter has, under all other conditions.",
        "properties": {name: {"type": "object", "additionalProperties": whole(minimum=0)} for name in FACETS},
        "additionalProperties": False,
    },
    "area": maybe(
        table(
            {
                "here": whole("Hits in the area itself: what the filter of areas counts.", minimum=0),
                "wider": whole(
                    "Hits that help there from a larger area or online; they come after.", minimum=0
                ),
            },
            "How the total is made up where exactly one area was asked for; null otherwise.",
        )
    ),
    "corrected": maybe(text("The words as they were searched, where their spelling was corrected.")),
    "places": many(text(), "Ids of the regions recognised among the words."),
    "widened_to": many(text(), "Ids of the regions around, where the place named has nothing itself."),
}
SUGGESTION: Schema = table(
    {
        "label": text(),
        "kind": text(enum=["organisation", "topic", "place"]),
        "note": maybe(text("Where it is.")),
        "url": web("Where choosing it leads."),
    },
    "Something whose name begins so.",
)


def hits(request: HttpRequest, values: Mapping[str, Any]) -> Answer:
    """Return a page of hits of both types, with counts; a search goes 10,000 hits deep."""
    size = values["anzahl"]
    asked = replace(question(request, values, TYPES), page=values["seite"], page_size=size)
    too_deep = values["seite"] * size > MAX_RESULT
    result = search(replace(asked, page=1) if too_deep else asked, prefer_embedded=not is_anonymous(request))
    if result.incomplete:
        raise NotReady
    found = () if too_deep else result.found
    items = [_hit(one) for one in found]
    return Answer(items, min(result.total, MAX_RESULT), _more(result))


def _hit(found: Found) -> dict[str, Any]:
    """Return a hit as data."""
    shown = found.shown
    path = page_address(shown.get("url_path", ""), shown.get("locale", settings.LANGUAGE_CODE))
    return {
        "id": found.register_id,
        "uuid": shown["uuid"],
        "type": found.type,
        "name": found.title,
        "summary": shown.get("summary", ""),
        "url": absolute(path),
        "kind": term(OrganisationKind, shown.get("kind", "")),
        "seat": shown.get("seat") or None,
        "topics": list(shown.get("topics", ())),
        "score": found.score,
        "distance_km": round(found.distance_m / 1000, 3) if found.distance_m is not None else None,
    }


def _more(result: SearchResult) -> dict[str, Any]:
    """Return the counts, and how the words were understood."""
    rows = region_table().rows
    made_up = area_counts(result, region_table())

    def key_of(key: str) -> str:
        return rows[key].url_key if key in rows else key

    facets = {
        name: {key_of(key) if name == "region" else key: count for key, count in counts.items()}
        for name, counts in result.facets.items()
    }
    return {
        "facets": facets,
        "area": {"here": made_up.here, "wider": made_up.wider} if made_up else None,
        "corrected": result.reading.corrected,
        "places": [key_of(place.key) for place in result.reading.places if place.key],
        "widened_to": [key_of(key) for key in result.widened_to],
    }


def suggestions(request: HttpRequest, values: Mapping[str, Any]) -> Answer:
    """Return what begins as what was typed: topics and places first, then organisations."""
    found = suggested(clean_text(values["q"]))
    items = [
        {
            "label": one.label,
            "kind": one.kind,
            "note": one.note or None,
            "url": absolute(one.url),
        }
        for one in found
    ]
    return Answer(items, len(items))
