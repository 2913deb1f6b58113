"""The way to the Elasticsearch server: one lazy client, one breaker, and one kind of error."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from search.engines.base import EngineUnavailable
from search.engines.breaker import CircuitBreaker

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

READ_SECONDS = 1.0
COMPLETE_SECONDS = 0.5
MAINTENANCE_SECONDS = 60.0
# So that the client's own limit, which says more about what happened, is met first.
MARGIN_SECONDS = 0.25
BAD_REQUEST = 400
# What reading an answer raises that is no answer of Elasticsearch's.
NOT_UNDERSTOOD = (ValueError, KeyError, IndexError, TypeError, AttributeError)

Answer = TypeVar("Answer")


class ElasticConnection:
    """Calls the server through the breaker; whatever goes wrong becomes EngineUnavailable."""

    def __init__(
        self,
        url: str,
        breaker: CircuitBreaker | None = None,
        options: Mapping[str, Any] | None = None,
        patience: float = 1.0,
    ) -> None:
        """Take the server's URL, what else its client needs, such as `api_key` or `ca_certs`, and our patience.

        A slow server may take so many times longer than what a call allows.
        """
        self.breaker = breaker or CircuitBreaker()
        self._url = url
        self._options = dict(options or {})
        self._patience = patience
        self._lock = threading.Lock()
        self._client: Elasticsearch | None = None

    def call(
        self, action: Callable[["Elasticsearch"], Answer], seconds: float, insist: bool = False
    ) -> Answer:
        """Return what the action gets from the server within the time, which neither retries nor trickling prolong.

        The action also reads the answer. Raises EngineUnavailable at once while the breaker is open (unless it
        insists), and for every failure: refused, too slow, too busy, no such index, read-only, not understood.
        """
        if not self.breaker.allow() and not insist:
            raise EngineUnavailable("Elasticsearch failed a moment ago and is left alone for now")
        # The client takes 0.4 s to import, which a portal without Elasticsearch should not pay.
        from elasticsearch import ApiError, TransportError  # noqa: PLC0415

        seconds *= self._patience
        try:
            client = self._connected().options(request_timeout=seconds, max_retries=0)
            answer = within(seconds, lambda: action(client))
        except ApiError as error:
            # A request the server does not accept says nothing about its health; the next one may be fine.
            self._note(healthy=error.meta.status == BAD_REQUEST)
            raise EngineUnavailable(f"Elasticsearch refused: {error}") from error
        except (TransportError, TimeoutError) as error:
            self._note(healthy=False)
            raise EngineUnavailable(f"Elasticsearch does not answer: {error or 'too slow'}") from error
        except NOT_UNDERSTOOD as error:
            self._note(healthy=False)
            raise EngineUnavailable(f"What answers is no Elasticsearch we know: {error!r}") from error
        except EngineUnavailable:
            self._note(healthy=False)
            raise
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


def within(seconds: float, work: Callable[[], Answer]) -> Answer:
    """Return what work returns or raise what it raises; raises TimeoutError when it takes longer.

    The client's own limit is one for every read, so a server that sends a byte now and then would hold its caller
    for ever. What took too long goes on in its thread until the server ends it, and nobody waits.
    """
    outcome: Future[Answer] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the result is waited for
            outcome.set_exception(error)

    threading.Thread(target=run, name="elasticsearch-call", daemon=True).start()
    return outcome.result(timeout=seconds + MARGIN_SECONDS)


def complete(answer: Any) -> Any:
    """Return the answer of a search; raises EngineUnavailable if it is only a part of one."""
    failed = answer["_shards"]["failed"]
    if answer["timed_out"] or failed:
        why = "timed out" if answer["timed_out"] else f"{failed} shards failed"
        raise EngineUnavailable(f"Elasticsearch answered only in part: {why}")
    return answer
