"""What a request writes into the database, seen by its statements: reading every row each time takes minutes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from tests.access.world import PASSING, state

_WRITE = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)


@contextmanager
def written() -> Iterator[set[str]]:
    """Give the names of the tables that are written to meanwhile."""
    tables: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if found := _WRITE.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def changes_of(
    act: Callable[[], Any], ignored: frozenset[type] = frozenset()
) -> tuple[Any, dict[str, tuple]]:
    """Return what an act returned, and rows by model as they were and became; then everything is as it was."""
    mark = transaction.savepoint()
    with written() as tables:
        result = act()
    models = [
        model
        for model in apps.get_models()
        if model._meta.db_table in tables and model._meta.label not in PASSING and model not in ignored
    ]
    became = state(models) if models else {}
    transaction.savepoint_rollback(mark)
    were = state(models) if models else {}
    return result, {label: (were[label], became[label]) for label in were if were[label] != became[label]}
