"""Topics and regions: what filters take, and how many entries have it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

from django.http import HttpRequest

from network.directory_urls import directory_path
from network.models import Topic
from network.models.regions import RegionKind
from network.region_table import RegionRow, region_table
from search.engine_room import NotReady
from search.opendata.addresses import absolute
from search.opendata.schema import Schema, many, maybe, number, table, text, web, whole
from search.overview import overview

from .envelope import Answer

TOPIC: Schema = table(
    {
        "id": text("Slug: stable, what the filter `thema` takes."),
        "name": text("German label. HSDS taxonomy_term.name."),
        "name_en": maybe(text("English label.")),
        "description": maybe(text("HSDS taxonomy_term.description.")),
        "synonyms": many(text(), "Everyday words under which it is found."),
        "parent": maybe(text("HSDS taxonomy_term.parent_id.")),
        "entries": whole("How many entries have it.", minimum=0),
        "url": web("The directory with this topic."),
    },
    "A topic of the curated vocabulary. schema.org DefinedTerm; HSDS taxonomy_term.",
)
REGION: Schema = table(
    {
        "id": text("AGS of states (2 digits), districts (5) and municipalities (8), else `kind:code`."),
        "kind": text(enum=[*RegionKind.values]),
        "name": text("As people call it."),
        "official_name": text("For example “Landkreis Zwickau”."),
        "name_sorbian": maybe(text()),
        "aliases": many(text(), "Other names."),
        "within": many(text(), "Ids of the regions it lies in, nearest first."),
        "latitude": maybe(number()),
        "longitude": maybe(number()),
        "population": maybe(whole(minimum=0)),
        "entries": whole("Entries that sit or work there.", minimum=0),
        "url": web("The directory with this area."),
    },
    "An area. schema.org AdministrativeArea; HSDS service_area.extent.",
)


def _counts(facet: str) -> Mapping[str, int]:
    """Return how many entries each value of a filter has; raises NotReady while the search is starting."""
    known = overview()
    if known.incomplete:
        raise NotReady
    return known.facets.get(facet, {})


def topics(request: HttpRequest, values: Mapping[str, Any]) -> Answer:
    """Return a page of the topics, by slug."""
    rows = Topic.objects.order_by("slug")
    first = (values["seite"] - 1) * values["anzahl"]
    shown = rows.select_related("parent")[first : first + values["anzahl"]]
    return Answer([_topic(row) for row in shown], rows.count())


def topic(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return a topic by its slug."""
    row = Topic.objects.select_related("parent").filter(slug=identifier).first()
    return _topic(row) if row else None


def _topic(row: Topic) -> dict[str, Any]:
    """Return a topic as data."""
    return {
        "id": row.slug,
        "name": row.name,
        "name_en": row.label_en or None,
        "description": row.description or None,
        "synonyms": list(row.synonyms),
        "parent": row.parent.slug if row.parent else None,
        "entries": _counts("topic").get(row.slug, 0),
        "url": absolute(f"{directory_path() or '/'}?thema={quote_plus(row.slug)}"),
    }


def regions(request: HttpRequest, values: Mapping[str, Any]) -> Answer:
    """Return a page of the regions, by key."""
    rows = sorted(region_table().rows.values(), key=lambda row: row.key)
    if values["ebene"] is not None:
        rows = [row for row in rows if row.kind == values["ebene"]]
    first = (values["seite"] - 1) * values["anzahl"]
    return Answer([_region(row) for row in rows[first : first + values["anzahl"]]], len(rows))


def region(request: HttpRequest, identifier: str) -> dict[str, Any] | None:
    """Return a region by its id."""
    rows = region_table().rows.values()
    row = next((row for row in rows if identifier in {row.url_key, row.key}), None)
    return _region(row) if row else None


def _region(row: RegionRow) -> dict[str, Any]:
    """Return a region as data."""
    table = region_table()
    where = quote_plus(row.url_key, safe=":")
    return {
        "id": row.url_key,
        "kind": row.kind,
        "name": row.name,
        "official_name": row.label,
        "name_sorbian": row.name_sorbian or None,
        "aliases": list(row.aliases),
        "within": [table.rows[key].url_key for key in table.ancestors(row.key)],
        "latitude": row.lat,
        "longitude": row.lon,
        "population": row.population or None,
        "entries": _counts("region").get(row.key, 0),
        "url": absolute(f"{directory_path() or '/'}?region={where}"),
    }
