"""What a session may do whose account needs a second factor that was not shown: set it up or show it, nothing else.

It asks the session and not the door it came by, so that a door nobody thought of opens nothing either.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from portal.visitors import is_anonymous

from .paths import is_account_page, is_personal, with_next
from .second_factor import has_any, is_missing

# What it takes to set up a second factor or to show it, and to leave.
OPEN = frozenset(
    {
        "account_invitation",
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "account_reauthenticate_by_mail",
        "account_use_link",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


class SecondFactorMiddleware:
    """Keeps such a session out of the admin and the account, and nobody everywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; elsewhere than in the admin and the account, who asks is found out when it matters."""
        if not is_personal(request.path_info) and not is_anonymous(request):
            whole = request.user
            request.user = SimpleLazyObject(lambda: _admitted(request, whole))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Lead a session that lacks its second factor to where that is set up or shown."""
        if (
            not is_personal(request.path_info)
            or is_anonymous(request)
            or not is_missing(request, request.user)
        ):
            return None
        is_page = is_account_page(request.path_info)
        if is_page and request.resolver_match and request.resolver_match.url_name in OPEN:
            return None
        wanted = "" if is_page or request.method != "GET" else request.get_full_path()
        name = "mfa_reauthenticate" if has_any(request.user) else "mfa_index"
        return HttpResponseRedirect(with_next(name, wanted))


def _admitted(request: HttpRequest, user: Any) -> Any:
    """Return who asks, nobody where the second factor is missing."""
    return AnonymousUser() if is_missing(request, user) else user
