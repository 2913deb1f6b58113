"""The description of the interface (OpenAPI 3.1), made from the tables that also answer, so that it cannot lie."""

from collections.abc import Sequence
from typing import Any

from search.opendata.fields import ENTRY
from search.opendata.licence import Terms
from search.opendata.parts import PARTS
from search.opendata.problems import PROBLEM
from search.opendata.schema import Schema, many, ref, table, text, web, whole
from search.opendata.terms import LABELLED

from .actors import TOMBSTONE
from .envelope import LINKS, PAGINATION, item_schema, list_schema
from .event_changes import EVENT_TOMBSTONE
from .event_items import DATE, EVENT, PLACE
from .finding import HIT, SUGGESTION
from .memberships import MEMBERSHIP
from .offers import OFFER
from .parameters import LONGEST_KEY, Parameter
from .resources import RESOURCES, Resource
from .vocabularies import REGION, TOPIC

JSON = "application/json"
VERSION = "1.1.0"
ABOUT = """
Everything that is public in the directory, and nothing else: no cookies, no keys, no registration.

* Parameters are the directory's own, so an address of the website becomes one of this interface: several values
  of one filter widen the result, different filters narrow it. A parameter that does not exist, or a value that does
  not fit, is refused with 400; a topic, area, place or alliance that does not exist with 404. The answer
  (`application/problem+json`, RFC 9457) names the parameter and the remedy.
* Ids are register ids; organisations and alliances also answer to their UUID, events to their UID.
* An entry or event that has gone answers 200 with `deleted: true` for 90 days, as in OParl, and stands in lists asked
  with `modified_since`. Then it is 404, as what never was. A filter with `modified_since` narrows what is there; what
  has gone is named whatever it was, and an entry that only left the filter is not named: copies that are kept
  in step should leave filters out. An entry that got another id, or became one of the other type, has gone under
  the old one and is new under the other.
* Answers have a strong ETag; send it as `If-None-Match` and get an empty 304 while nothing changed.
* One network may send {burst} requests at once and {rate} more each second; `RateLimit` says what is left, 429 and
  `Retry-After` when to go on.
* Labels are German, with English ones beside them where there are some. Times are in ISO 8601; opening hours are
  local (Europe/Berlin). Coordinates are WGS 84 and never more exact than an organisation wants to be found.
* Field descriptions name the counterpart in schema.org and in HSDS 3.0 (Open Referral). This is no HSDS
  interface: entries can belong to several alliances, which HSDS has no field for.
* Whole selections in one file: `/initiativen/daten.csv`, `.geojson`, `.json` and `.atom` with the same parameters;
  an entry for the address book: `/id/<uuid>/karte.vcf`. Dates as a calendar: `/termine/feed.ics`, as news
  `/termine/feed.atom`, one by one `/termine/daten.json`, with the parameters of /events/.
"""


def description(url: str, terms: Terms, burst: int, rate: float) -> dict[str, Any]:
    """Return the description of the interface at an address."""
    paths: dict[str, Any] = {
        "/": _operation(("index", "Index", "What there is, and under what terms."), (), ref("Index"))
    }
    for resource in RESOURCES.values():
        paths[f"/{resource.name}/"] = _list_path(resource)
        if resource.detail is not None:
            paths[f"/{resource.name}/{{id}}/"] = _detail_path(resource)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{terms.publisher}: open data",
            "version": VERSION,
            "summary": "Organisations, alliances, what they offer and what takes place.",
            "description": ABOUT.format(burst=burst, rate=f"{rate:g}").strip(),
            "license": {"name": terms.licence, "url": terms.licence_url},
        },
        "servers": [{"url": url}],
        "paths": paths,
        "components": {"schemas": SCHEMAS, "headers": HEADERS},
    }


def _list_path(resource: Resource) -> dict[str, Any]:
    """Return the path of a list."""
    may_be_unknown = any(one.name in {"region", "thema", "buendnis", "ort"} for one in resource.parameters)
    return _operation(
        (f"list_{resource.name}", resource.summary, resource.description),
        [_parameter(one) for one in resource.parameters],
        list_schema(resource.item, resource.more),
        *([404] if may_be_unknown else []),
    )


def _detail_path(resource: Resource) -> dict[str, Any]:
    """Return the path of a single item."""
    identifier = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "Id of the item.",
        "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    }
    return _operation(
        (f"get_{resource.name}", f"{resource.summary}: one of them", resource.description),
        [identifier],
        item_schema(resource.item),
        404,
    )


def _operation(
    about: tuple[str, str, str], parameters: Sequence[Any], schema: Schema, *refusals: int
) -> dict[str, Any]:
    """Return a path that is read by GET; `about` is its id, its title and its description."""
    name, summary, said = about
    answers: dict[str, Any] = {
        "200": {
            "description": "The data.",
            "headers": {"ETag": _header("ETag"), "RateLimit": _header("RateLimit")},
            "content": {JSON: {"schema": schema}},
        },
        "304": {"description": "Nothing changed since the answer whose ETag was sent."},
    }
    for status in sorted({400, 429, 503, *refusals}):
        answers[str(status)] = {
            "description": REFUSALS[status],
            "content": {PROBLEM: {"schema": ref("Problem")}},
        }
    get = {"operationId": name, "summary": summary, "description": said, "parameters": list(parameters)}
    return {"get": {**get, "responses": answers}}


def _parameter(one: Parameter) -> dict[str, Any]:
    """Return a parameter of the query string."""
    found = {
        "name": one.name,
        "in": "query",
        "required": one.required,
        "description": one.description,
        "schema": dict(one.schema),
    }
    return {**found, "style": "form", "explode": True} if one.is_list else found


def _header(name: str) -> dict[str, str]:
    """Return a reference to a header."""
    return {"$ref": f"#/components/headers/{name}"}


REFUSALS = {
    400: "A parameter does not exist here, or its value does not fit.",
    404: "There is no such item, area, topic, alliance or place.",
    429: "Too many requests; `Retry-After` says how many seconds to wait.",
    503: "The search is just starting; ask again in a few seconds.",
}
HEADERS = {
    "ETag": {"description": "Strong; differs whenever a byte does.", "schema": {"type": "string"}},
    "RateLimit": {
        "description": "Requests left (`r`), and seconds until all are (`t`).",
        "schema": {"type": "string"},
    },
}
SCHEMAS: dict[str, Schema] = {
    "Index": table(
        {
            "title": text(),
            "license": text(),
            "license_url": web(),
            "attribution": text("Whom to name."),
            "documentation": web("For people."),
            "openapi": web("For programs."),
            "resources": {
                "type": "object",
                "properties": {name: web() for name in RESOURCES},
                "required": [*RESOURCES],
                "additionalProperties": False,
            },
        }
    ),
    "Entry": ENTRY,
    "Tombstone": TOMBSTONE,
    "Membership": MEMBERSHIP,
    "OfferOfEntry": OFFER,
    "Event": EVENT,
    "EventDate": DATE,
    "EventPlace": PLACE,
    "EventTombstone": EVENT_TOMBSTONE,
    "Topic": TOPIC,
    "Region": REGION,
    "Hit": HIT,
    "Suggestion": SUGGESTION,
    "Pagination": PAGINATION,
    "Links": LINKS,
    "Problem": {
        "type": "object",
        "description": "RFC 9457.",
        "properties": {
            "type": text(),
            "title": text(),
            "status": whole(),
            "detail": text("What is the matter."),
            "errors": many(
                table({"parameter": text(), "detail": text(), "remedy": text("What to write instead.")})
            ),
        },
        "required": ["type", "title", "status", "detail"],
    },
    **LABELLED,
    **PARTS,
}
