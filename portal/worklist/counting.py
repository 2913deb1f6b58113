"""How much waits, for the menu: remembered for a minute, so that no other page of the admin reads every queue."""

from datetime import datetime
from typing import Any

from django.core.cache import cache

from .reading import Board, read

SECONDS = 60


def waiting(user: Any, now: datetime) -> int:
    """Return how much waits for a person, at most a minute old."""
    known = cache.get(_name(user))
    return note(read(user, now)) if known is None else known


def note(board: Board) -> int:
    """Remember how much waits on a board that was just read, and return it."""
    count = len(board.entries)
    cache.set(_name(board.user), count, SECONDS)
    return count


def forget(user: Any) -> None:
    """Forget how much waits for a person, because they have just changed it."""
    cache.delete(_name(user))


def _name(user: Any) -> str:
    """Return the name of a person's number in the cache."""
    return f"worklist-waiting:{user.pk}"
