"""What a worker loads before its first request, so that nobody waits for it."""

import gc
import logging
import threading

from django.db import DatabaseError, connection

from .elastic_access import is_configured
from .engine_room import room
from .knowledge import knowledge

log = logging.getLogger("search.engines")


def in_background() -> None:
    """Load everything in a thread; requests that come earlier wait for the embedded engine, two seconds at most."""
    threading.Thread(target=_quietly, name="search-warm-up", daemon=True).start()


def _quietly() -> None:
    # 200,000 objects that stay: looking for garbage among them takes a fifth of this time, and 0.1 s each time later.
    gc.disable()
    try:
        everything()
    except DatabaseError:
        log.warning("the search could not be loaded yet; the first request does it")
    finally:
        gc.freeze()
        gc.enable()
        connection.close()


def everything() -> None:
    """Build the embedded engine, then load what reading a query needs and the Elasticsearch client."""
    room.follow(wait=None)
    knowledge()
    if is_configured():
        _ = room.connection
