"""One process at a time: a lock that ends with the process that holds it, however that dies."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection


@contextmanager
def exclusively(name: str) -> Iterator[bool]:
    """Give True to the one process that holds the lock of that name, False at once to any other.

    PostgreSQL keeps the lock for all machines; with SQLite there is only this one, so a locked file does.
    """
    holder = of_the_database(name) if connection.vendor == "postgresql" else on_this_machine(name)
    with holder as is_mine:
        yield is_mine


@contextmanager
def of_the_database(name: str) -> Iterator[bool]:
    """Hold an advisory lock of the PostgreSQL session; give whether it was free."""
    number = zlib.crc32(f"portal.{name}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


@contextmanager
def on_this_machine(name: str) -> Iterator[bool]:
    """Hold a lock on a file beside the database; give whether it was free."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
