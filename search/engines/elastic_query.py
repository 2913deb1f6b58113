"""A plan in the words of Elasticsearch: one request for hits, total and all counts."""

from search.engines.agreement import (
    CONTAINED,
    LONGEST_COMPLETION,
    REGION,
    SEATED,
    WIDE,
    cut,
    effective_sort,
    facet_field,
    radius_m,
    region_keys,
)
from search.engines.elastic_mapping import completion_entry
from search.types import SCORE_LIMIT, AnyOf, Group, Plan

UNKNOWN_SIZE = 1000
LAST_RANK = 2 * LONGEST_COMPLETION
RETURNED = ["key", "register_id"]
RETURNED_WITH_PLACE = [*RETURNED, "lat", "lon"]
OPEN_COUNT = "open"
BY_TITLE = [{"sort_title": "asc"}, {"register_id": "asc"}, {"key": "asc"}]


def search_body(plan: Plan) -> dict:
    """Return the request for a plan: selections act after the counts, everything else before."""
    selections = selection_filters(plan)
    return {
        "query": {"bool": query(plan)},
        "post_filter": all_of(list(selections.values())),
        "aggs": counts(plan, selections),
        "sort": order(plan),
        "track_scores": True,
        "track_total_hits": True,
        "from": plan.offset,
        "size": plan.limit,
        "_source": False,
        "docvalue_fields": RETURNED if plan.near is None else RETURNED_WITH_PLACE,
    }


def query(plan: Plan) -> dict:
    """Return the bool query of filters, text and locality.

    The score is locality * 2**20 + text + lift. Every part is a whole number and the sum stays below 2**24, where a
    float still tells neighbours apart.
    """
    clauses: dict = {
        "filter": filters(plan),
        "should": [*localities(plan), *lifts(plan)],
        "minimum_should_match": 0,
    }
    if plan.groups:
        words = [worth(group) for group in plan.groups]
        text = {"bool": {"should": words, "minimum_should_match": 1}}
        clauses["must"] = [{"function_score": {"query": text, "min_score": cut(plan)}}]
    return clauses


def worth(group: Group) -> dict:
    """Return a query that scores the highest weight among the group's matching alternatives."""
    return {
        "dis_max": {
            "queries": [
                {
                    "constant_score": {
                        "filter": all_of([one_of(part) for part in alternative.all_of]),
                        "boost": alternative.weight,
                    }
                }
                for alternative in group.alternatives
                if alternative.all_of
            ]
            or [{"match_none": {}}]
        }
    }


def one_of(part: AnyOf) -> dict:
    """Return a filter for documents with at least one of the terms."""
    return {"terms": {"terms": list(part.terms)}}


def all_of(clauses: list[dict]) -> dict:
    """Return a filter for documents that obey every clause, all documents if there is none."""
    return clauses[0] if len(clauses) == 1 else {"bool": {"filter": clauses}}


def filters(plan: Plan) -> list[dict]:
    """Return what a document must be to be counted at all."""
    clauses = visible(plan.types, plan.locale, plan.now)
    if plan.open_at is not None:
        clauses.append({"term": {"open": plan.open_at}})
    if (radius := radius_m(plan)) is not None:
        point = {"lat": plan.near.lat, "lon": plan.near.lon}
        clauses.append({"geo_distance": {"distance": f"{radius!r}m", "point": point}})
    return clauses


def visible(types: frozenset[str], locale: str, now: int) -> list[dict]:
    """Return the filters for documents of a locale, of one of the types (none: any), visible at a time."""
    clauses: list[dict] = [{"term": {"locale": locale}}]
    if types:
        clauses.append({"terms": {"type": sorted(types)}})
    hidden = [{"range": {"visible_from": {"gt": now}}}, {"range": {"visible_until": {"lte": now}}}]
    clauses.append({"bool": {"must_not": hidden}})
    return clauses


def localities(plan: Plan) -> list[dict]:
    """Return clauses that add the locality class of a plan ordered by relevance within regions."""
    if not plan.region or effective_sort(plan) != "relevance":
        return []
    keys = region_keys(plan)
    ranked = (
        ({"terms": {facet_field(REGION): sorted(keys.selected)}}, SEATED),
        ({"terms": {"areas": sorted(keys.close)}}, CONTAINED),
        ({"match_all": {}}, WIDE),
    )
    queries = [
        {"constant_score": {"filter": clause, "boost": locality * SCORE_LIMIT}} for clause, locality in ranked
    ]
    return [{"dis_max": {"queries": queries}}]


def lifts(plan: Plan) -> list[dict]:
    """Return a clause that adds the plan's lift to documents with none of its sinking terms."""
    if not plan.lift:
        return []
    others = {"bool": {"must_not": [one_of(AnyOf(plan.sinking))]}}
    return [{"constant_score": {"filter": others, "boost": plan.lift}}]


def selection_filters(plan: Plan) -> dict[str, dict]:
    """Return for each facet with a selection the filter it means."""
    selected = {
        name: {"terms": {facet_field(name): sorted(values)}} for name, values in plan.facets.items() if values
    }
    if plan.region:
        keys = region_keys(plan)
        seated = {"terms": {facet_field(REGION): sorted(keys.selected)}}
        served = {"terms": {"areas": sorted(keys.containing)}}
        region = {"bool": {"should": [seated, served], "minimum_should_match": 1}}
        selected[REGION] = all_of([region, selected[REGION]]) if REGION in selected else region
    return selected


def counts(plan: Plan, selections: dict[str, dict]) -> dict:
    """Return one filtered aggregation per facet, under all selections but its own, and the count of open hits."""
    aggregations = {}
    for name in plan.count_facets:
        others = [clause for other, clause in selections.items() if other != name]
        size = plan.facet_sizes.get(name, UNKNOWN_SIZE) + 1
        values = {"terms": {"field": facet_field(name), "size": size}}
        aggregations[facet_field(name)] = {"filter": all_of(others), "aggs": {"values": values}}
    if plan.count_open_at is not None:
        is_open = {"term": {"open": plan.count_open_at}}
        aggregations[OPEN_COUNT] = {"filter": all_of([*selections.values(), is_open])}
    return aggregations


def order(plan: Plan) -> list[dict]:
    """Return the sort keys; title, register id and key make every order total."""
    sort = effective_sort(plan)
    if sort == "relevance":
        return [{"_score": "desc"}, *BY_TITLE]
    if sort == "confirmed":
        return [{"confirmed_on": "desc"}, *BY_TITLE]
    if sort == "distance":
        point = {"lat": plan.near.lat, "lon": plan.near.lon}
        return [{"_geo_distance": {"point": point, "order": "asc", "unit": "m"}}, *BY_TITLE]
    return BY_TITLE


def completion_body(prefix: str, types: frozenset[str], locale: str, now: int, limit: int) -> dict:
    """Return the request for documents with a completion that has a beginning with the prefix.

    One clause per rank instead of a script: a script would read every entry of every matching document.
    """
    least = min(len(prefix), LONGEST_COMPLETION)
    whole = range(least, LONGEST_COMPLETION + 1)
    ranks = [*whole, *(LONGEST_COMPLETION + rank for rank in whole)]
    queries = [
        {"prefix": {"completions": {"value": completion_entry(rank, prefix), "boost": LAST_RANK + 1 - rank}}}
        for rank in ranks
    ]
    return {
        "query": {
            "bool": {"must": [{"dis_max": {"queries": queries}}], "filter": visible(types, locale, now)}
        },
        "sort": [{"_score": "desc"}, *BY_TITLE],
        "track_total_hits": False,
        "size": limit,
        "_source": False,
        "docvalue_fields": RETURNED,
    }
