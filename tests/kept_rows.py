"""What thousands of tests begin with, built once in a process and written again as rows: a saved page asks 30 times.

Only within a test that is rolled back, and where there are no pages but those of the migrations; else it is built as
usual, and what listens to commits hears of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from tests import baseline

Row = dict[str, Any]

# Wagtail's full text on SQLite follows its table by triggers.
_FOLLOWING = ("_fts",)
# Whose keys others refer to; every other new row is numbered anew, as there may be rows of the test.
_REFERRED_TO = "wagtailcore_page"


@dataclass(frozen=True)
class Change:
    """What building did to one table: the keys of rows that went or changed, and the rows that came instead."""

    table: str
    key: str
    gone: tuple[Any, ...]
    came: tuple[Row, ...]


_changes: dict[str, tuple[Change, ...]] = {}


def written_once(name: str, build: Callable[[], None]) -> None:
    """Build something, or write what building it wrote before."""
    is_new = set(Page.objects.values_list("pk", flat=True)) == baseline.page_keys()
    if not (is_new and connection.in_atomic_block):
        build()
    elif name in _changes:
        _write(_changes[name])
    else:
        before = dict(baseline.tables())
        build()
        _changes[name] = tuple(_changes_since(before))


def _changes_since(before: dict[str, list[tuple[Any, ...]]]) -> Iterator[Change]:
    """Yield what differs from the rows of all tables before."""
    with connection.cursor() as cursor:
        for table, rows in baseline.tables():
            if rows == before[table] or table.endswith(_FOLLOWING):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} WHERE 1 = 0")  # noqa: S608
            names = [column[0] for column in cursor.description]
            key = connection.introspection.get_primary_key_column(cursor, table)
            at = names.index(key)
            gone = tuple(row[at] for row in before[table] if row not in rows)
            came = tuple(dict(zip(names, row, strict=True)) for row in rows if row not in before[table])
            yield Change(table, key, gone, tuple(_numbered_anew(table, key, gone, row) for row in came))


def _numbered_anew(table: str, key: str, gone: tuple[Any, ...], row: Row) -> Row:
    """Return a row without its number, where nothing depends on that."""
    keeps = table == _REFERRED_TO or key != "id" or row[key] in gone
    return row if keeps else {name: value for name, value in row.items() if name != key}


def _write(changes: tuple[Change, ...]) -> None:
    """Write rows as building them now would have left them."""
    with connection.cursor() as cursor:
        for change in changes:
            table = connection.ops.quote_name(change.table)
            for key in change.gone:
                cursor.execute(f"DELETE FROM {table} WHERE {change.key} = %s", [key])  # noqa: S608
            for row in change.came:
                places = ", ".join(["%s"] * len(row))
                names = ", ".join(map(connection.ops.quote_name, row))
                values = [_as_now(value) for value in row.values()]
                cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608


def _as_now(value: Any) -> Any:
    """Return now for a moment: every one of them says when the row was written."""
    if not isinstance(value, datetime):
        return value
    return timezone.now() if timezone.is_aware(value) else timezone.now().astimezone(UTC).replace(tzinfo=None)
