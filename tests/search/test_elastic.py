"""The Elasticsearch engine: whatever a server does, callers meet one kind of error."""

import socket

import pytest

from search.engines.base import DocumentsRejected, EngineUnavailable
from search.engines.breaker import CircuitBreaker
from search.engines.elastic import ElasticEngine
from search.engines.elastic_connection import ElasticConnection
from search.engines.elastic_mapping import completion_entries, document_body
from search.types import IndexedDocument, Plan
from tests.search.fake_elasticsearch import EMPTY_ANSWER, fake_elasticsearch

PLAN = Plan(locale="de", count_facets=("topic",), facet_sizes={"topic": 3}, count_open_at=5)


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
        assert completion_entries(["alte post", ""]) == ["009 alte post", "073 post"]
