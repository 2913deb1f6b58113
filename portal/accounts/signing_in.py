"""The last step of every door: what was shown is noted in the session, then the second factor is asked for.

All of allauth's internal functions that we call stand here, so that its updates have one place to break.
"""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from portal.models import User

from .paths import first_page

PASSWORD, MAIL = "password", "code"  # what allauth calls them


def sign_in(request: HttpRequest, user: User, shown: str, next_url: str) -> HttpResponse:
    """Return the answer to somebody who has shown their password or their mailbox: in, or on to the second factor.

    Whoever was signed in as somebody else is signed out first, with everything their session knew.
    """
    if request.user.is_authenticated and request.user.pk != user.pk:
        logout(request)
    record_authentication(request, user, shown)
    return perform_login(request, Login(user=user, redirect_url=next_url or first_page(user)))


def note_factor(request: HttpRequest, user: User, factor: Any) -> None:
    """Note a factor that was set up in this session: whoever set it up has it."""
    record_authentication(request, user, "mfa", id=factor.pk, type=factor.type, reauthenticated=True)


def note_again(request: HttpRequest, user: User, shown: str) -> None:
    """Note that somebody who is signed in has shown once more who they are."""
    record_authentication(request, user, shown, reauthenticated=True)


def passkey_options(user: User) -> dict[str, Any]:
    """Return what a browser needs to make a passkey that can also be signed in with: kept by it, behind a lock."""
    return begin_registration(user, passwordless=True)
