"""Both engines answer the same plans alike: totals, hits, order, scores, distances and every count."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import ElasticConnection
from search.engines.elastic_indices import ElasticIndices
from search.engines.embedded import EmbeddedEngine
from search.types import IndexedDocument, Near, Plan, RawResult
from tests.elasticsearch import PATIENCE
from tests.search.random_corpus import FACETS, NOW, POINTS, TYPES, WORDS, random_document, random_plan

pytestmark = pytest.mark.elasticsearch
PLANS = 150


@dataclass(frozen=True)
class Pair:
    """The two engines, filled with the same documents."""

    embedded: EmbeddedEngine
    elastic: ElasticEngine
    indices: ElasticIndices


@pytest.fixture(scope="module", params=[500, 2000])
def pair(request, elastic_url) -> Iterator[Pair]:
    """Both engines after a first fill, then changes, deletions and late writes of old states."""
    rng = random.Random(request.param)  # noqa: S311 - repeatable on purpose
    connection = ElasticConnection(elastic_url, patience=PATIENCE)
    alias = f"parity-{request.param}-{datetime.now(UTC):%H%M%S%f}"
    engines = Pair(EmbeddedEngine(), ElasticEngine(connection, alias), ElasticIndices(connection, alias))
    index = engines.indices.create("v1", ["region", *FACETS], datetime.now(UTC))
    try:
        first = [random_document(rng, number, seq=number + 1) for number in range(request.param)]
        engines.embedded.apply(first)
        engines.elastic.apply(first, index=index)
        engines.indices.swap_in(index)
        for batch in later_batches(rng, first):
            engines.embedded.apply(batch)
            engines.elastic.apply(batch)
        engines.indices.refresh()
        yield engines
    finally:
        engines.indices.delete(index)


def later_batches(rng: random.Random, first: list[IndexedDocument]) -> Iterator[list[IndexedDocument]]:
    """Yield changes: some change, some go, and some of what comes is older than what is known."""
    seq = 10_000
    for _ in range(4):
        batch = []
        for number in rng.sample(range(len(first)), len(first) // 10):
            seq += 1
            document = random_document(rng, number, rng.choice([seq, seq, seq, number]))
            batch.append(replace(document, deleted=rng.random() < 0.3))
        yield batch


def assert_alike(pair: Pair, plan: Plan) -> RawResult:
    """Compare both answers to a plan part by part; return one of them."""
    ours, theirs = pair.embedded.search(plan), pair.elastic.search(plan)
    assert ours.total == theirs.total
    assert [(hit.key, hit.score) for hit in ours.hits] == [(hit.key, hit.score) for hit in theirs.hits]
    assert [hit.register_id for hit in ours.hits] == [hit.register_id for hit in theirs.hits]
    for our, their in zip(ours.hits, theirs.hits, strict=True):
        assert our.distance_m == pytest.approx(their.distance_m, abs=0.01)
    assert ours.facets == theirs.facets
    assert ours.open_count == theirs.open_count
    return ours


def test_same_answers_to_random_plans(pair):
    rng = random.Random(4711)  # noqa: S311
    totals = [assert_alike(pair, random_plan(rng)).total for _ in range(PLANS)]
    assert sum(total > 20 for total in totals) > PLANS / 3


def test_same_order_at_every_depth(pair):
    plan = replace(random_plan(random.Random(5)), limit=10)  # noqa: S311
    for offset in range(0, 600, 10):
        assert_alike(pair, replace(plan, offset=offset, groups=(), facets={}, near=None, open_at=None))


def test_same_order_by_distance_with_many_at_one_point(pair):
    lat, lon = POINTS[0]
    for radius in (None, 0.5, 30):
        plan = Plan(locale="de", near=Near(lat, lon, radius), now=NOW, sort="distance", limit=1000)
        assert assert_alike(pair, plan).total > 10


def test_same_visibility_at_every_boundary(pair):
    for second in range(-55, 55, 5):
        assert_alike(pair, Plan(locale="de", now=NOW + second, limit=50))


def test_same_reachability_at_every_boundary(pair):
    for minute in range(0, 10_080, 360):
        assert_alike(pair, Plan(locale="de", now=NOW, open_at=minute, count_open_at=minute + 30, limit=50))


def test_same_completions(pair):
    prefixes = [word[:length] for word in WORDS for length in (1, 5, 6)] + ["wort01 wort", "unbekannt", ""]
    for prefix in prefixes:
        for types in (frozenset(), frozenset(TYPES[:1])):
            arguments = (prefix, types, "de", NOW, 12)
            assert pair.embedded.complete(*arguments) == pair.elastic.complete(*arguments)


def test_same_documents_by_key_and_version(pair):
    alive = dict(pair.indices.versions())
    assert len(alive) == pair.embedded.health()["documents"] == pair.elastic.health()["documents"]
