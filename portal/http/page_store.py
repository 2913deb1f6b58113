"""Finished anonymous answers, kept in this process until content changes.

Not Django's cache: every entry ends with its generation, so the whole store is dropped at once instead of
filling up with pages nobody can ask for any more; nothing is pickled; and the compressed form is made once.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from portal.http.conditional import compressed


@dataclass
class PageEntry:
    """An answer with status 200: its headers, body, ETag and route, and when it ends."""

    headers: dict[str, str]
    body: bytes
    etag: str
    route: str
    expires_at: datetime

    @cached_property
    def gzipped(self) -> bytes:
        """Return the compressed body, made when first asked for."""
        return compressed(self.body)

    @property
    def size(self) -> int:
        """Return bytes of memory, counting a compressed body of a quarter."""
        return len(self.body) * 5 // 4 + 1000


class PageStore:
    """Entries of one generation, the longest unused ones dropped beyond `max_bytes`."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._lock = threading.Lock()
        self._generation = ""
        self._entries: OrderedDict[bytes, PageEntry] = OrderedDict()
        self._bytes = 0

    def get(self, generation: str, key: bytes, now: datetime) -> PageEntry | None:
        """Return the entry of a key if it is of this generation and has not ended."""
        with self._lock:
            if self._generation != generation:
                return None
            entry = self._entries.get(key)
            if entry is None or entry.expires_at <= now:
                return None
            self._entries.move_to_end(key)
            return entry

    def put(self, generation: str, key: bytes, entry: PageEntry) -> None:
        """Keep an entry; one that alone takes a tenth of the space is not kept."""
        if entry.size * 10 > self.max_bytes:
            return
        with self._lock:
            if self._generation != generation:
                self._entries.clear()
                self._bytes = 0
                self._generation = generation
            self._drop(key)
            self._entries[key] = entry
            self._bytes += entry.size
            while self._bytes > self.max_bytes:
                self._drop(next(iter(self._entries)))

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._entries)

    def _drop(self, key: bytes) -> None:
        """Remove an entry if it is there."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._bytes -= entry.size
