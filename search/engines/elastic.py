"""The engine on an Elasticsearch server: reads and writes go to an alias, one request a search."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from search.engines.agreement import facet_field
from search.engines.base import DocumentsRejected, EngineUnavailable
from search.engines.elastic_connection import (
    COMPLETE_SECONDS,
    MAINTENANCE_SECONDS,
    READ_SECONDS,
    ElasticConnection,
    complete,
)
from search.engines.elastic_mapping import document_body
from search.engines.elastic_query import OPEN_COUNT, completion_body, search_body
from search.engines.geodesy import distance_m, stored_point
from search.types import SCORE_LIMIT, IndexedDocument, Near, Plan, RawHit, RawResult

Answer = TypeVar("Answer")
DEEPEST = 10_000
BULK_DOCUMENTS = 100
CONFLICT, BAD_REQUEST, SUCCESSES = 409, 400, range(200, 300)


class ElasticEngine:
    """Answers from a server; its only errors are EngineUnavailable and, when writing, DocumentsRejected."""

    name = "elastic"

    def __init__(self, connection: ElasticConnection, alias: str) -> None:
        self._connection = connection
        self._alias = alias

    def search(self, plan: Plan) -> RawResult:
        """Return the plan's page of hits with total and counts; a page beyond DEEPEST is not answered."""
        started = time.perf_counter()
        if plan.offset + plan.limit > DEEPEST:
            raise EngineUnavailable(f"Elasticsearch answers no further than hit {DEEPEST}")
        result = self._ask(search_body(plan), READ_SECONDS, lambda answer: read_result(answer, plan))
        return replace(result, took_ms=(time.perf_counter() - started) * 1000)

    def complete(
        self, prefix: str, types: frozenset[str], locale: str, now: int, limit: int
    ) -> tuple[RawHit, ...]:
        """Return documents with a completion that starts with the folded prefix or has a word that does."""
        if not prefix:
            return ()
        body = completion_body(prefix, types, locale, now, limit)
        return self._ask(body, COMPLETE_SECONDS, read_completions)

    def apply(self, documents: Iterable[IndexedDocument], index: str | None = None) -> None:
        """Write documents to the alias, or with more patience to a named index that is being built.

        The server compares `seq` with what it has, so the order of writes does not matter. EngineUnavailable
        is raised at once, DocumentsRejected after everything else is written.
        """
        seconds = READ_SECONDS if index is None else MAINTENANCE_SECONDS
        target = self._alias if index is None else index
        rejected: dict[str, str] = {}
        for batch in batches(documents, BULK_DOCUMENTS):
            operations = [line for document in batch for line in operation(document)]
            rejected |= self._connection.call(
                lambda client, lines=operations: rejections(
                    client.bulk(index=target, operations=lines, require_alias=index is None)["items"]
                ),
                seconds,
                insist=index is not None,
            )
        if rejected:
            raise DocumentsRejected(rejected)

    def health(self) -> dict:
        """Return whether the alias can be searched, how many documents it has, and the breaker's state."""
        facts: dict = {"engine": self.name, "ok": False, "documents": 0}
        try:
            count = self._connection.call(
                lambda client: client.count(index=self._alias)["count"], READ_SECONDS
            )
        except EngineUnavailable as error:
            facts["error"] = str(error)
        else:
            facts |= {"ok": True, "documents": count}
        return facts | {"breaker": self._connection.breaker.state}

    def _ask(self, body: dict, seconds: float, read: Callable[[dict], Answer]) -> Answer:
        """Return what is read from the whole answer of one search."""
        return self._connection.call(
            lambda client: read(
                complete(client.search(index=self._alias, body=body, allow_partial_search_results=False).body)
            ),
            seconds,
        )


def rejections(items: list[dict]) -> dict[str, str]:
    """Return the reasons by key of documents the server will never take; raise if it takes none just now."""
    reasons = {}
    for item in items:
        ((_, result),) = item.items()
        error = result.get("error")
        if error is None or result["status"] == CONFLICT:
            continue
        if result["status"] != BAD_REQUEST:
            raise EngineUnavailable(f"Elasticsearch does not write: {error['reason']}")
        reasons[result["_id"]] = error["reason"]
    return reasons


def read_result(answer: dict, plan: Plan) -> RawResult:
    """Return the server's answer to a plan."""
    counted = answer.get("aggregations", {})
    return RawResult(
        total=answer["hits"]["total"]["value"],
        hits=tuple(read_hit(hit, plan.near) for hit in answer["hits"]["hits"]),
        facets={
            name: {
                bucket["key"]: bucket["doc_count"]
                for bucket in counted[facet_field(name)]["values"]["buckets"]
            }
            for name in plan.count_facets
        },
        open_count=None if plan.count_open_at is None else counted[OPEN_COUNT]["doc_count"],
        engine=ElasticEngine.name,
        took_ms=0.0,
    )


def read_completions(answer: dict) -> tuple[RawHit, ...]:
    """Return the documents that the server completes with, which have no score."""
    return tuple(replace(read_hit(hit, None), score=0) for hit in answer["hits"]["hits"])


def read_hit(hit: dict, near: Near | None) -> RawHit:
    """Return a hit of the server's answer; the distance is computed as the embedded engine does."""
    fields = hit["fields"]
    distance = None
    if near is not None and "lat" in fields:
        distance = distance_m(near.lat, near.lon, stored_point(fields["lat"][0], fields["lon"][0]))
    score = int(hit["_score"]) % SCORE_LIMIT
    return RawHit(fields["key"][0], fields["register_id"][0], score, distance)


def batches(documents: Iterable[IndexedDocument], size: int) -> Iterator[list[IndexedDocument]]:
    """Yield the documents in lists of at most `size`."""
    remaining = iter(documents)
    while batch := list(islice(remaining, size)):
        yield batch


def operation(document: IndexedDocument) -> list[dict]:
    """Return the lines of a bulk request that write or delete a document unless the server knows a later one."""
    meta = {"_id": document.key, "version": document.seq, "version_type": "external"}
    return [{"delete": meta}] if document.deleted else [{"index": meta}, document_body(document)]
