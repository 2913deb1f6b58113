"""The engine inside this process: pure Python, always there, exact for some thousands of documents."""

import threading
import time
from collections.abc import Iterable
from itertools import chain, groupby, islice

from search.engines import bitsets
from search.engines.agreement import facet_field
from search.engines.matching import Matches, eligible, match
from search.engines.memory_index import MemoryIndex
from search.engines.ranking import hit, page
from search.types import IndexedDocument, Plan, RawHit, RawResult

PORTION = 500


class EmbeddedEngine:
    """Answers from memory and never raises EngineUnavailable; safe for threads.

    Reading waits while a few documents are taken in. Many documents are taken in on a copy, while the old index
    goes on answering, so a reader sees all of an `apply` or nothing of it.
    """

    name = "embedded"

    def __init__(self) -> None:
        self._index = MemoryIndex()
        self._reading = threading.Lock()
        self._writing = threading.Lock()

    def parted(self) -> "EmbeddedEngine":
        """Return an engine with the same documents and locks of its own, for a forked process."""
        engine = EmbeddedEngine()
        engine._index = self._index
        return engine

    def search(self, plan: Plan) -> RawResult:
        """Return the plan's page of hits with total and counts."""
        started = time.perf_counter()
        with self._reading:
            index = self._index
            matches = match(index, plan)
            hits = matches.hits
            return RawResult(
                total=hits.bit_count(),
                hits=page(index, plan, hits, matches.scores),
                facets={name: count(index, name, matches) for name in plan.count_facets},
                open_count=count_open(index, plan, hits),
                engine=self.name,
                took_ms=(time.perf_counter() - started) * 1000,
            )

    def complete(
        self, prefix: str, types: frozenset[str], locale: str, now: int, limit: int
    ) -> tuple[RawHit, ...]:
        """Return documents with a completion that starts with the folded prefix or has a word that does."""
        if not prefix:
            return ()
        with self._reading:
            index = self._index
            flags = bitsets.to_flags(eligible(index, types, locale, now), index.size)
            found: dict[int, None] = {}
            for _, equals in groupby(index.completions.ranked(prefix), key=lambda pair: pair[0]):
                owners = {owner for _, owner in equals if flags[owner] and owner not in found}
                found |= dict.fromkeys(sorted(owners, key=lambda one: index.cards[one].title))
                if len(found) >= limit:
                    break
            return tuple(hit(index.cards[ordinal]) for ordinal in list(found)[:limit])

    def apply(self, documents: Iterable[IndexedDocument]) -> None:
        """Take in new, changed and deleted documents; a `seq` not above the known one is ignored.

        Many are never held at once: whole documents take ten times the memory of what the index keeps of them.
        """
        with self._writing:
            news = filter(self._index.is_news, documents)
            first = list(islice(news, PORTION))
            if not first:
                return
            if len(first) < PORTION and not self._index.deserves_copy(len(first)):
                with self._reading:
                    self._index.add(first)
                return
            copy = self._index.compacted()
            copy.add(chain(first, news))
            self._index = copy

    def health(self) -> dict:
        """Return how much is in memory and the highest `seq` taken in."""
        with self._reading:
            index = self._index
            return {
                "engine": self.name,
                "ok": True,
                "documents": len(index),
                "terms": len(index.postings),
                "seq": max(index.seqs.values(), default=0),
            }


def count(index: MemoryIndex, facet: str, matches: Matches) -> dict[str, int]:
    """Return how many documents each value of a facet has under all selections but the facet's own."""
    mask = matches.without(facet)
    sets = index.values(facet_field(facet)).items()
    return {value: number for value, bits in sets if (number := (bits & mask).bit_count())}


def count_open(index: MemoryIndex, plan: Plan, hits: int) -> int | None:
    """Return how many hits can be reached at the minute the plan asks about, None if it does not ask."""
    if plan.count_open_at is None:
        return None
    return (hits & index.open_at(plan.count_open_at)).bit_count()
