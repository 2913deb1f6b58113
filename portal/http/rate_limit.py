"""How often one network may ask for what is dear: a budget per client that fills up again, kept in memory.

Nobody's address is kept: clients are told apart by a digest under a key that every process draws anew each day.
Each worker counts for itself, so the budget of a portal is that of a worker times their number.
"""

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

DAY = 86_400
MOST_CLIENTS = 20_000


@dataclass(frozen=True)
class Budget:
    """What is left to a client after a request: whether it may have it, how many more, seconds until the next one."""

    allowed: bool
    left: int
    wait: int


@dataclass
class RateLimit:
    """A limit of `size` requests at once that fills up with `per_second`; `clock` gives seconds."""

    size: int
    per_second: float
    clock: Callable[[], float] = time.monotonic
    _clients: OrderedDict[bytes, tuple[float, float]] = field(default_factory=OrderedDict)
    _key: bytes = b""
    _key_until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, request: HttpRequest, cost: float = 1.0) -> Budget:
        """Take `cost` from the budget of the client behind a request."""
        now = self.clock()
        with self._lock:
            client = self._client(request, now)
            left, seen = self._clients.pop(client, (float(self.size), now))
            left = min(float(self.size), left + (now - seen) * self.per_second)
            allowed = left >= cost
            if allowed:
                left -= cost
            self._clients[client] = (left, now)
            while len(self._clients) > MOST_CLIENTS:
                self._clients.popitem(last=False)
        wait = 0 if allowed else int((cost - left) / self.per_second) + 1
        return Budget(allowed, int(left), wait)

    def give_back(self, request: HttpRequest, cost: float) -> None:
        """Give back what was taken for an answer that turned out to cost another sum."""
        now = self.clock()
        with self._lock:
            client = self._client(request, now)
            if client in self._clients:
                left, seen = self._clients[client]
                self._clients[client] = (min(float(self.size), left + cost), seen)

    def _client(self, request: HttpRequest, now: float) -> bytes:
        """Return the digest that stands for a client today."""
        if now >= self._key_until:
            self._key, self._key_until = secrets.token_bytes(32), now + DAY
            self._clients.clear()
        return hashlib.blake2b(network_of(request).encode(), key=self._key, digest_size=16).digest()


def network_of(request: HttpRequest) -> str:
    """Return the network a request comes from: one address of IPv4, a /64 of IPv6, which one household has.

    Behind `PROXIES` servers of our own, the address is the one that the outermost of them wrote down.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = forwarded[-settings.PROXIES].strip() if len(forwarded) >= settings.PROXIES else address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
