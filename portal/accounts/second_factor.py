"""Who must have a second factor, who has one, and whether a session has shown it."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from portal.registries import guarded_permissions

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required(user: Any) -> bool:
    """Return whether somebody comes in with a second factor only: superusers, and whoever holds a guarded right.

    No query beyond the rights themselves, which every view of the admin reads anyway.
    """
    if not settings.SECOND_FACTOR_REQUIRED or user.email in settings.SECOND_FACTOR_EXEMPT:
        return False
    return user.is_superuser or any(user.has_perm(name) for names in guarded_permissions for name in names)


def has_any(user: Any) -> bool:
    """Return whether somebody has set up an app or a passkey; codes for emergencies alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def was_shown(request: HttpRequest, user: Any) -> bool:
    """Return whether somebody has shown a second factor in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def is_missing(request: HttpRequest, user: Any) -> bool:
    """Return whether a signed-in session lacks the second factor that its account must have."""
    return user.is_authenticated and not was_shown(request, user) and is_required(user)
