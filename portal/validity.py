"""Until when an answer holds: the next moment at which something it shows begins, ends or expires."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

# A day ends where the people live, wherever the server stands.
BERLIN = ZoneInfo("Europe/Berlin")


def holds_until(request: HttpRequest, moment: datetime | None) -> None:
    """Say that the answer to this request changes at a moment (None: does not); the earliest one counts."""
    if moment is None:
        return
    known = getattr(request, "expires_at", None)
    request.expires_at = moment if known is None else min(known, moment)


def end_of_validity(request: HttpRequest, response: HttpResponse, now: datetime) -> datetime:
    """Return when a kept answer must be made anew: what its view said, at the latest midnight in Berlin."""
    said = (getattr(request, "expires_at", None), getattr(response, "expires_at", None))
    return min(moment for moment in (*said, next_midnight(now)) if moment is not None)


def next_midnight(now: datetime) -> datetime:
    """Return the next midnight in Berlin; a day may have 23 or 25 hours."""
    tomorrow = now.astimezone(BERLIN).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=BERLIN)
