"""What migrations put into the database, given back after tests that empty it.

A test that really commits is cleaned up by emptying every table, Wagtail's root page and locale included; tests
that run later in the same process would miss them.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import TestCase, TransactionTestCase

# Rows, not objects: nothing that listens to saves may make a row of its own meanwhile, such as a content type.
_rows: dict[str, list[tuple[Any, ...]]] = {}


def remember() -> None:
    """Keep what the migrations wrote."""
    _rows.update((table, rows) for table, rows in tables() if rows)


def tables() -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Yield every table with its rows as they stand now."""
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            yield table, cursor.fetchall()


def page_keys() -> set[int]:
    """Return the keys of the pages that migrations made."""
    return {row[0] for row in _rows["wagtailcore_page"]}


def restore() -> None:
    """Write it again."""
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 - models are loaded after this

    # Emptying the tables made content types and permissions anew, under other numbers. New rows go on counting.
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False)
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for table, rows in _rows.items():
            values = ", ".join(["%s"] * len(rows[0]))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} VALUES ({values})",  # noqa: S608
                rows,
            )
    ContentType.objects.clear_cache()


def empties_the_database(item: Any) -> bool:
    """Return whether a test is cleaned up by emptying every table."""
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        return True
    if {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
        return True
    kind = getattr(item, "cls", None)
    return kind is not None and issubclass(kind, TransactionTestCase) and not issubclass(kind, TestCase)
