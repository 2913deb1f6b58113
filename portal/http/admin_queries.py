"""What stands in addresses of the admin and no browser sends: Wagtail looks it up, and databases fail on it.

What the portal's own views read besides keys is let alone: they look at it, and say what was wrong with it.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from portal.row_keys import is_key
from portal.scoped_views import is_of_wagtail

from . import areas

# In these a long number is a word to look for, or the page after the last.
FREE = frozenset({"q", "p", "page", "term", "search"})
# What Wagtail's views take for the key of a row, and for the name of a model, without looking.
KEYS = frozenset({"id", "parent_page_id"})
MODEL = "create_model"
NUL = "\0"


class AdminQueryMiddleware:
    """Takes NUL out of queries of Wagtail's views, and answers 404 to numbers that no row can have."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raise Http404 for such a number, in the path as well; the view reads the rest of the query."""
        if not request.path_info.startswith(areas.ADMIN):
            return
        if any(map(is_impossible, (*map(str, args), *map(str, kwargs.values())))):
            raise Http404
        if not all(_has_shape(name, value) for name, value in _pairs(request.GET)):
            raise Http404
        if is_of_wagtail(view):
            _look_through(request)


def _look_through(request: HttpRequest) -> None:
    """Raise Http404 for a number that no row can have in the query of a view of Wagtail's; take NUL out of it."""
    if any(is_impossible(value) for name, value in _pairs(request.GET) if name not in FREE):
        raise Http404
    if any(map(_has_nul, _pairs(request.GET))):
        request.GET = _without_nul(request.GET)


def is_impossible(value: str) -> bool:
    """Return whether a value is a number longer than any database holds."""
    digits = value.strip().lstrip("+-")
    return digits.isdecimal() and not is_key(digits.lstrip("0") or "0")


def _has_shape(name: str, value: str) -> bool:
    """Return whether a value may be what its name says; “all” rows are some, too."""
    if name in KEYS:
        return is_key(value) or _is_uuid(value) or value == "all" or (not value and name != "id")
    return name != MODEL or _is_model(value)


def _is_uuid(value: str) -> bool:
    """Return whether a value may be the key of a row that has no number."""
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def _is_model(label: str) -> bool:
    """Return whether there is a kind of rows of that name."""
    try:
        apps.get_model(label)
    except (LookupError, ValueError):
        return False
    return True


def _pairs(query: QueryDict) -> Iterator[tuple[str, str]]:
    """Yield names and values, repeated ones, too."""
    yield from ((name, value) for name, values in query.lists() for value in values)


def _has_nul(pair: tuple[str, str]) -> bool:
    """Return whether a NUL stands in a name or a value."""
    return any(NUL in part for part in pair)


def _without_nul(query: QueryDict) -> QueryDict:
    """Return a query in which no NUL stands."""
    found = QueryDict(mutable=True)
    for name, value in _pairs(query):
        found.appendlist(name.replace(NUL, ""), value.replace(NUL, ""))
    found._mutable = False
    return found
