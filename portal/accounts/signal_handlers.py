"""What follows when somebody signs in, and when a factor comes or goes."""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete
from django.http import HttpRequest

from portal.models import User

from . import sessions
from .second_factor import FACTORS
from .signing_in import note_factor


def connect() -> None:
    """Connect every handler once."""
    user_logged_in.connect(sessions.on_sign_in, dispatch_uid="accounts-sign-in")
    authenticator_added.connect(on_factor_added, dispatch_uid="accounts-factor-added")
    post_delete.connect(on_factor_removed, sender=Authenticator, dispatch_uid="accounts-factor-removed")


def on_factor_added(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Count a factor as shown in the session that set it up."""
    if authenticator.type in FACTORS:
        note_factor(request, user, authenticator)


def on_factor_removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    """End every other session of the account: one of them may be why the factor had to go."""
    request = context.request
    here = request.session.session_key if request is not None and hasattr(request, "session") else None
    if instance.type in FACTORS:
        sessions.end_all(User(pk=instance.user_id), but=here)
