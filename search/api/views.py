"""The answers of the interface."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.urls import reverse

from search.opendata.access import open_to_all
from search.opendata.addresses import absolute
from search.opendata.licence import terms
from search.opendata.problems import Refused, problem

from .envelope import framed, framed_item
from .openapi import description
from .parameters import PAGE_SIZE, read_parameters
from .resources import RESOURCES


class PermanentRedirect(HttpResponseRedirectBase):
    """An address that moved for good; the method stays (RFC 9110 §15.4.9)."""

    status_code = 308


@open_to_all
def index(request: HttpRequest) -> HttpResponse:
    """Return what there is and under what terms."""
    read_parameters((), request.GET)
    known = terms()
    addresses = {name: absolute(reverse("api:list", args=[name])) for name in RESOURCES}
    return _json(
        {
            "title": known.publisher,
            "license": known.licence,
            "license_url": known.licence_url,
            "attribution": known.attribution,
            "documentation": absolute(reverse("open_data")),
            "openapi": absolute(reverse("api:openapi")),
            "resources": addresses,
        }
    )


@open_to_all
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the description of the interface for programs."""
    read_parameters((), request.GET)
    rate = settings.DATA_REQUESTS_PER_SECOND
    return _json(
        description(absolute(reverse("api:index")).rstrip("/"), terms(), settings.DATA_REQUESTS_AT_ONCE, rate)
    )


@open_to_all
def listing(request: HttpRequest, name: str) -> HttpResponse:
    """Return a page of a resource."""
    resource = RESOURCES[name]
    values = read_parameters(resource.parameters, request.GET)
    answer = resource.listing(request, values)
    page, size = values.get("seite", 1), values.get("anzahl", PAGE_SIZE)
    return _json(framed(request, answer, page, size))


@open_to_all
def detail(request: HttpRequest, name: str, identifier: str) -> HttpResponse:
    """Return a single item of a resource."""
    read_parameters((), request.GET)
    find = RESOURCES[name].detail
    found = None if find is None or "\0" in identifier else find(request, identifier)
    if found is None:
        raise Refused(_nothing(f"There is no such item. Ids stand in /api/v1/{name}/."))
    return _json(framed_item(request, found))


@open_to_all
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Say that there is no such resource, or lead to it where only the slash at the end is missing."""
    if rest and not rest.endswith("/"):
        query = request.META.get("QUERY_STRING", "")
        return PermanentRedirect(f"{request.path}/{'?' if query else ''}{query}")
    return _nothing(
        f"There is no such resource. Those there are: {', '.join(RESOURCES)}; see /api/v1/openapi.json."
    )


def _nothing(said: str) -> HttpResponse:
    """Return an answer for what is not there."""
    return problem(404, said)


def _json(data: Any) -> HttpResponse:
    """Return data as JSON (RFC 8259)."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json")
