"""A superuser gives somebody another address: the old one hears of it, as it would from its owner's own change."""

from django.http import HttpRequest
from django.utils import timezone

from portal.models import User

from .notices import tell_old_address


def remember_address(request: HttpRequest, user: User) -> None:
    """Keep the address that an account has before the form is looked at."""
    request.address_before = user.email


def tell_of_change(request: HttpRequest, user: User) -> None:
    """Tell that address, where the account has another one now."""
    before = getattr(request, "address_before", user.email)
    if before != user.email:
        tell_old_address(user, before, timezone.now())
