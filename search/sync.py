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
from .store import indexed, waiting

log = logging.getLogger("search.sync")
CHUNK = 100
_trying = threading.Lock()


@dataclass(frozen=True)
class Synced:
    """How many documents Elasticsearch took, and how many it will never take as they are."""

    written: int = 0
    refused: int = 0


def follow(changed: Sequence[tuple[str, str]], n: int) -> None:
    """Send what a batch of changes made, after its commit."""
    transaction.on_commit(at_once, robust=True)


def at_once() -> None:
    """Send one portion of what waits; never raises, and takes a second at most.

    Only while the breaker is closed: whether a failed server is back is for searches and the timer to find out,
    so that of all saves during an outage one waits for it.
    """
    if not is_configured() or room.breaker.state != "closed":
        return
    try:
        drain(limit=CHUNK)
    except EngineUnavailable as error:
        log.warning("not sent to Elasticsearch, housekeeping repeats it: %s", error)
    except DatabaseError:
        log.exception("not noted what Elasticsearch took; housekeeping repeats it")


def try_again() -> None:
    """See in a thread of its own whether Elasticsearch takes what waits, unless one is at it."""
    threading.Thread(target=_try_in_thread, name="search-sync", daemon=True).start()


def _try_in_thread() -> None:
    if not _trying.acquire(blocking=False):
        return
    try:
        probe()
    finally:
        _trying.release()
        connection.close()


def probe() -> None:
    """Send everything that waits; if nothing does, ask whether the server is there. Closes the breaker if it is."""
    try:
        if not drain().written:
            room.connection.call(lambda client: client.info(), READ_SECONDS)
    except (EngineUnavailable, DatabaseError) as error:
        log.warning("Elasticsearch is not back yet: %s", error)


def drain(limit: int | None = None) -> Synced:
    """Send what waits, the oldest first; stop after `limit` documents at the earliest.

    Raises EngineUnavailable at the first portion that the server does not take.
    """
    written = refused = 0
    while limit is None or written + refused < limit:
        rows = list(waiting().order_by("seq", "key")[:CHUNK])
        if not rows:
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
