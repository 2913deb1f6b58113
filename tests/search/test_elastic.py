"""The Elasticsearch engine: what goes wrong with a server, and what only a real one can show."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from search.engines.base import DocumentsRejected, EngineUnavailable
from search.engines.breaker import CircuitBreaker
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import ElasticConnection
from search.engines.elastic_indices import ElasticIndices
from search.engines.elastic_mapping import completion_entries, document_body
from search.types import SCORE_LIMIT, Alternative, AnyOf, Group, IndexedDocument, Near, Plan
from tests.search.fake_elasticsearch import EMPTY_ANSWER, fake_elasticsearch

PLAN = Plan(locale="de", count_facets=("topic",), facet_sizes={"topic": 3}, count_open_at=5)
AT = datetime(2031, 5, 4, 3, 2, 1, tzinfo=UTC)


def document(key: str, seq: int = 1, **values) -> IndexedDocument:
    """Return a German organisation whose title and register id are its key."""
    return IndexedDocument(key, seq, "organisation", "de", register_id=key, sort_title=key, **values)


def engine_at(url: str, breaker: CircuitBreaker | None = None) -> ElasticEngine:
    """Return an engine for a server that nothing else uses."""
    return ElasticEngine(ElasticConnection(url, breaker), "portal")


def refused_url() -> str:
    """Return the URL of a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def attempts(engine: ElasticEngine) -> list:
    """Return every way of asking or writing, as functions without arguments."""
    return [
        lambda: engine.search(PLAN),
        lambda: engine.complete("rat", frozenset(), "de", 0, 5),
        lambda: engine.apply([document("a")]),
    ]


def item(status: int, reason: str = "", key: str = "a") -> dict:
    """Return one line of a bulk answer."""
    result = {"_id": key, "status": status}
    return {"index": result | ({"error": {"type": "x", "reason": reason}} if reason else {})}


class TestFailures:
    """Whatever a server does, callers see one kind of error, and the breaker keeps the next call from waiting."""

    def test_a_refused_connection(self):
        for number in range(3):
            engine = engine_at(refused_url())
            with pytest.raises(EngineUnavailable, match="does not answer"):
                attempts(engine)[number]()
            assert engine.health()["breaker"] == "open"

    def test_a_server_that_accepts_and_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            engine = engine_at(f"http://127.0.0.1:{listener.getsockname()[1]}")
            with pytest.raises(EngineUnavailable, match="timed out"):
                engine.complete("rat", frozenset(), "de", 0, 5)

    @pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
    def test_error_statuses_open_the_breaker_for_reads_and_writes(self, status):
        with fake_elasticsearch(status, {"error": {"type": "x", "reason": "y"}, "status": status}) as server:
            for number in range(3):
                engine = engine_at(server.url)
                with pytest.raises(EngineUnavailable, match="refused"):
                    attempts(engine)[number]()
                asked = len(server.paths)
                for attempt in attempts(engine):
                    with pytest.raises(EngineUnavailable, match="left alone"):
                        attempt()
                assert len(server.paths) == asked

    def test_a_request_not_understood_leaves_the_breaker_closed(self):
        with fake_elasticsearch(400, {"error": {"type": "x", "reason": "y"}, "status": 400}) as server:
            engine = engine_at(server.url)
            for attempt in attempts(engine):
                with pytest.raises(EngineUnavailable, match="refused"):
                    attempt()
            assert len(server.paths) == 3

    def test_something_that_is_not_elasticsearch(self):
        with fake_elasticsearch(product="else") as server, pytest.raises(EngineUnavailable):
            engine_at(server.url).search(PLAN)

    def test_a_url_that_is_none(self):
        with pytest.raises(EngineUnavailable):
            engine_at("nonsense").search(PLAN)

    @pytest.mark.parametrize("flaw", [{"timed_out": True}, {"_shards": {"total": 2, "failed": 1}}])
    def test_half_an_answer_is_none(self, flaw):
        with fake_elasticsearch(body=EMPTY_ANSWER | flaw) as server:
            engine = engine_at(server.url)
            with pytest.raises(EngineUnavailable, match="only in part"):
                engine.search(Plan(locale="de"))
            assert engine.health()["breaker"] == "open"

    def test_a_success_after_the_pause_closes_the_breaker(self):
        now = [0.0]
        with fake_elasticsearch(503) as server:
            engine = engine_at(server.url, CircuitBreaker(clock=lambda: now[0]))
            with pytest.raises(EngineUnavailable):
                engine.search(Plan(locale="de"))
            server.status, now[0] = 200, 30.0
            assert engine.search(Plan(locale="de")).total == 0
            assert engine.search(Plan(locale="de")).engine == "elastic"

    def test_pages_deeper_than_the_server_answers_are_not_asked_for(self):
        with fake_elasticsearch() as server:
            with pytest.raises(EngineUnavailable, match="10000"):
                engine_at(server.url).search(Plan(locale="de", offset=9_990, limit=11))
            assert server.paths == []

    def test_health_reports_instead_of_raising(self):
        health = engine_at(refused_url()).health()
        assert (health["ok"], health["documents"], health["breaker"]) == (False, 0, "open")


class TestBulkAnswers:
    def apply(self, *items: dict) -> ElasticEngine:
        """Write one document to a server that answers with these items."""
        with fake_elasticsearch(body={"took": 1, "errors": True, "items": list(items)}) as server:
            engine = engine_at(server.url)
            engine.apply([document("a")])
            return engine

    def test_an_older_version_is_no_error(self):
        self.apply(item(409, "version conflict"), item(201))

    def test_deleting_what_is_not_there_is_no_error(self):
        self.apply({"delete": {"_id": "a", "status": 404, "result": "not_found"}})

    @pytest.mark.parametrize("status", [403, 404, 429, 503])
    def test_a_server_that_does_not_write_now(self, status):
        with pytest.raises(EngineUnavailable, match="does not write: blocked") as caught:
            self.apply(item(201), item(status, "blocked"))
        assert not isinstance(caught.value, DocumentsRejected)

    def test_documents_it_will_never_take_are_named(self):
        with pytest.raises(DocumentsRejected, match="a: odd") as caught:
            self.apply(item(400, "odd"), item(201, key="b"))
        assert caught.value.keys == ("a",)

    def test_many_documents_go_in_several_requests_and_none_in_none(self):
        with fake_elasticsearch(body={"took": 1, "errors": False, "items": []}) as server:
            engine_at(server.url).apply(document(str(number)) for number in range(250))
            engine_at(server.url).apply([])
            assert len(server.paths) == 3


class TestBodies:
    def test_one_request_answers_a_search(self):
        counted = {"f_topic": {"values": {"buckets": []}}, "open": {"doc_count": 0}}
        with fake_elasticsearch(body=EMPTY_ANSWER | {"aggregations": counted}) as server:
            engine_at(server.url).search(PLAN)
            assert len(server.paths) == 1

    def test_absent_values_are_not_sent(self):
        body = document_body(document("a", lat=51.0, open_ranges=((5, 5), (6, 9))))
        assert {"point", "lat", "visible_from", "visible_until"}.isdisjoint(body)
        assert body["open"] == [{"gte": 6, "lt": 9}]

    def test_completions_rank_whole_phrases_before_words_and_short_before_long(self):
        assert completion_entries(["alte post", ""]) == ["alte post\t000009", "post\t100009"]


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
    connection = ElasticConnection(elastic_url)
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


@pytest.mark.elasticsearch
class TestRealServer:
    def test_without_an_index_nothing_answers_and_nothing_is_made(self, real):
        for attempt in attempts(real.engine):
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


@pytest.mark.elasticsearch
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
