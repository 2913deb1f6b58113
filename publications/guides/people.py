"""Who may be in charge of a section or guide: whoever may write sections."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

RIGHT = "publications.change_guidesection"


def writers() -> QuerySet:
    """Return the active accounts that may change sections of guides, by address."""
    app, codename = RIGHT.split(".")
    permission = Permission.objects.filter(content_type__app_label=app, codename=codename)
    given = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission) | Q(is_superuser=True)
    accounts = get_user_model()._default_manager
    keys = accounts.filter(given, is_active=True).values("pk")
    return accounts.filter(pk__in=keys).order_by("email")
