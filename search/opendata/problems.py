"""What a program is told when it cannot have what it asked for: problem details (RFC 9457), in English.

They are for developers, as are field names and the description of the interface, so they are not translated.
"""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

PROBLEM = "application/problem+json"


class Refused(Exception):
    """The request cannot be answered as it is; `response` says why and what to do instead."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """Return an answer that explains itself; `errors` name parameters and what to write instead."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=PROBLEM, headers={"Content-Language": "en"})


def wrong(parameter: str, detail: str, remedy: str, status: int = 400) -> Refused:
    """Return the refusal of one parameter, with what to do about it."""
    error = {"parameter": parameter, "detail": detail, "remedy": remedy}
    return Refused(problem(status, f"{parameter}: {detail} {remedy}", [error]))
