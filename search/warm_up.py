"""What is loaded before the first request, so that nobody waits for it: before the workers part, and then in each."""

import gc
import logging
import threading

from django.db import DatabaseError, connection
from django.utils import timezone

from .elastic_access import is_configured
from .engine_room import room
from .knowledge import knowledge
from .query import TYPES, SearchRequest
from .service import search

log = logging.getLogger("search.engines")


def in_background() -> None:
    """Load everything in a thread; requests that come earlier wait for the embedded engine, two seconds at most."""
    threading.Thread(target=quietly, name="search-warm-up", daemon=True).start()


def quietly() -> None:
    """Load everything and leave no connection; where the database is not there yet, the first request does it."""
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
    """Build the embedded engine, load what reading a query needs, ask once, and load the Elasticsearch client."""
    room.follow(wait=None)
    knowledge()
    knowledge(of_everything=True)
    search(SearchRequest(timezone.now(), "hilfe", types=TYPES), engine="embedded")
    if is_configured():
        _ = room.connection
