"""Whether somebody has shown lately who they are: before factors, password or address change, it must be so.

A second factor, where there is one, is the only thing that counts: a password that leaked cannot take it away.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from .paths import led_back
from .second_factor import has_any

LATELY = timedelta(minutes=15)


def is_recent(request: HttpRequest, user: Any) -> bool:
    """Return whether somebody signed in or showed themselves again in the last quarter of an hour."""
    if not user.is_authenticated:
        return False
    records = get_authentication_records(request, user)
    if has_any(user):
        records = [record for record in records if record["method"] == "mfa"]
    return bool(records) and time.time() - records[-1]["at"] < LATELY.total_seconds()


class AskAgainMiddleware:
    """Leads somebody who must show again who they are to where they do so, and afterwards back.

    It stands behind allauth's own, which would keep a form that was sent until then: entries, passwords and network
    address included, readable in the database. Here the form is filled in once more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the way to the first method there is; anything else is not ours."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        where = ways[0]["url"] if ways else reverse("account_login")
        return HttpResponseRedirect(led_back(where, request.get_full_path()))
