"""Addresses of searches: readable parameters in a fixed order, empty ones left out."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote_plus

DEFAULTS = {"seite": 1, "ansicht": "liste"}


class SearchUrl:
    """The address of a search; its methods return the addresses of changed ones, on their first page."""

    def __init__(self, path: str, values: Mapping[str, Any]) -> None:
        self.path = path
        self.values = {name: value for name, value in values.items() if not _empty(name, value)}

    def __str__(self) -> str:
        pairs = [(name, one) for name in sorted(self.values) for one in _list(self.values[name])]
        query = "&".join(f"{name}={quote_plus(str(value), safe=':')}" for name, value in pairs)
        return f"{self.path}?{query}" if query else self.path

    def having(self, **changes: Any) -> str:
        """Return the address with parameters set; None or empty removes one."""
        return str(SearchUrl(self.path, {**self.values, "seite": None, **changes}))

    def without(self, name: str, value: str | None = None) -> str:
        """Return the address without a parameter, or without one of its values."""
        if value is None:
            return self.having(**{name: None})
        left = [one for one in _list(self.values.get(name, ())) if one != value]
        return self.having(**{name: tuple(left)})

    def page(self, number: int) -> str:
        """Return the address of another page of the same search."""
        return str(SearchUrl(self.path, {**self.values, "seite": number}))

    def at(self, path: str, without: Iterable[str] = ()) -> "SearchUrl":
        """Return the same search at another path, on its first page, less the parameters that mean nothing there."""
        return SearchUrl(path, {**self.values, **dict.fromkeys(("seite", *without))})

    def hidden(self, without: Iterable[str]) -> list[tuple[str, str]]:
        """Return the parameters a form must carry along, except those it sets itself."""
        left_out = {*without, "seite"}
        return [
            (name, str(one))
            for name in sorted(self.values)
            if name not in left_out
            for one in _list(self.values[name])
        ]


def _list(value: Any) -> tuple[Any, ...]:
    """Return one value or several as a tuple."""
    return tuple(value) if isinstance(value, (tuple, list, frozenset)) else (value,)


def _empty(name: str, value: Any) -> bool:
    """Return whether a parameter says nothing."""
    return value in (None, "", (), False) or DEFAULTS.get(name) == value
