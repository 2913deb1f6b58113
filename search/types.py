"""What passes between the projection, the plan and the engines: exact terms, integer weights, plain values.

A term string is "<zone>.<kind>:<text>". Zones: n names, k keywords, s summary, b body, p places. Kinds: w the
folded word, s its stem, p a part of a compound, b two adjacent stems. Engines only compare terms.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["relevance", "title", "distance", "confirmed"]
SCORE_LIMIT = 2**20


@dataclass(frozen=True)
class IndexedDocument:
    """One document as the engines know it; `seq` grows with every change of it, deletion included."""

    key: str
    seq: int
    type: str
    locale: str
    register_id: str
    sort_title: str  # folded, compared by code point
    terms: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of "region": with all ancestors
    areas: tuple[str, ...] = ()  # region keys served explicitly, without ancestors
    lat: float | None = None
    lon: float | None = None
    open_ranges: tuple[tuple[int, int], ...] = ()  # half-open, minutes since Monday 00:00
    confirmed_on: int = 0  # ordinal day (date.toordinal), 0 unknown
    visible_from: int | None = None  # unix seconds, first second of being visible
    visible_until: int | None = None  # unix seconds, first second of being visible no more
    starts: tuple[int, ...] = ()  # upcoming starts, unix seconds, ascending
    completions: tuple[str, ...] = ()  # folded phrases that complete to this document
    deleted: bool = False


@dataclass(frozen=True)
class AnyOf:
    """Matches a document that holds at least one of the terms."""

    terms: tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """Matches a document that every part matches; `weight` is at least 1."""

    all_of: tuple[AnyOf, ...]
    weight: int


@dataclass(frozen=True)
class Group:
    """One word or need of the query: worth the highest weight among the alternatives that match."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class Near:
    """A point in degrees (WGS 84) to measure distances from; with a radius also a filter."""

    lat: float
    lon: float
    radius_km: float | None = None


@dataclass(frozen=True)
class Plan:
    """A whole search: what to match, filter, count and order. Two engines answer equal plans equally.

    A document's score is the sum over the groups and stays below SCORE_LIMIT. With groups, documents that
    match none or score less than `min_score` are no hits, for facets and totals too. `lift` comes on top of that:
    it changes the order of hits and nothing else.
    """

    locale: str
    types: frozenset[str] = frozenset()  # empty: every type
    groups: tuple[Group, ...] = ()
    min_score: int = 0
    region: tuple[tuple[str, tuple[str, ...]], ...] = ()  # selected keys, each with its ancestors
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)  # selected; OR within, AND between
    count_facets: tuple[str, ...] = ()
    facet_sizes: Mapping[str, int] = field(default_factory=dict)  # how many values each facet can have
    sinking: tuple[str, ...] = ()  # hits with one of these terms rank lower: all others gain `lift`
    lift: int = 0
    near: Near | None = None
    open_at: int | None = None  # minute of the week: keep only what can be reached then
    count_open_at: int | None = None  # minute of the week to count reachable hits for
    now: int = 0  # unix seconds
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    version: str = ""  # of the term statistics the weights were made from


@dataclass(frozen=True)
class RawHit:
    """One found document, not yet checked against the database; `score` is that of the text and the plan's lift."""

    key: str
    register_id: str
    score: int = 0
    distance_m: float | None = None


@dataclass(frozen=True)
class RawResult:
    """What an engine found; facet values without any document are left out of the counts."""

    total: int
    hits: tuple[RawHit, ...]
    facets: Mapping[str, Mapping[str, int]]  # each facet's counts obey all selections but its own
    open_count: int | None  # hits reachable at `count_open_at`; None if not asked for
    engine: str
    took_ms: float
