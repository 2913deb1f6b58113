"""One line per log record, with the request it belongs to and without personal data."""

import logging
from contextvars import ContextVar

from django.http import HttpRequest

request_id: ContextVar[str] = ContextVar("request_id", default="-")


def route_of(request: HttpRequest) -> str:
    """Return what answered: a page type or the name of a route, "-" where there is none (static files)."""
    label = getattr(request, "route_label", "")
    match = getattr(request, "resolver_match", None)
    return label or (match.view_name or match.route if match else "") or "-"


class RequestIdFilter(logging.Filter):
    """Adds the id of the running request to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True always; the record gains `request_id`."""
        record.request_id = request_id.get()
        return True


class QuietPathFilter(logging.Filter):
    """Puts the route in place of the path, which Django logs with every error and refused form.

    Paths hold the tokens of signed links and the words people look for.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True always; arguments that are the request's path become its route."""
        path = getattr(getattr(record, "request", None), "path", None)
        if path and isinstance(record.args, tuple):
            record.args = tuple(route_of(record.request) if arg == path else arg for arg in record.args)
        return True


class LineFormatter(logging.Formatter):
    """Formats a record as `time level logger request message`."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"
        )
