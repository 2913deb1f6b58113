"""Ask a server and measure: latencies one after the other, requests per second at a concurrency."""

import gzip
import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

WARM_UP = 8


@dataclass(frozen=True)
class Timing:
    """Milliseconds at median and 95th percentile, requests per second, bytes of the body raw and compressed."""

    p50: float
    p95: float
    per_second: float
    raw: int
    compressed: int


def measure(port: int, path: str, requests: int = 60, concurrency: int = 8) -> Timing:
    """Return the timing of a path; raises RuntimeError if it does not answer 200."""
    body = warm_up(port, path)
    times = sorted(_serial(port, path, requests))
    return Timing(
        statistics.median(times),
        times[max(0, int(len(times) * 0.95) - 1)],
        _throughput(port, path, requests * 2, concurrency),
        len(body),
        len(gzip.compress(body, 6)),
    )


def asked(requests: int) -> int:
    """Return how often a path is asked for when so many latencies are measured."""
    return WARM_UP + requests + requests * 2


def warm_up(port: int, path: str) -> bytes:
    """Ask often enough that every worker has seen the path; return the body."""
    body = b""
    for _ in range(WARM_UP):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        if response.status != 200:
            raise RuntimeError(f"{path} answers {response.status}")
    return body


def _serial(port: int, path: str, count: int) -> Sequence[float]:
    """Return the milliseconds of requests one after the other."""
    times = []
    for _ in range(count):
        started = time.perf_counter()
        _ask(port, path)
        times.append((time.perf_counter() - started) * 1000)
    return times


def _throughput(port: int, path: str, count: int, concurrency: int) -> float:
    """Return the requests per second of several clients at once."""
    share = count // concurrency
    threads = [threading.Thread(target=_serial, args=(port, path, share)) for _ in range(concurrency)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return share * concurrency / (time.perf_counter() - started)


def _ask(port: int, path: str) -> None:
    """Ask once on a connection of its own, as gunicorn's sync workers close it anyway."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    connection.getresponse().read()
    connection.close()
