"""Which parameters of an address a view reads, and what nobody's browser would put there."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict

# No row has these numbers; PostgreSQL takes no NUL; days, hours, orders and letters that do not exist.
HOSTILE = (
    "9" * 18,
    "-" + "9" * 18,
    "0",
    "1",
    "%00",
    "x%00x",
    "9999-99-99",
    "2026-02-30T25:61",
    "99999-01-01",
    "-password__x",
    "%27%22%3C%25_%5C",
    "%F0%9F%92%A3",
    "%FF%FE",
    "x" * 2000,
    "x",
    "",
)
# No database holds these.
IMPOSSIBLE = ("9" * 20, "-" + "9" * 40)


class _Heard(QueryDict):
    """A query that notes which names somebody asked for."""

    names: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.names.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the last value."""
        self.names.add(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> list[Any]:
        """Return all values."""
        self.names.add(key)
        return super().getlist(key, default)


@contextmanager
def heard() -> Iterator[set[str]]:
    """Give the names of parameters that are read meanwhile."""
    names: set[str] = set()

    def query(request: WSGIRequest) -> QueryDict:
        if "_heard" not in request.__dict__:
            sent = request.META.get("QUERY_STRING", "")
            request.__dict__["_heard"] = type("_HeardHere", (_Heard,), {"names": names})(sent)
        return request.__dict__["_heard"]

    def replace(request: WSGIRequest, given: QueryDict) -> None:
        request.__dict__["_heard"] = given

    with patch.object(WSGIRequest, "GET", property(query, replace)):
        yield names


def forged(names: Iterable[str], rounds: int) -> Iterator[str]:
    """Yield queries in which each name stands twice, as a list as well, each time with other values in each round."""
    for number in range(rounds):
        pairs = []
        for place, name in enumerate(sorted(names)):
            first, second, third = (
                HOSTILE[(place * 3 + number * 5 + step * 7) % len(HOSTILE)] for step in range(3)
            )
            pairs += [f"{name}={first}", f"{name}={second}", f"{name}[]={third}"]
        yield "&".join(pairs)
