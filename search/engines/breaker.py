"""A circuit breaker: after a failure a server is left alone for a while, so that nobody waits for it."""

import threading
import time
from collections.abc import Callable


class CircuitBreaker:
    """Closed lets everything through, open nothing, half-open one call that decides; safe for threads."""

    def __init__(self, open_seconds: float = 30, clock: Callable[[], float] = time.monotonic) -> None:
        self._open_seconds = open_seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._blocked_until: float | None = None

    @property
    def state(self) -> str:
        """Return "closed", "open" or "half-open" (the next call is let through as a probe)."""
        with self._lock:
            if self._blocked_until is None:
                return "closed"
            return "open" if self._clock() < self._blocked_until else "half-open"

    def allow(self) -> bool:
        """Return whether a call may be made now; whoever made it reports `succeeded` or `failed`."""
        with self._lock:
            if self._blocked_until is None:
                return True
            now = self._clock()
            if now < self._blocked_until:
                return False
            # The probe blocks the others for as long again, so that one whose thread died is followed by another.
            self._blocked_until = now + self._open_seconds
            return True

    def succeeded(self) -> None:
        """Close: the server answers again."""
        with self._lock:
            self._blocked_until = None

    def failed(self) -> None:
        """Open for `open_seconds` from now."""
        with self._lock:
            self._blocked_until = self._clock() + self._open_seconds
