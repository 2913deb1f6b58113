"""Which addresses know who asks, and where somebody may be led after signing in."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portal.addresses import without_language
from portal.http import areas

NEXT = REDIRECT_FIELD_NAME
LONGEST_NEXT = 500


def is_account_page(path: str) -> bool:
    """Return whether a path is one of the account's own pages, in any language."""
    return without_language(path).startswith(areas.ACCOUNTS)


def is_personal(path: str) -> bool:
    """Return whether what stands at a path always depends on who asks: the admin, the account, what members have."""
    return path.startswith(areas.ADMIN) or without_language(path).startswith((areas.ACCOUNTS, areas.MEMBERS))


def next_of(request: HttpRequest) -> str:
    """Return where a request asks to be led afterwards, "" for nowhere or for somewhere outside."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") and len(wanted) <= LONGEST_NEXT else ""


def with_next(name: str, next_url: str, *args: Any) -> str:
    """Return the address of a route that leads on to another one."""
    return led_back(reverse(name, args=args), next_url)


def led_back(address: str, next_url: str) -> str:
    """Return an address that leads on to another one afterwards, where that is short enough."""
    return (
        f"{address}?{urlencode({NEXT: next_url}, safe='/')}" if 0 < len(next_url) <= LONGEST_NEXT else address
    )


def first_page(user: Any) -> str:
    """Return where somebody begins who did not say where to: the desk, else their account."""
    return reverse("wagtailadmin_home" if user.has_perm("wagtailadmin.access_admin") else "account_home")
