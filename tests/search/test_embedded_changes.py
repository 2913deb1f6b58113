"""The embedded engine takes in changes: what stays, what goes, what readers see, what it costs."""

import random
import threading
import tracemalloc
from dataclasses import replace

import pytest

from search.engines.embedded import EmbeddedEngine
from search.types import IndexedDocument, Near, Plan
from tests.search.naive_engine import naive_search
from tests.search.random_corpus import random_document, random_plan
from tests.search.small_documents import document, engine_with, keys, word


class TestChanges:
    def test_a_change_replaces_everything_about_a_document(self):
        old = {
            "terms": ("x",),
            "facets": {"topic": ("t",)},
            "completions": ("alt",),
            "lat": 51.0,
            "lon": 13.0,
        }
        engine = engine_with(document("a", **old))
        engine.apply([document("a", seq=2, terms=("y",), completions=("neu",))])
        assert keys(engine, groups=(word(("x", 1)),)) == []
        assert keys(engine, groups=(word(("y", 1)),)) == ["a"]
        assert keys(engine, near=Near(51.0, 13.0, 1)) == []
        assert engine.search(Plan(locale="de", count_facets=("topic",))).facets == {"topic": {}}
        assert engine.complete("alt", frozenset(), "de", 0, 5) == ()
        assert len(engine.complete("neu", frozenset(), "de", 0, 5)) == 1

    def test_what_is_older_or_as_old_is_ignored(self):
        engine = engine_with(document("a", seq=5, type="event"))
        engine.apply([document("a", seq=5), document("a", seq=4, deleted=True)])
        assert keys(engine, types=frozenset({"event"})) == ["a"]

    def test_a_deletion_outlives_a_late_write_and_a_compaction(self):
        engine = engine_with(document("a", seq=8))
        engine.apply([document("a", seq=9, deleted=True)])
        engine.apply([document(f"{number}") for number in range(500)])
        engine.apply([document("a", seq=8)])
        assert engine.health()["documents"] == 500

    def test_the_last_of_one_batch_wins(self):
        engine = engine_with(document("a", seq=1), document("a", seq=2, deleted=True), document("b"))
        assert keys(engine) == ["b"]

    def test_dead_documents_leave_memory(self):
        engine = engine_with(document("a"))
        for seq in range(2, 1500):
            engine.apply([document("a", seq=seq, terms=(f"term{seq}",))])
        assert engine.health()["terms"] < 500

    def test_readers_see_all_of_a_small_or_large_change_or_nothing(self):
        engine = engine_with(document("a"), document("b"))
        done = threading.Event()
        seen = set()

        def read() -> None:
            while not done.is_set():
                engine.complete("x", frozenset(), "de", 0, 5)
                seen.add(tuple(sorted({hit.key[0] for hit in engine.search(Plan(locale="de")).hits})))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for seq in range(2, 60):
            gone = seq % 2 == 0
            extra = [document(f"{'ab'[n % 2]}{n}", seq=seq, deleted=True) for n in range(0, 400, seq)]
            engine.apply([document("a", seq=seq, deleted=gone), *extra, document("b", seq=seq, deleted=gone)])
        done.set()
        for reader in readers:
            reader.join()
        assert seen <= {(), ("a", "b")}


class TestAgainstEveryDocumentRead:
    @pytest.mark.parametrize("size", [0, 1, 60, 500])
    def test_same_answers_after_many_changes(self, size):
        rng = random.Random(size)  # noqa: S311 - repeatable on purpose
        engine = EmbeddedEngine()
        known: dict[str, IndexedDocument] = {}
        for batch in range(8):
            changes = [
                random_document(rng, number, batch + 1) for number in range(size) if rng.random() < 0.5
            ]
            changes = [replace(one, deleted=rng.random() < 0.2) for one in changes]
            engine.apply(changes)
            known |= {one.key: one for one in changes}
            for _ in range(10):
                plan = random_plan(rng)
                if plan.near and plan.near.radius_km == 0:
                    continue
                result = engine.search(plan)
                hits, counts, open_count = naive_search(list(known.values()), plan)
                assert [hit.key for hit in result.hits] == hits
                assert (result.facets, result.open_count) == (counts, open_count)


def test_a_document_of_300_terms_costs_less_than_12_kilobytes():
    rng = random.Random(3)  # noqa: S311
    tracemalloc.start()
    engine = EmbeddedEngine()
    # Terms are made one by one, because strings read from a database are not shared between documents.
    engine.apply(
        replace(
            random_document(rng, number, 1),
            terms=tuple(f"b.s:{int(rng.paretovariate(0.5)) % 30_000}" for _ in range(300)),
        )
        for number in range(1000)
    )
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert engine.health()["documents"] == 1000
    assert used / 1000 < 12_000
