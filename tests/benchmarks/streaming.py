"""Fetch the directory's files: how long, how much, and what it costs a worker in memory while it goes."""

import http.client
import time
from dataclasses import dataclass

from tests.benchmarks.server import Server

PORTION = 1 << 16
# What the product promises of a whole file of 5,000 entries.
MOST_SECONDS, MOST_MIB = 5.0, 64.0


@dataclass(frozen=True)
class Streaming:
    """Seconds to the first byte and to the last, bytes, and the MiB by which a worker grew at most meanwhile."""

    first: float
    seconds: float
    raw: int
    memory_mib: float

    @property
    def is_within(self) -> bool:
        """Return whether time and memory are as promised."""
        return self.seconds <= MOST_SECONDS and self.memory_mib <= MOST_MIB


def stream(server: Server, path: str, times: int = 3) -> Streaming:
    """Return the quickest of several fetches, with the memory of all; RuntimeError if one does not answer 200."""
    before = server.watch_memory()
    fetched = [_fetch(server.port, path) for _time in range(times)]
    first, seconds, raw = min(fetched, key=lambda one: one[1])
    return Streaming(first, seconds, raw, server.growth_mib(before))


def _fetch(port: int, path: str) -> tuple[float, float, int]:
    """Return seconds to the first byte and to the last, and the bytes; nothing is kept of them."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    started = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{path} answers {response.status}")
    count = len(response.read(1))
    first = time.perf_counter() - started
    while portion := response.read(PORTION):
        count += len(portion)
    seconds = time.perf_counter() - started
    connection.close()
    return first, seconds, count
