"""The engines of this process: the embedded one that follows the table, and Elasticsearch where there is one."""

import logging
import threading

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from portal.models import Clock

from .engines.base import Engine, EngineUnavailable
from .engines.breaker import CircuitBreaker
from .engines.embedded import EmbeddedEngine
from .store import documents_after
from .types import Plan, RawHit, RawResult

log = logging.getLogger("search.engines")
FIRST_ANSWER_SECONDS = 2.0


class NotReady(Exception):
    """The embedded engine is still being built."""


class EngineRoom:
    """Holds the engines; every process has one (`room`)."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker()
        self._start_over()

    def _start_over(self) -> None:
        self.embedded = EmbeddedEngine()
        self._elastic: Engine | None = None
        self._seen = -1
        self._following = threading.Lock()
        self._built = threading.Event()

    def reset(self) -> None:
        """Forget everything, as after a fork or between tests."""
        self.breaker.succeeded()
        self._start_over()

    @property
    def elastic(self) -> Engine | None:
        """Return the Elasticsearch engine if one is configured; its client is imported only then."""
        if self._elastic is None and settings.ELASTICSEARCH_URL:
            from .engines.elastic import ElasticEngine  # noqa: PLC0415 - 0.4 s of import only where it is used

            self._elastic = ElasticEngine(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX)
        return self._elastic

    def start(self) -> None:
        """Build the embedded engine in a thread, so that the first request finds it ready."""
        threading.Thread(target=self._build_quietly, name="search-build", daemon=True).start()

    def _build_quietly(self) -> None:
        try:
            self.follow(wait=None)
        except DatabaseError:
            log.warning("the embedded engine could not be built yet; the first search does it")
        finally:
            close_old_connections()
            connection.close()

    def follow(self, wait: float | None = FIRST_ANSWER_SECONDS) -> None:
        """Take in what changed since last time; raises NotReady if the first build takes longer than `wait`."""
        newest = Clock.objects.filter(pk=1).values_list("n", flat=True).first() or 0
        if self._built.is_set() and newest == self._seen:
            return
        if not self._following.acquire(timeout=-1 if wait is None else wait):
            if self._built.is_set():
                return
            raise NotReady
        try:
            if newest < self._seen:  # another database than before: begin again
                self.embedded, self._seen = EmbeddedEngine(), -1
            self.embedded.apply(documents_after(self._seen))
            self._seen = newest
            self._built.set()
        finally:
            self._following.release()

    def search(self, plan: Plan, prefer_embedded: bool = False) -> RawResult:
        """Return the answer of Elasticsearch, or of the embedded engine when there is none or it does not answer."""
        elastic = None if prefer_embedded else self.elastic
        if elastic is not None and self.breaker.allow():
            try:
                result = elastic.search(plan)
            except EngineUnavailable as error:
                self.breaker.failed()
                log.warning("Elasticsearch does not answer, the embedded engine does: %s", error)
            else:
                self.breaker.succeeded()
                return result
        self.follow()
        return self.embedded.search(plan)

    def complete(
        self, prefix: str, types: frozenset[str], locale: str, now: int, limit: int
    ) -> tuple[RawHit, ...]:
        """Return completions from memory: faster than any network, and always there."""
        self.follow()
        return self.embedded.complete(prefix, types, locale, now, limit)

    def health(self) -> dict[str, object]:
        """Return facts for monitoring: the engine in use, the breaker, and how far the embedded engine is."""
        configured = bool(settings.ELASTICSEARCH_URL)
        in_use = "elastic" if configured and self.breaker.state != "open" else "embedded"
        return {
            "engine": in_use,
            "configured": "elastic" if configured else "embedded",
            "breaker": self.breaker.state,
        }


room = EngineRoom()
