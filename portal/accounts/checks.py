"""House rules about accounts as system checks: who manages them, and that nobody is exempt on a server."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Error as CheckError
from django.core.checks import Warning as CheckWarning
from django.db import DatabaseError
from django.db.models import Q

from portal.models import User

from .backend import FOR_SUPERUSERS


def register_all() -> None:
    """Register every check."""
    register(managers_of_accounts, Tags.database)
    register(exempt_accounts, Tags.security)


def managers_of_accounts(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of groups and accounts for which a right over accounts was ticked; they do not get it, see `backend`."""
    if not databases:
        return []
    try:
        found = [*map(str, _groups()), *map(str, _accounts())]
    except DatabaseError:
        return []  # before the first migration
    if not found:
        return []
    hint = "Take the rights over accounts and groups away from them: only superusers have them."
    return [CheckWarning(f"May manage accounts: {', '.join(found)}.", hint=hint, id="portal.W010")]


def exempt_accounts(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Report accounts that production lets in without a second factor."""
    if settings.IS_PRODUCTION and (settings.SECOND_FACTOR_EXEMPT or not settings.SECOND_FACTOR_REQUIRED):
        hint = "SECOND_FACTOR_EXEMPT and SECOND_FACTOR_REQUIRED are for the demo and for tests."
        return [
            CheckError("Accounts of the office come in without a second factor.", hint=hint, id="portal.E010")
        ]
    return []


def _rights() -> list[int]:
    """Return the ids of the rights that only superusers have."""
    wanted = Q()
    for name in FOR_SUPERUSERS:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted).values_list("pk", flat=True))


def _groups() -> list[Group]:
    """Return groups for which such a right is ticked."""
    return list(Group.objects.filter(permissions__in=_rights()).distinct())


def _accounts() -> list[User]:
    """Return accounts for which such a right is ticked, superusers aside."""
    return list(User.objects.filter(user_permissions__in=_rights(), is_superuser=False).distinct())
