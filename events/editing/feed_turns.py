"""Who may have a foreign server asked just now: a request waits for its answer, and there are few to wait with."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.core.cache import cache

from portal.models import User

# In one process; a process has a few threads for everybody.
AT_ONCE = BoundedSemaphore(2)
LONGEST, PAUSE = 60, 3  # seconds


@contextmanager
def turn(user: User) -> Iterator[bool]:
    """Let a person ask if nobody is in the way: not twice at once, not again at once, and few people together."""
    key = f"feed-check:{user.pk}"
    if not cache.add(key, True, LONGEST):
        yield False
        return
    if not AT_ONCE.acquire(blocking=False):
        cache.delete(key)
        yield False
        return
    try:
        yield True
    finally:
        AT_ONCE.release()
        cache.set(key, True, PAUSE)
