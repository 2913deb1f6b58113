"""The rules of a search told a second time, reading every document: slow, short, and the judge of the engines."""

from math import asin, cos, inf, radians, sin, sqrt

from search.types import IndexedDocument, Plan


def naive_search(documents: list[IndexedDocument], plan: Plan) -> tuple[list[str], dict, int | None]:
    """Return the keys of the plan's page, all counts, and the number of open hits."""
    found = [one for one in documents if is_found(one, plan)]
    hits = [one for one in found if obeys(one, plan)]
    ordered = sorted(hits, key=lambda one: (order(one, plan), one.sort_title, one.register_id, one.key))
    page = [one.key for one in ordered[plan.offset : plan.offset + plan.limit]]
    counts: dict[str, dict[str, int]] = {}
    for name in plan.count_facets:
        counts[name] = {}
        for one in found:
            if obeys(one, plan, apart_from=name):
                for value in one.facets.get(name, ()):
                    counts[name][value] = counts[name].get(value, 0) + 1
    asked = plan.count_open_at
    return page, counts, None if asked is None else sum(is_open(one, asked) for one in hits)


def is_found(one: IndexedDocument, plan: Plan) -> bool:
    """Return whether a document passes everything but the selections."""
    seen = (one.visible_from or -inf) <= plan.now < (one.visible_until or inf)
    close = (
        plan.near is None or plan.near.radius_km is None or metres(one, plan) <= plan.near.radius_km * 1000
    )
    return (
        not one.deleted
        and one.locale == plan.locale
        and (not plan.types or one.type in plan.types)
        and seen
        and close
        and (plan.open_at is None or is_open(one, plan.open_at))
        and (not plan.groups or text_score(one, plan) >= max(1, plan.min_score))
    )


def is_open(one: IndexedDocument, minute: int) -> bool:
    """Return whether a document can be reached at a minute of the week."""
    return any(start <= minute < end for start, end in one.open_ranges)


def text_score(one: IndexedDocument, plan: Plan) -> int:
    """Return the sum over the groups of the highest matching weight."""
    held = set(one.terms)
    return sum(
        max(
            (
                alternative.weight
                for alternative in group.alternatives
                if all(held & set(part.terms) for part in alternative.all_of)
            ),
            default=0,
        )
        for group in plan.groups
    )


def lift(one: IndexedDocument, plan: Plan) -> int:
    """Return what a document gains that has none of the sinking terms."""
    return 0 if set(one.terms) & set(plan.sinking) else plan.lift


def obeys(one: IndexedDocument, plan: Plan, apart_from: str = "") -> bool:
    """Return whether a document obeys the selections, leaving out those of one facet."""
    if plan.region and apart_from != "region" and locality(one, plan) == 0:
        return False
    return all(
        not values or name == apart_from or values & set(one.facets.get(name, ()))
        for name, values in plan.facets.items()
    )


def locality(one: IndexedDocument, plan: Plan) -> int:
    """Return 3 for a seat or area within, 2 for an area around below the state, 1 for the state, 0 for none."""
    best = 0
    for selected, ancestors in plan.region:
        around = set(one.areas) & {selected, *ancestors}
        if selected in one.facets.get("region", ()):
            best = 3
        elif any(not area.startswith("state:") for area in around):
            best = max(best, 2)
        elif around:
            best = max(best, 1)
    return best


def order(one: IndexedDocument, plan: Plan) -> tuple:
    """Return what sorts before the title, smallest first."""
    if plan.sort == "relevance":
        return (-locality(one, plan), -(text_score(one, plan) + lift(one, plan)))
    if plan.sort == "confirmed":
        return (-one.confirmed_on,)
    return (metres(one, plan),) if plan.sort == "distance" and plan.near else ()


def metres(one: IndexedDocument, plan: Plan) -> float:
    """Return the distance to the plan's point, infinite without coordinates."""
    if one.lat is None or one.lon is None:
        return inf
    lat, lon = radians(plan.near.lat), radians(plan.near.lon)
    half_lat, half_lon = (radians(one.lat) - lat) / 2, (radians(one.lon) - lon) / 2
    part = sin(half_lat) ** 2 + cos(lat) * cos(radians(one.lat)) * sin(half_lon) ** 2
    return 2 * 6_371_008.7714 * asin(sqrt(part))
