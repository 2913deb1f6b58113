"""Finished feeds, kept until content changes or the day does.

The portal keeps answers, too, but none as large as a full calendar, and each under the very words of its query
string; a feed is one however its filters are written down.
"""

from collections.abc import Callable
from datetime import datetime

from portal import changes
from portal.content_cache import cached
from portal.http.page_store import PageEntry, PageStore

MOST_BYTES = 40_000_000  # a tenth of it is the largest that is kept: about 2,500 events


def kept(address: str, make: Callable[[], PageEntry], now: datetime) -> PageEntry:
    """Return the answer kept for an address, made where there is none."""
    store: PageStore = cached("calendar-feeds", lambda: PageStore(MOST_BYTES))
    generation, key = changes.generation(), address.encode("utf-8", "surrogatepass")
    entry = store.get(generation, key, now)
    if entry is None:
        entry = make()
        store.put(generation, key, entry)
    return entry
