"""The Elasticsearch engine and its indices on a real server."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from search.engines.base import DocumentsRejected, EngineUnavailable
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import ElasticConnection
from search.engines.elastic_indices import ElasticIndices
from search.types import SCORE_LIMIT, Alternative, AnyOf, Group, IndexedDocument, Near, Plan
from tests.elasticsearch import PATIENCE

pytestmark = pytest.mark.elasticsearch
PLAN = Plan(locale="de", count_facets=("topic",), facet_sizes={"topic": 3}, count_open_at=5)
AT = datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)


def document(key: str, seq: int = 1, **values) -> IndexedDocument:
    """Return a German organisation whose title and register id are its key."""
    return IndexedDocument(key, seq, "organisation", "de", register_id=key, sort_title=key, **values)


@dataclass(frozen=True)
class Real:
    """A real server, an alias of our own on it, and the two ways to use it."""

    engine: ElasticEngine
    indices: ElasticIndices
    connection: ElasticConnection
    alias: str

    def found(self) -> list[str]:
        """Return the keys of all German documents, after a refresh."""
        self.indices.refresh()
        return [hit.key for hit in self.engine.search(Plan(locale="de")).hits]

    def all_indices(self) -> list[str]:
        """Return the names of every index that begins with our alias."""
        return sorted(self.connection.call(lambda client: client.indices.get(index=f"{self.alias}*"), 5))


@pytest.fixture
def real(elastic_url) -> Iterator[Real]:
    """A real server with an alias that has no index yet; what begins with the alias is deleted afterwards."""
    connection = ElasticConnection(elastic_url, patience=PATIENCE)
    alias = f"test-{datetime.now(UTC):%H%M%S%f}"
    server = Real(ElasticEngine(connection, alias), ElasticIndices(connection, alias), connection, alias)
    yield server
    for name in server.all_indices():
        server.indices.delete(name)


@pytest.fixture
def filled(real) -> Real:
    """The same with one index behind the alias."""
    real.indices.swap_in(real.indices.create("v1", ["topic", "region"], AT))
    return real


class TestRealServer:
    def test_without_an_index_nothing_answers_and_nothing_is_made(self, real):
        attempts = [
            lambda: real.engine.search(PLAN),
            lambda: real.engine.complete("rat", frozenset(), "de", 0, 5),
            lambda: real.engine.apply([document("a")]),
        ]
        for attempt in attempts:
            with pytest.raises(EngineUnavailable):
                attempt()
            real.connection.breaker.succeeded()
        assert real.all_indices() == []

    def test_a_rebuild_may_begin_while_the_breaker_is_open(self, real):
        with pytest.raises(EngineUnavailable):
            real.engine.search(PLAN)
        index = real.indices.create("v1", ["topic"], AT)
        real.engine.apply([document("a")], index=index)
        real.indices.swap_in(index)
        assert real.found() == ["a"]

    def test_a_read_only_index_answers_but_does_not_write(self, filled):
        filled.engine.apply([document("a")])
        block = {"index.blocks.read_only_allow_delete": True}
        filled.connection.call(
            lambda client: client.indices.put_settings(index=filled.alias, settings=block), 5
        )
        with pytest.raises(EngineUnavailable, match="does not write"):
            filled.engine.apply([document("b")])
        filled.connection.breaker.succeeded()
        assert filled.found() == ["a"]

    def test_versions_decide_whatever_the_order_of_writes(self, filled):
        filled.engine.apply([document("a", 8), document("b", 3, deleted=True)])
        filled.engine.apply([document("a", 9, deleted=True), document("b", 4), document("c", 2)])
        filled.engine.apply([document("a", 8), document("b", 3), document("c", 1, deleted=True)])
        assert filled.found() == ["b", "c"]
        assert dict(filled.indices.versions()) == {"b": 4, "c": 2}

    def test_a_field_the_mapping_does_not_know_is_rejected_and_the_rest_written(self, filled):
        with pytest.raises(DocumentsRejected) as caught:
            filled.engine.apply([document("a", facets={"unknown": ("x",)}), document("b")])
        assert caught.value.keys == ("a",)
        assert filled.found() == ["b"]

    def test_scores_near_the_limit_stay_exact(self, filled):
        seat = {"facets": {"region": ("municipality:1",)}}
        filled.engine.apply([document("a", terms=("x",), **seat), document("b", terms=("x", "y"), **seat)])
        filled.indices.refresh()
        weights = {"x": SCORE_LIMIT - 2, "y": 1}
        groups = tuple(Group((Alternative((AnyOf((term,)),), weight),)) for term, weight in weights.items())
        region = (("municipality:1", ("state:1",)),)
        hits = filled.engine.search(Plan(locale="de", groups=groups, region=region)).hits
        assert [(hit.key, hit.score) for hit in hits] == [("b", SCORE_LIMIT - 1), ("a", SCORE_LIMIT - 2)]

    def test_counts_hits_and_distances_come_with_one_answer(self, filled):
        filled.engine.apply([document("a", lat=51.0, lon=13.0, facets={"topic": ("x", "y")})])
        filled.indices.refresh()
        result = filled.engine.search(replace(PLAN, near=Near(51.0, 13.0)))
        assert (result.total, result.facets, result.open_count) == (1, {"topic": {"x": 1, "y": 1}}, 0)
        assert result.hits[0].distance_m == pytest.approx(0, abs=0.02)

    def test_all_versions_are_scanned_page_by_page(self, filled):
        filled.engine.apply(document(f"{number:05}", number + 1) for number in range(2300))
        filled.indices.refresh()
        assert filled.indices.count() == 2300
        assert dict(filled.indices.versions()) == {f"{number:05}": number + 1 for number in range(2300)}

    def test_health_counts_documents(self, filled):
        filled.engine.apply([document("a")])
        filled.indices.refresh()
        assert filled.engine.health() == {
            "engine": "elastic",
            "ok": True,
            "documents": 1,
            "breaker": "closed",
        }


class TestIndices:
    def test_names_carry_alias_version_and_time(self, real):
        name = real.indices.create("V-2", [], AT)
        assert name == f"{real.alias}-v_2-20310504030201000000"
        assert real.indices.current() == []

    def test_a_swap_leaves_one_index_behind_the_alias(self, filled):
        filled.engine.apply([document("old")])
        second = filled.indices.create("v1", [], AT + timedelta(seconds=1))
        filled.engine.apply([document("new")], index=second)
        filled.indices.swap_in(second)
        assert filled.indices.current() == [second]
        assert filled.found() == ["new"]
        filled.engine.apply([document("later")])
        assert filled.found() == ["later", "new"]

    def test_a_swap_replaces_an_index_that_took_the_aliass_name(self, real):
        real.connection.call(lambda client: client.index(index=real.alias, document={}), 5)
        name = real.indices.create("v1", [], AT)
        real.indices.swap_in(name)
        assert real.all_indices() == [name]

    def test_only_our_orphans_are_deleted(self, filled):
        orphan = filled.indices.create("v1", [], AT + timedelta(seconds=1))
        foreign = ElasticIndices(filled.connection, f"{filled.alias}-more").create("v1", [], AT)
        assert filled.indices.delete_orphans() == [orphan]
        assert filled.all_indices() == sorted([foreign, *filled.indices.current()])

    def test_deleting_what_is_gone_is_no_error(self, real):
        real.indices.delete(f"{real.alias}-v1-20310504030201000000")

    def test_scans_end_their_view_of_the_index_when_stopped_early(self, filled):
        filled.engine.apply([document("a"), document("b")])
        filled.indices.refresh()
        scan = filled.indices.versions()
        next(scan)
        scan.close()
        stats = filled.connection.call(
            lambda client: client.indices.stats(index=filled.alias, metric="search"), 5
        )
        assert stats["_all"]["total"]["search"]["open_contexts"] == 0
