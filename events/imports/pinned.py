"""A question to a site at exactly the number that was checked: one deadline over everything, one cap on all bytes.

The standard library's sockets and reader of HTTP answers are enough; nothing here looks at proxies, cookies or
passwords of the environment, and nothing connects a second time by itself.
"""

import http.client
import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from .guard import CheckedUrl
from .public_addresses import all_public
from .troubles import FetchFailed, Trouble

# What an answer may weigh besides its calendar: headers, and what wraps the pieces of a body.
MARGIN_BYTES = 256_000

Resolver = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], socket.socket]


def system_resolver(host: str, port: int) -> list[str]:
    """Return the numbers that a name has today."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


def system_connect(address: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to a number."""
    return socket.create_connection((address, port), seconds)


@cache
def system_trust() -> ssl.SSLContext:
    """Return how certificates are checked: by the machine's authorities, for the host's name."""
    return ssl.create_default_context()


@dataclass(frozen=True)
class Limits:
    """How much of our time and memory a feed may take: seconds for connecting, and for everything together."""

    redirects: int = 3
    connect_seconds: float = 5.0
    total_seconds: float = 10.0
    most_bytes: int = 2_000_000
    allow_http: bool = False


@dataclass(frozen=True)
class Outside:
    """The ways out of this process: names, connections, and whose certificates are believed."""

    resolver: Resolver
    connect: Connect
    trust: ssl.SSLContext


class Deadline:
    """A point in time by which everything must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raises `TimeoutError` when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class TooManyBytes(Exception):
    """The answer is longer than was agreed, headers and all."""


class _Answer(io.RawIOBase):
    """What comes out of a socket until the deadline or the cap; each wait gets only the time that is left of all."""

    def __init__(self, connection: socket.socket, deadline: Deadline, most_bytes: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._left = most_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        count = self._connection.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise TooManyBytes
        return count

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return what the reader of answers takes for a socket's file."""
        return io.BufferedReader(self)


@contextmanager
def asked(
    url: CheckedUrl, headers: Mapping[str, str], deadline: Deadline, limits: Limits, outside: Outside
) -> Iterator[http.client.HTTPResponse]:
    """Give the answer of a site, its head read and its body not yet.

    Raises `FeedRefused` where the name leads anywhere but to the public internet, `FetchFailed` where nobody
    answers, `TooManyBytes`, `OSError` (with `TimeoutError`) and `HTTPException` where the answer breaks
    off or makes no sense.
    """
    addresses = all_public(_resolved(url, outside.resolver, deadline))
    with _connected(url, addresses, deadline, limits.connect_seconds, outside.connect) as plain:
        try:
            with _encrypted(plain, url, deadline, outside.trust) as connection:
                connection.settimeout(deadline.left())
                connection.sendall(_question(url, headers))
                response = http.client.HTTPResponse(
                    _Answer(connection, deadline, limits.most_bytes + MARGIN_BYTES)
                )
                response.begin()
                yield response
        except ssl.SSLCertVerificationError as error:
            raise FetchFailed(Trouble.CERTIFICATE, error.verify_message) from None


def _resolved(url: CheckedUrl, resolver: Resolver, deadline: Deadline) -> Sequence[str]:
    """Return what a name leads to; aside in a thread, because the system's resolver knows no deadline."""
    answers: queue.SimpleQueue[Sequence[str]] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolver(url.host, url.port))
        except (OSError, UnicodeError):
            answers.put(())

    threading.Thread(target=ask, daemon=True, name="feed-resolver").start()
    try:
        return answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None


def _connected(
    url: CheckedUrl, addresses: Sequence[str], deadline: Deadline, seconds: float, connect: Connect
) -> socket.socket:
    """Return a connection to the first number that takes it; all of them share the time for connecting."""
    end = Deadline(min(seconds, deadline.left()))
    for tried, address in enumerate(addresses):
        try:
            return connect(address, url.port, end.left() / (len(addresses) - tried))
        except OSError:
            continue
    raise FetchFailed(Trouble.UNREACHABLE)


def _encrypted(
    plain: socket.socket, url: CheckedUrl, deadline: Deadline, trust: ssl.SSLContext
) -> socket.socket:
    """Return the connection as it is for http; for https the certificate is checked for the name, not the number."""
    if not url.is_encrypted:
        return plain
    plain.settimeout(deadline.left())
    # An end without a farewell could be somebody who cuts the line in the middle of the calendar.
    return trust.wrap_socket(plain, server_hostname=url.host, suppress_ragged_eofs=False)


def _question(url: CheckedUrl, headers: Mapping[str, str]) -> bytes:
    """Return the request; target and host are printable ASCII since they were checked, headers are the caller's."""
    lines = [f"GET {url.target} HTTP/1.1", f"Host: {url.authority}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += ["Connection: close", "", ""]
    return "\r\n".join(lines).encode("ascii")
