"""Wagtail's search in the admin, with words as people type them: on SQLite it fails on a quotation mark."""

from functools import cache
from typing import Any

from wagtail.search.backends import database


class PlainWords:
    """A backend for which quotation marks are no part of what is looked for."""

    def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what holds the words."""
        return super().search(_plain(query), *args, **kwargs)

    def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what holds the words or longer ones."""
        return super().autocomplete(_plain(query), *args, **kwargs)


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return the backend of the database in use."""
    backend = database.SearchBackend(params)
    backend.__class__ = _plain_kind(type(backend))
    return backend


@cache
def _plain_kind(kind: type) -> type:
    """Return a kind of backend that takes plain words."""
    return type(f"Plain{kind.__name__}", (PlainWords, kind), {})


def _plain(query: Any) -> Any:
    """Return a typed query without quotation marks; others are built by code."""
    return query.replace('"', " ") if isinstance(query, str) else query
