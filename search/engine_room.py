"""The engines of this process: the embedded one that follows the table, and Elasticsearch where there is one."""

import logging
import os
import threading
import time
from collections.abc import Callable

from django.conf import settings

from portal import changes

from .elastic_access import connect, is_configured
from .engines.base import EngineUnavailable
from .engines.breaker import CircuitBreaker
from .engines.elastic import DEEPEST, ElasticEngine
from .engines.elastic_connection import ElasticConnection
from .engines.elastic_indices import ElasticIndices
from .engines.embedded import EmbeddedEngine
from .store import documents_after, index_is_current, newest, read_newest
from .types import Plan, RawHit, RawResult

log = logging.getLogger("search.engines")
FIRST_ANSWER_SECONDS = 2.0
A_MOMENT_SECONDS = 0.2
# Tombstones are kept a day longer: an engine that did not look for so long could miss one.
FORGOTTEN_AFTER_SECONDS = 6 * 24 * 3600


class NotReady(Exception):
    """The embedded engine is still being built."""


class EngineRoom:
    """Holds the engines; every process has one (`room`).

    `catch_up` is called to bring Elasticsearch up to date aside, and to see whether it is back; it returns at once.
    """

    def __init__(self) -> None:
        self.catch_up: Callable[[], None] = lambda: None
        self.reset()

    def reset(self) -> None:
        """Forget everything, as between tests."""
        self.breaker = CircuitBreaker()
        self.embedded = EmbeddedEngine()
        self._connection: ElasticConnection | None = None
        self._seen = -1
        self._followed_at = time.monotonic()
        self._following = threading.Lock()
        self._built = threading.Event()

    def part(self) -> None:
        """Go on alone in a forked process: with the documents taken in so far, everything else anew.

        A worker must neither share a connection nor wait for locks that threads of its parent held. An index that
        one of these was just changing is built again.
        """
        engine, seen, followed_at = self.embedded, self._seen, self._followed_at
        is_whole = self.is_built and not self._following.locked()
        self.reset()
        if is_whole:
            self.embedded, self._seen, self._followed_at = engine.parted(), seen, followed_at
            self._built.set()

    @property
    def connection(self) -> ElasticConnection:
        """Return the connection to Elasticsearch; raises EngineUnavailable where none is configured."""
        if not is_configured():
            raise EngineUnavailable("no Elasticsearch is configured; set ELASTICSEARCH_URL")
        if self._connection is None:
            self._connection = connect(self.breaker)
        return self._connection

    @property
    def elastic(self) -> ElasticEngine:
        """Return the engine on Elasticsearch; raises EngineUnavailable where none is configured."""
        return ElasticEngine(self.connection, settings.ELASTICSEARCH_PREFIX)

    @property
    def indices(self) -> ElasticIndices:
        """Return the indices on Elasticsearch; raises EngineUnavailable where none is configured."""
        return ElasticIndices(self.connection, settings.ELASTICSEARCH_PREFIX)

    @property
    def is_built(self) -> bool:
        """Return whether the embedded engine can answer."""
        return self._built.is_set()

    def follow(self, wait: float | None = FIRST_ANSWER_SECONDS) -> None:
        """Take in what changed since last time; raises NotReady if the first build takes longer than `wait`.

        While another thread takes in changes, this one soon goes on with what is known, and nobody keeps its answer.
        """
        if self._built.is_set() and newest() == self._seen and not self._slept():
            return
        patience = A_MOMENT_SECONDS if self._built.is_set() else -1 if wait is None else wait
        if not self._following.acquire(timeout=patience):
            if self._built.is_set():
                changes.note_earlier_state()
                return
            raise NotReady
        try:
            self._take_in()
        finally:
            self._following.release()

    def _take_in(self) -> None:
        """Apply what changed; asks for the number again, because another thread may have been here meanwhile."""
        now, seen, embedded = read_newest(), self._seen, self.embedded
        if now < seen or self._slept():  # another database than before, or too long away: begin again
            seen, embedded = -1, EmbeddedEngine()
        if now != seen:
            embedded.apply(documents_after(seen))
            self.embedded, self._seen = embedded, now
        self._followed_at = time.monotonic()
        self._built.set()

    def _slept(self) -> bool:
        """Return whether the embedded engine last looked so long ago that traces of deletions may be gone."""
        return time.monotonic() - self._followed_at > FORGOTTEN_AFTER_SECONDS

    def search(self, plan: Plan, engine: str | None = None) -> RawResult:
        """Return the answer of Elasticsearch where it can give the same as the embedded engine, else of that one.

        `engine` names one that alone may answer; "elastic" raises EngineUnavailable when it cannot.
        """
        if engine == "elastic":
            return self.elastic.search(plan)
        if engine is None and is_configured() and plan.offset + plan.limit <= DEEPEST:
            result = self._ask_elastic(plan)
            if result is not None:
                return result
        self.follow()
        return self.embedded.search(plan)

    def _ask_elastic(self, plan: Plan) -> RawResult | None:
        """Return the answer of Elasticsearch, None if it is behind, in trouble, or gives none.

        A visitor waits for a server in trouble once; whether it is back is tried aside.
        """
        state = self.breaker.state
        if state == "half-open":
            self.catch_up()
        if state != "closed" or not index_is_current():
            return None
        try:
            return self.elastic.search(plan)
        except EngineUnavailable as error:
            log.warning("Elasticsearch does not answer, the embedded engine does: %s", error)
            return None

    def complete(
        self, prefix: str, types: frozenset[str], locale: str, now: int, limit: int
    ) -> tuple[RawHit, ...]:
        """Return completions from memory: faster than any network, and always there."""
        self.follow()
        return self.embedded.complete(prefix, types, locale, now, limit)


room = EngineRoom()
os.register_at_fork(after_in_child=room.part)
