"""The frame around data: the items of a page, where it stands among all, and the ways on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, QueryDict

from portal.pagination import MAX_PAGE
from search.opendata.addresses import absolute
from search.opendata.schema import Schema, many, maybe, ref, table, web, whole


@dataclass(frozen=True)
class Answer:
    """A page of items: how many there are altogether, what else belongs to it, and what the next page changes."""

    items: Sequence[Any]
    total: int
    more: Mapping[str, Any] = field(default_factory=dict)
    following: Mapping[str, str] | None = None  # where the next page is not the next number


PAGINATION = table(
    {
        "page": whole("Number of this page.", minimum=1),
        "page_size": whole("Items on a full page.", minimum=1),
        "pages": whole("How many pages there are.", minimum=0),
        "total": whole("How many items there are.", minimum=0),
    },
    "Where a page stands.",
)
LINKS = table(
    {
        name: (web() if name in {"self", "first"} else maybe(web()))
        for name in ("self", "first", "previous", "next", "last")
    },
    "Ways to other pages with the same filters; null where there is none.",
)


def list_schema(item: Schema, more: Mapping[str, Schema]) -> Schema:
    """Return the schema of an answer with a page of items."""
    return table({"data": many(item), "pagination": ref("Pagination"), "links": ref("Links"), **more})


def item_schema(item: Schema) -> Schema:
    """Return the schema of an answer with one item."""
    return table({"data": item, "links": table({"self": web()})})


def framed(request: HttpRequest, answer: Answer, page: int, size: int) -> dict[str, Any]:
    """Return a page of items in its frame."""
    pages = min(-(-answer.total // size), MAX_PAGE)
    if answer.following is not None:
        following = _address(request, answer.following) if answer.following else None
    else:
        following = _address(request, {"seite": str(page + 1)}) if page < pages else None
    links = {
        "self": _address(request, {}),
        "first": _address(request, {"seite": "1"}),
        "previous": _address(request, {"seite": str(page - 1)}) if 1 < page <= pages + 1 else None,
        "next": following,
        "last": _address(request, {"seite": str(pages)}) if pages else None,
    }
    pagination = {"page": page, "page_size": size, "pages": pages, "total": answer.total}
    return {"data": list(answer.items), "pagination": pagination, "links": links, **answer.more}


def framed_item(request: HttpRequest, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return one item in its frame."""
    return {"data": item, "links": {"self": _address(request, {})}}


def _address(request: HttpRequest, changes: Mapping[str, str]) -> str:
    """Return the absolute address of this request with parameters set."""
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        if name == "seite" and value == "1":
            query.pop(name, None)
        else:
            query[name] = value
    asked = query.urlencode()
    path = quote(request.path)
    return absolute(f"{path}?{asked}" if asked else path)
