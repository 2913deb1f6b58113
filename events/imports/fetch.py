"""A feed is asked for and comes as a whole, or not at all and with a reason."""

import http.client
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from django.conf import settings

from portal.slugs import german_slug

from .answers import MOVED, calendar, charset, location, trouble_of, validator
from .guard import CheckedUrl, check_address, check_redirect
from .pinned import (
    Connect,
    Deadline,
    Limits,
    Outside,
    Resolver,
    TooManyBytes,
    asked,
    system_connect,
    system_resolver,
    system_trust,
)
from .troubles import FeedRefused, FetchFailed, Trouble

USUAL = Limits()


@dataclass(frozen=True)
class Fetched:
    """A calendar that arrived completely, and the address that gave it; `charset` is what the site claims, or empty.

    `etag` and `last_modified` are for the next question; empty where another site answered than was asked.
    """

    body: bytes
    url: CheckedUrl
    charset: str = ""
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class NotModified:
    """The calendar is still the one of which the validators were sent."""

    url: CheckedUrl


def fetch(  # noqa: PLR0913 - what is asked, how much it may cost, and the three ways out of the process
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limits: Limits = USUAL,
    resolver: Resolver = system_resolver,
    connect: Connect = system_connect,
    trust: ssl.SSLContext | None = None,
) -> Fetched | NotModified:
    """Return the calendar at an address, or that it has not changed since it had these validators.

    Raises `FeedRefused` where somebody must change the feed, `FetchFailed` where it may work another time.
    """
    outside = Outside(resolver, connect, trust or system_trust())
    deadline = Deadline(limits.total_seconds)
    first = current = check_address(url, allow_http=limits.allow_http)
    validators = {"If-None-Match": validator(etag), "If-Modified-Since": validator(last_modified)}
    for _hop in range(limits.redirects + 1):
        # What one site said about its file means nothing to another one, and is none of its business.
        known = {name: value for name, value in validators.items() if value and current.host == first.host}
        answer = _ask(current, known, deadline, limits, outside)
        if isinstance(answer, Fetched) and answer.url.host != first.host:
            return Fetched(answer.body, answer.url, answer.charset)
        if not isinstance(answer, CheckedUrl):
            return answer
        current = answer
    raise FetchFailed(Trouble.IN_CIRCLES)


def _ask(
    url: CheckedUrl, known: Mapping[str, str], deadline: Deadline, limits: Limits, outside: Outside
) -> Fetched | NotModified | CheckedUrl:
    """Return what one site answers, or where it sends us on to; every way to break off becomes a trouble."""
    try:
        with asked(url, _headers() | known, deadline, limits, outside) as response:
            return _understood(response, url, known, limits)
    except TooManyBytes:
        raise FeedRefused(Trouble.TOO_LARGE) from None
    except TimeoutError:
        raise FetchFailed(Trouble.SLOW) from None
    except OSError:
        raise FetchFailed(Trouble.UNREACHABLE) from None
    # The reader of the standard library lets a piece of negative length through to the file below.
    except (http.client.HTTPException, ValueError):
        raise FetchFailed(Trouble.ODD_ANSWER) from None


def _understood(
    response: http.client.HTTPResponse, url: CheckedUrl, known: Mapping[str, str], limits: Limits
) -> Fetched | NotModified | CheckedUrl:
    """Return what an answer means."""
    if response.status in MOVED and response.getheader("Location"):
        return check_redirect(url, location(response), allow_http=limits.allow_http)
    if response.status == HTTPStatus.NOT_MODIFIED and known:
        return NotModified(url)
    if response.status != HTTPStatus.OK:
        raise trouble_of(response, datetime.now(UTC))
    return Fetched(
        body=calendar(response, limits.most_bytes),
        url=url,
        charset=charset(response),
        etag=validator(response.getheader("ETag", "")),
        last_modified=validator(response.getheader("Last-Modified", "")),
    )


def _headers() -> dict[str, str]:
    """Return what the portal says about itself; who runs the site finds out whom to ask."""
    name = german_slug(settings.WAGTAIL_SITE_NAME)
    home = settings.WAGTAILADMIN_BASE_URL.encode("ascii", "ignore").decode()
    return {
        "User-Agent": f"{name}/1.0 (calendar import; +{home})",
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
    }
