"""Give every request an id, and write one access line for it without personal data."""

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal import logs

access = logging.getLogger("portal.access")


class RequestIdMiddleware:
    """Names the request in every log line and in the header X-Request-ID.

    The access line holds the route's name and never the path, the query string, the address or the person:
    paths of signed links are secrets, and what people look for is their business.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with its id, and log method, route, status and milliseconds."""
        started = time.perf_counter()
        name = uuid.uuid4().hex[:16]
        token = logs.request_id.set(name)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = name
            took = (time.perf_counter() - started) * 1000
            access.info(
                "%s %s %d %.0f ms", request.method, logs.route_of(request), response.status_code, took
            )
            return response
        finally:
            logs.request_id.reset(token)
