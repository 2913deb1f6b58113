"""Closing an account for good: nothing in it tells any more whose it was, and what it did stays that of nobody."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils.translation import override, pgettext
from wagtail.models import Page, PageSubscription
from wagtail.users.models import UserProfile

from portal.accounts import sessions
from portal.models import User

from .disk import delete_after_commit

# A domain that never exists (RFC 2606 §2).
NOWHERE = "invalid"


class LastSuperuser(Exception):
    """Nobody could make superusers or accounts any more."""


def api_tokens() -> type[models.Model] | None:
    """Return the table of tokens for Wagtail's API, None where Wagtail has none (before 8)."""
    return apps.all_models["wagtailcore"].get("apitoken")


def check_may_leave(user: User) -> None:
    """Raise LastSuperuser where nobody else who can sign in has every right."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise LastSuperuser


@transaction.atomic
def close(user: User, now: datetime) -> int:
    """Sign somebody out everywhere, empty the account and close it; return how many devices were signed in.

    The row stays, because who decided what is looked up by it: by a number drawn at random, as "deleted person".
    Raises LastSuperuser.
    """
    check_may_leave(user)
    ended = sessions.end_all(user)
    for session in Session.objects.filter(expire_date__gt=now).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    for model in filter(None, (Authenticator, EmailAddress, PageSubscription, api_tokens())):
        model._base_manager.filter(user=user).delete()
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            delete_after_commit(profile.avatar)
        profile.delete()
    Page.objects.filter(locked_by=user).update(locked=False, locked_at=None, locked_by=None)
    user.groups.clear()
    user.user_permissions.clear()
    with override(settings.LANGUAGE_CODE):
        user.first_name = pgettext("closed account", "deleted")
        user.last_name = pgettext("closed account", "person")
    user.email = f"{user.pk}@deleted.{NOWHERE}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login, user.date_joined = None, now
    user.set_unusable_password()
    user.save()
    return ended
