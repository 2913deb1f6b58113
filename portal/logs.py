"""One line per log record, with the request it belongs to and without personal data."""

import logging
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class RequestIdFilter(logging.Filter):
    """Adds the id of the running request to every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True always; the record gains `request_id`."""
        record.request_id = request_id.get()
        return True


class LineFormatter(logging.Formatter):
    """Formats a record as `time level logger request message`."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"
        )
