"""Who may fetch data: every program and every site, without cookies, so often as the budget allows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from portal.http.rate_limit import Budget, RateLimit
from search.engine_room import NotReady

from .problems import Refused, problem

METHODS = "GET, HEAD, OPTIONS"
EXPOSED = "Allow, ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
# What a browser may send along from another site without asking each time.
ACCEPTED = "Accept, Accept-Language, If-None-Match"
DAY = "86400"
ONE = 1.0

limit = RateLimit(settings.DATA_REQUESTS_AT_ONCE, settings.DATA_REQUESTS_PER_SECOND)

View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """Return a view of data that takes only reading methods; an answer costs one of the budget, or what it charges.

    CORS without credentials (Fetch standard), `RateLimit` as in draft-ietf-httpapi-ratelimit-headers-10.
    """

    # Nothing is ever changed here, so there is nothing to forge; other methods get their own answer.
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _open(_preflight())
        if request.method not in {"GET", "HEAD"}:
            return _open(_wrong_method())
        request.data_budget = limit.take(request, ONE)
        allowed = request.data_budget.allowed
        response = _answer(view, request, *args, **kwargs) if allowed else _too_many(request.data_budget)
        return _open(_counted(response, request.data_budget))

    return answer


def charge(request: HttpRequest, cost: float) -> None:
    """Let an answer cost so much instead of one; raises Refused where that is not left."""
    limit.give_back(request, ONE)
    request.data_budget = limit.take(request, cost)
    if not request.data_budget.allowed:
        raise Refused(_too_many(request.data_budget))


def _too_many(budget: Budget) -> HttpResponse:
    """Return what is said to a network that asks too often."""
    response = problem(
        429, f"Too many requests from your network. Wait {budget.wait} seconds, then go on slower."
    )
    response["Retry-After"] = str(budget.wait)
    return response


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Return what a view answers, or why it does not."""
    try:
        return view(request, *args, **kwargs)
    except Refused as refused:
        return refused.response
    except NotReady:
        response = problem(503, "The search is just starting. Ask again in a few seconds.")
        response["Retry-After"] = "5"
        return response


def _open(response: HttpResponseBase) -> HttpResponseBase:
    """Let scripts of every site read an answer; search engines shall show the pages instead."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _preflight() -> HttpResponse:
    """Return what may be asked from another site."""
    headers = {
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": ACCEPTED,
        "Access-Control-Max-Age": DAY,
    }
    return HttpResponse(status=204, headers=headers)


def _wrong_method() -> HttpResponse:
    """Return what is said to a method that would write."""
    response = problem(405, f"This data can be read, not changed. Use {METHODS}.")
    response["Allow"] = METHODS
    return response


def _counted(response: HttpResponseBase, budget: Budget) -> HttpResponseBase:
    """Say how much of the budget is left, and when it is full again."""
    window = max(1, round(limit.size / limit.per_second))
    refill = max(0, round((limit.size - budget.left) / limit.per_second))
    response["RateLimit-Policy"] = f'"data";q={limit.size};w={window}'
    response["RateLimit"] = f'"data";r={budget.left};t={refill}'
    return response
