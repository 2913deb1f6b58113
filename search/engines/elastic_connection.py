"""The way to the Elasticsearch server: one lazy client, one breaker, and one kind of error."""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from search.engines.base import EngineUnavailable
from search.engines.breaker import CircuitBreaker

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

READ_SECONDS = 1.0
COMPLETE_SECONDS = 0.5
MAINTENANCE_SECONDS = 60.0
BAD_REQUEST = 400

Answer = TypeVar("Answer")


class ElasticConnection:
    """Calls the server through the breaker; whatever goes wrong becomes EngineUnavailable."""

    def __init__(
        self, url: str, breaker: CircuitBreaker | None = None, options: Mapping[str, Any] | None = None
    ) -> None:
        """Take the server's URL and what else its client needs, such as `api_key` or `ca_certs`."""
        self.breaker = breaker or CircuitBreaker()
        self._url = url
        self._options = dict(options or {})
        self._lock = threading.Lock()
        self._client: Elasticsearch | None = None

    def call(
        self, action: Callable[["Elasticsearch"], Answer], seconds: float, insist: bool = False
    ) -> Answer:
        """Return what the action gets from the server within the time, which is never prolonged by retries.

        Raises EngineUnavailable at once while the breaker is open (unless it insists), and for every failure:
        refused, too slow, too busy, no such index, read-only, not understood.
        """
        if not self.breaker.allow() and not insist:
            raise EngineUnavailable("Elasticsearch failed a moment ago and is left alone for now")
        # The client takes 0.4 s to import, which a portal without Elasticsearch should not pay.
        from elasticsearch import ApiError, TransportError  # noqa: PLC0415

        try:
            answer = action(self._connected().options(request_timeout=seconds, max_retries=0))
        except ApiError as error:
            # A request the server does not accept says nothing about its health; the next one may be fine.
            self._note(healthy=error.meta.status == BAD_REQUEST)
            raise EngineUnavailable(f"Elasticsearch refused: {error}") from error
        except (TransportError, ValueError) as error:
            self._note(healthy=False)
            raise EngineUnavailable(f"Elasticsearch does not answer: {error}") from error
        self._note(healthy=True)
        return answer

    def _note(self, healthy: bool) -> None:
        if healthy:
            self.breaker.succeeded()
        else:
            self.breaker.failed()

    def _connected(self) -> "Elasticsearch":
        with self._lock:
            if self._client is None:
                from elasticsearch import Elasticsearch  # noqa: PLC0415 - see above

                self._client = Elasticsearch(self._url, **self._options)
            return self._client


def failure_of(answer: Any) -> str:
    """Return why a search's answer is incomplete, "" if it is complete."""
    if answer["timed_out"]:
        return "timed out"
    failed = answer["_shards"]["failed"]
    return f"{failed} shards failed" if failed else ""
