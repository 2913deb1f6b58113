"""What gunicorn itself says in its log: without network addresses, and without what was asked for.

It writes both of every request that is not well-formed, and the address of one whose answer breaks in its hands.
"""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

_INVALID = re.compile(r"^Invalid request from ip=.*", re.DOTALL)


class QuietRequestFilter(logging.Filter):
    """Leaves of a record about a request only that there was one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True always; what the client sent is taken out."""
        if isinstance(record.msg, str):
            record.msg = _INVALID.sub("Invalid request", record.msg)
            if record.msg.startswith("Error handling request"):
                record.msg, record.args = "Error handling request", ()
        return True


class QuietLogger(Logger):
    """Gunicorn's log, made quiet."""

    def setup(self, cfg: Any) -> None:
        """Set the log up as gunicorn does, then make it quiet."""
        super().setup(cfg)
        self.error_log.addFilter(QuietRequestFilter())
