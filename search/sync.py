"""Bring what changed in the table to Elasticsearch: right after a change, by a timer, by command.

The table is the outbox: a row waits as long as `es_seq < seq`. The server compares versions (`seq`), so it does
not matter who sends what twice, or in which order; only what it took is noted here.
"""

import logging
import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from portal.models import Clock

from .elastic_access import is_configured
from .engine_room import room
from .engines.base import DocumentsRejected, EngineUnavailable
from .engines.elastic_connection import READ_SECONDS
from .models import SearchDocument
from .store import NOT_INDEXED, indexed, waiting

log = logging.getLogger("search.sync")
CHUNK = 100
MOST_PORTIONS = 10_000  # whatever happens, it ends
_wanted = threading.Event()
_working = threading.Lock()


@dataclass(frozen=True)
class Synced:
    """How many documents Elasticsearch took, and how many it will never take as they are."""

    written: int = 0
    refused: int = 0


def follow(changed: Sequence[tuple[str, str]], n: int) -> None:
    """Send what a batch of changes made, after its commit."""
    transaction.on_commit(after_commit, robust=True)


def after_commit() -> None:
    """Have what waits sent aside, unless the server failed a moment ago: no save waits for it."""
    if is_configured() and room.breaker.state != "open":
        room.catch_up()


def in_background() -> None:
    """Bring Elasticsearch up to date in a thread; if one is at it, that one does this, too."""
    _wanted.set()
    threading.Thread(target=_work, name="search-sync", daemon=True).start()


def _work() -> None:
    while _wanted.is_set() and _working.acquire(blocking=False):
        try:
            _wanted.clear()
            catch_up()
        finally:
            _working.release()
            connection.close()


def catch_up() -> None:
    """Send everything that waits; if nothing does, ask whether the server is there. Never raises.

    Whether it worked is for the breaker to know; what was not sent housekeeping sends.
    """
    try:
        if not drain().written:
            room.connection.call(lambda client: client.info()["version"], READ_SECONDS)
    except EngineUnavailable as error:
        log.warning("Elasticsearch does not take what changed: %s", error)
    except DatabaseError:
        log.exception("not noted what Elasticsearch took")


def drain(limit: int | None = None) -> Synced:
    """Send what waits, the oldest first; stop after `limit` documents at the earliest.

    Raises EngineUnavailable at the first portion that the server does not take.
    """
    written = refused = 0
    for _portion in range(MOST_PORTIONS):
        rows = list(waiting().defer(*NOT_INDEXED).order_by("seq", "key")[:CHUNK])
        if not rows or (limit is not None and written + refused >= limit):
            break
        bad = send(rows)
        written, refused = written + len(rows) - len(bad), refused + len(bad)
    return Synced(written, refused)


def send(rows: Sequence[SearchDocument]) -> Collection[str]:
    """Send rows to Elasticsearch and note what it took; return the keys of those it will never take."""
    bad: Collection[str] = ()
    try:
        room.elastic.apply([indexed(row) for row in rows])
    except DocumentsRejected as error:
        bad = error.keys
        log.error("Elasticsearch refused %d documents: %s", len(bad), error)
    note({row.key: row.seq for row in rows}, bad)
    return bad


def note(sent: Mapping[str, int], bad: Collection[str] = ()) -> None:
    """Note which states Elasticsearch has (`es_seq = seq`) and which it will never take (`es_seq = -seq`).

    A row that changed meanwhile is sent again, even if somebody else sent its new state: a server forgets the
    version of what was deleted a minute ago, and may have taken the old state after that.
    """
    with transaction.atomic():
        hold_clock()
        now = dict(SearchDocument.objects.filter(key__in=sent).values_list("key", "seq"))
        same = {key for key, seq in now.items() if sent[key] == seq}
        for keys, value in (
            (same - set(bad), F("seq")),
            (same & set(bad), -F("seq")),
            (now.keys() - same, 0),
        ):
            if keys:
                rows = SearchDocument.objects.filter(key__in=keys)
                rows.update(es_seq=value, updated_at=timezone.now())


def hold_clock() -> None:
    """Take the lock that drains take first, so that two processes never wait for each other's rows."""
    list(Clock.objects.select_for_update().filter(pk=1))
