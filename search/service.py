"""One search from question to answer: read, plan, ask an engine, check against the database."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from events.addresses import calendar_is_public
from network.region_table import RegionTable, region_table
from portal.models import Clock
from portal.restrictions import is_restricted

from .analysis import analyser
from .corrections import applied, spellings
from .engine_room import NotReady, room
from .knowledge import knowledge
from .lore import Lore
from .models import SearchDocument
from .orthography import written
from .plan import read_query
from .query import FACETS, TYPES, SearchRequest
from .reading import Reading
from .types import Plan, RawHit, RawResult
from .weights import STALE_TERM, lift_of

log = logging.getLogger("search")
LIVE = Q(page__live=True) | Q(event__live=True)
MAX_RESULT = 10_000
EVERYTHING = 1_000_000


@dataclass(frozen=True)
class Found:
    """A result, checked against the database."""

    key: str
    register_id: str
    type: str
    page_id: int | None
    title: str
    shown: Mapping[str, Any]
    seq: int
    score: int
    distance_m: float | None


@dataclass(frozen=True)
class SearchResult:
    """The answer to a request, with how it was understood."""

    request: SearchRequest
    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, Mapping[str, int]]
    open_count: int | None
    engine: str
    took_ms: float
    reading: Reading = field(default_factory=Reading)
    widened_to: tuple[str, ...] = ()
    incomplete: bool = False

    @classmethod
    def nothing(cls, request: SearchRequest, reading: Reading | None = None) -> "SearchResult":
        """Return the answer to a question that no engine was asked."""
        return cls(request, 0, (), {}, None, "none", 0.0, reading or Reading())


def search(request: SearchRequest, prefer_embedded: bool = False, engine: str | None = None) -> SearchResult:
    """Return the answer to a request; never raises because an engine fails, unless `engine` names it.

    `prefer_embedded` shows signed-in editors their changes at once. `engine` names one by force, for comparing:
    "elastic" then raises EngineUnavailable when it cannot answer.
    """
    engine = engine or ("embedded" if prefer_embedded else None)
    table = region_table()
    reading = read(request, table)
    if request.q.strip() and reading.too_vague:
        return SearchResult.nothing(request, reading)
    plan = _sharpened(make_plan(request, reading, table), reading)
    result = _answer(request, plan, reading, engine)
    if result.total == 0 and reading.places and plan.region:
        result = _widened(request, plan, result, table, engine)
    return _as_written(result)


def keys_of(request: SearchRequest, engine: str | None = "embedded") -> frozenset[str]:
    """Return the keys of everything that meets a request, not checked against the database; raises NotReady.

    Asked of the embedded engine, it needs no server; a place with nothing is not widened.
    """
    plan, _reading = _whole(request, EVERYTHING if engine == "embedded" else MAX_RESULT)
    return frozenset(hit.key for hit in room.search(plan, engine).hits) if plan else frozenset()


def all_hits(request: SearchRequest) -> tuple[RawHit, ...]:
    """Return every hit of a request in its order, from memory and not yet checked against the database.

    What `search` pages through, however deep; raises NotReady while the embedded engine is still being built.
    """
    plan, reading = _whole(request, EVERYTHING)
    if plan is None:
        return ()
    hits = room.search(plan, "embedded").hits
    if hits or not plan.region:
        return hits
    around = (_moved(plan, region) for region in _around(reading, region_table()))
    found = (room.search(wider, "embedded").hits for wider in around)
    return next((hits for hits in found if hits), ())


def _whole(request: SearchRequest, limit: int) -> tuple[Plan | None, Reading]:
    """Return the plan for all that meets a request, up to a limit on one page; None where its words say nothing."""
    table = region_table()
    reading = read(request, table)
    if request.q.strip() and reading.too_vague:
        return None, reading
    plan = make_plan(replace(request, with_facets=False), reading, table)
    return _sharpened(replace(plan, offset=0, limit=limit), reading), reading


def read(request: SearchRequest, table: RegionTable) -> Reading:
    """Return how the words of a request are understood."""
    if not request.q.strip():
        return Reading()
    return read_query(request.q, lore_of(request), request.recognise_places, request.correct_spelling)


def lore_of(request: SearchRequest) -> Lore:
    """Return what is known of words: what is beyond the directory changes nothing about how that reads a query."""
    return knowledge(of_everything=not request.types or not request.types <= TYPES)


def make_plan(request: SearchRequest, reading: Reading, table: RegionTable) -> Plan:
    """Return the plan both engines answer alike."""
    chosen = list(dict.fromkeys([*request.regions, *(place.key for place in reading.places if place.key)]))
    now = timezone.localtime(request.now)
    minute = now.weekday() * 1440 + now.hour * 60 + now.minute
    facets = {name: values for name, values in request.facets.items() if values}
    if request.local_only and chosen:
        facets["region"] = frozenset(chosen)
    return Plan(
        locale=settings.LANGUAGE_CODE,
        types=request.types,
        groups=reading.groups,
        min_score=reading.min_score,
        region=tuple((key, table.ancestors(key)) for key in chosen),
        facets=facets,
        count_facets=FACETS if request.with_facets else (),
        facet_sizes={name: table.size + 50 if name == "region" else 200 for name in FACETS},
        near=request.near,
        open_at=minute if request.open_now else None,
        count_open_at=minute if request.with_facets else None,
        now=int(request.now.timestamp()),
        sort=request.sort,
        sinking=(STALE_TERM,),
        lift=lift_of(reading.min_score),
        offset=min((request.page - 1) * request.page_size, MAX_RESULT - request.page_size),
        limit=request.page_size,
        version=reading.rest,
    )


def _answer(request: SearchRequest, plan: Plan, reading: Reading, engine: str | None) -> SearchResult:
    """Ask an engine and check its hits; an answer with ghosts is given again by the embedded engine."""
    try:
        raw = room.search(plan, engine)
        found = checked(raw.hits)
        if len(found) < len(raw.hits) and engine is None and raw.engine != "embedded":
            raw = room.search(plan, "embedded")
            found = checked(raw.hits)
    except NotReady:
        return _by_title(request, plan, reading)
    return _result(request, reading, raw, found)


def _result(request: SearchRequest, reading: Reading, raw: RawResult, found: list[Found]) -> SearchResult:
    """Return the checked answer."""
    gone = len(raw.hits) - len(found)
    return SearchResult(
        request,
        max(raw.total - gone, 0),
        tuple(found),
        raw.facets,
        raw.open_count,
        raw.engine,
        raw.took_ms,
        reading,
    )


def checked(hits: Iterable[RawHit]) -> list[Found]:
    """Return the hits that are public now, in their order; one query, whatever an index says."""
    hits = list(hits)
    rows = public_rows([hit.key for hit in hits])
    return [
        Found(hit.key, *rows[hit.key], score=hit.score, distance_m=hit.distance_m)
        for hit in hits
        if hit.key in rows
    ]


def public_rows(keys: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """Return register id, type, page, title, what is shown and version of those keys that everybody may see."""
    rows = SearchDocument.objects.filter(LIVE, key__in=list(keys), deleted=False).order_by()
    fields = ("key", "page__path", "register_id", "type", "page_id", "title", "shown", "seq")
    return {key: tuple(rest) for key, path, *rest in rows.values_list(*fields) if _is_open(path)}


def _is_open(path: str | None) -> bool:
    """Return whether everybody may go to a place in the tree; without one it is the calendar, where events are."""
    return calendar_is_public() if path is None else not is_restricted(path)


def _by_title(request: SearchRequest, plan: Plan, reading: Reading) -> SearchResult:
    """Return everything by title while the embedded engine is still being built."""
    hidden = Q(visible_until__lte=request.now) | Q(visible_from__gt=request.now)
    rows = (
        SearchDocument.objects.filter(LIVE, deleted=False)
        .exclude(hidden)
        .order_by("data__sort_title", "register_id")
    )
    if plan.types:
        rows = rows.filter(type__in=plan.types)
    keys = rows.values_list("key", flat=True)[plan.offset : plan.offset + plan.limit]
    hits = [RawHit(key, "") for key in keys]
    raw = RawResult(rows.count(), tuple(hits), {}, None, "table", 0.0)
    return replace(_result(request, reading, raw, checked(hits)), incomplete=True)


def _sharpened(plan: Plan, reading: Reading) -> Plan:
    """Return the plan with a cut that also asks for a share of what the best document of all reaches.

    The engine in memory knows that best score, so any engine is asked once, and its totals and counts obey the
    cut. Selections are left out of the question: choosing one must not change what counts as a hit.
    """
    if not reading.best_share:
        return plan
    question = Plan(plan.locale, plan.types, reading.groups[:-1], reading.min_score, now=plan.now, limit=1)
    try:
        best = room.search(question, "embedded").hits
    except NotReady:
        return plan
    least = best[0].score * reading.best_share // 100 if best else 0
    return replace(plan, min_score=max(plan.min_score, least))


def _widened(
    request: SearchRequest, plan: Plan, result: SearchResult, table: RegionTable, engine: str | None
) -> SearchResult:
    """Return what the regions around have, the nearest first, when the places named in the words have nothing."""
    for region in _around(result.reading, table):
        again = _answer(request, _moved(plan, region), result.reading, engine)
        if again.total:
            return replace(again, widened_to=tuple(key for key, _ancestors in region))
    return result


def _moved(plan: Plan, region: tuple[tuple[str, tuple[str, ...]], ...]) -> Plan:
    """Return a plan for other regions; one for those in them alone stays so."""
    facets = dict(plan.facets)
    if "region" in facets:
        facets["region"] = frozenset(key for key, _ancestors in region)
    return replace(plan, region=region, facets=facets)


def _around(reading: Reading, table: RegionTable) -> Iterator[tuple[tuple[str, tuple[str, ...]], ...]]:
    """Yield the regions around the places named in the words, the nearest first, as plans hold them."""
    above = [table.ancestors(place.key) for place in reading.places if place.key]
    for level in zip_longest(*above):
        wider = dict.fromkeys(filter(None, level))
        yield tuple((key, table.ancestors(key)) for key in wider)


def _as_written(result: SearchResult) -> SearchResult:
    """Return the answer with the corrected query as the documents found, else the lists, write its words."""
    reading = result.reading
    if not reading.corrections:
        return result
    if not result.total:  # a correction that finds nothing is none
        return replace(result, reading=replace(reading, corrected=None, corrections=()))
    lore = lore_of(result.request)
    words = [one.word for one in reading.corrections if one.word in lore.vocabulary.words]
    texts = (text for one in result.found for text in (one.title, one.shown["summary"], one.shown["text"]))
    analysis, q = analyser(settings.LANGUAGE_CODE), result.request.q
    known = spellings(words, texts, analysis)
    for one in reading.corrections:
        if one.word not in known and (
            spelt := written(one.word, q[one.start : one.end], lore.written, analysis)
        ):
            known[one.word] = spelt
    is_written = all(one.word in known for one in reading.corrections)
    corrected = applied(q, reading.corrections, known)
    return replace(result, reading=replace(reading, corrected=corrected, is_written=is_written))


def clock() -> int:
    """Return the number of the newest batch of changes."""
    return Clock.objects.filter(pk=1).values_list("n", flat=True).first() or 0
