"""Whether somebody has shown lately who they are: before factors, password or address change, it must be so.

A second factor, where there is one, is the only thing that counts: a password that leaked cannot take it away.
"""

import time
from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

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
