"""How many files one network may have made: what is kept already, and a 304 of it, costs nothing.

One address that thousands subscribe to is made once and kept for all of them; filters that somebody makes up are
made one by one, each with hundreds of events, and remembered by their address.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.http.rate_limit import RateLimit

# A list has up to 2,000 events, like a file of the directory; an event or a date is one.
OF_LIST, OF_ONE = 5.0, 1.0
PLAIN = "text/plain; charset=utf-8"

limit = RateLimit(settings.DATA_REQUESTS_AT_ONCE, settings.DATA_REQUESTS_PER_SECOND)


class TooMany(Exception):
    """A network has had its files; `wait` says for how many seconds it gets no further one."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def spend(request: HttpRequest, cost: float) -> None:
    """Take what making a file costs from the budget of a network; raises TooMany."""
    budget = limit.take(request, cost)
    if not budget.allowed:
        raise TooMany(budget.wait)


def too_many(refused: TooMany) -> HttpResponse:
    """Return when to come back, in words and for programs, which then keep the file they have (RFC 6585 §4)."""
    text = _("Too many different calendars in a short time. Please come back in %(seconds)s seconds.")
    response = HttpResponse(f"{text % {'seconds': refused.wait}}\n", status=429, content_type=PLAIN)
    response["Retry-After"] = str(refused.wait)
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Retry-After"
    return response
