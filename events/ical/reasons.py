"""Why something was refused or mended: English to read in a log, and a message to translate in a page."""

from typing import Any


def gettext_noop(message: str) -> str:
    """Return the message unchanged; the name lets makemessages find it without Django being imported here."""
    return message


class Reason(str):
    """A sentence, and the `message` with named `params` it was made of, for gettext where it is shown."""

    message: str
    params: dict[str, Any]

    def __new__(cls, message: str, **params: Any) -> "Reason":
        """Return the sentence with its parameters filled in."""
        made = super().__new__(cls, message % params if params else message)
        made.message = message
        made.params = params
        return made


class CalendarError(ValueError):
    """The file as a whole cannot be read: in which line (from 1; 0 is the whole), what is wrong, what to do."""

    def __init__(self, reason: Reason, line: int = 0) -> None:
        """Keep the reason and its place."""
        super().__init__(f"line {line}: {reason}" if line else str(reason))
        self.reason = reason
        self.line = line


class Refused(Exception):
    """One component cannot be read; the others can."""

    def __init__(self, line: int, reason: Reason) -> None:
        """Keep the reason and its place."""
        super().__init__(str(reason))
        self.line = line
        self.reason = reason
