"""A need as a plan of exact terms, which both engines answer alike.

Facets of a search narrow each other down; a need is a union ("this topic, or such an offer, or these words"). So its
signs are groups of terms whose weights add up, and `Weights.enough` is the cut. Topics and kinds of offers are found
by the terms of their labels, which every document holds.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from network.models import Topic
from network.opening import minute_of_week
from portal.content_cache import cached
from search.analysis import analyser
from search.analysis.base import Analyser
from search.query import TYPES
from search.types import Alternative, AnyOf, Group, Near, Plan
from search.weights import STALE_TERM, lift_of

from .needs import Need

MOST = 200  # hits that are looked at; of more, those that fit best


def plan_of(need: Need, region: tuple[str, tuple[str, ...]] | None, near: Near | None, now: datetime) -> Plan:
    """Return the search for a need in an area (its key and those above), or around a point, or everywhere."""
    return Plan(
        locale=settings.LANGUAGE_CODE,
        types=TYPES,
        groups=groups_of(need),
        min_score=need.weights.enough,
        sinking=(STALE_TERM,),
        lift=lift_of(need.weights.enough),
        region=(region,) if region else (),
        near=near,
        now=int(now.timestamp()),
        count_open_at=minute_of_week(now),
        sort="relevance",
        limit=MOST,
    )


def groups_of(need: Need) -> tuple[Group, ...]:
    """Return the signs of fitting a need, each with its weight."""
    return tuple(_groups(need))


def _groups(need: Need) -> Iterator[Group]:
    """Yield a group for each topic, each word, and one each for kinds of offers and for whom."""
    analysis, weights = analyser(settings.LANGUAGE_CODE), need.weights
    names = topic_names()
    for slug in need.topics:
        if slug in names and (parts := _all_of("k", names[slug], analysis)):
            yield Group((Alternative(parts, weights.topic),))
    for labels, weight in ((need.offers, weights.offer), (need.targets, weights.target)):
        with override(settings.LANGUAGE_CODE):
            ways = [_all_of("t", str(choice.label), analysis) for choice in labels]
        if ways := [parts for parts in ways if parts]:
            yield Group(tuple(Alternative(parts, weight) for parts in ways))
    for stem in stems_of(need.words):
        yield Group(
            tuple(
                Alternative(
                    (AnyOf(tuple(f"{zone}.{kind}:{stem}" for zone in zones for kind in "sp")),), weight
                )
                for zones, weight in (("nk", weights.named), ("s", weights.said), ("b", weights.told))
            )
        )


def stems_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the distinct stems of words."""
    analysis = analyser(settings.LANGUAGE_CODE)
    return tuple(dict.fromkeys(analysis.stem(analysis.fold(word)) for word in words))


def _all_of(zone: str, label: str, analysis: Analyser) -> tuple[AnyOf, ...]:
    """Return the terms that a document with this label holds in a zone, every one of them."""
    words = [analysis.word(token) for token in analysis.tokens(label)]
    telling = [word for word in words if not analysis.is_stop(word)]
    return tuple(AnyOf((f"{zone}.s:{analysis.stem(word)}",)) for word in telling)


def topic_names() -> dict[str, str]:
    """Return the names of topics in the language of documents by slug; no query while no content changes."""
    return cached("signpost-topics", lambda: dict(Topic.objects.values_list("slug", "name")))
