"""Whether a password is the one of an account; the same answer, after the same work, for addresses nobody has."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.models import User

from .throttle import PASSWORDS, network_may_try


def account_of(request: HttpRequest, email: str, password: str, now: datetime) -> User:
    """Return the account that an address and a password open.

    Raises ValidationError, in the same words for a wrong password, an unknown address and a closed account; each
    of them costs one run of the password's hash (Django's backend sees to that). Tries that are too many cost none.
    """
    address = email.strip().lower()
    if not network_may_try(request) or not PASSWORDS.take(address, now):
        raise ValidationError(
            _("There were too many tries. Wait a few minutes, or let us send you a link by e-mail."),
            code="throttled",
        )
    user = authenticate(request, email=address, password=password)
    if not isinstance(user, User):
        raise ValidationError(
            _("Address and password do not fit together. Try again, or let us send you a link by e-mail."),
            code="wrong",
        )
    PASSWORDS.give_back(address)
    return user
