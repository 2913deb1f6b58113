"""Which rights an account has: Django's, except that managing accounts is for superusers alone.

Wagtail's right to manage users is a superuser's by another name: who holds it gives themselves every other right.
Whatever group it was ticked for, nobody but a superuser gets it.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend

FOR_SUPERUSERS = frozenset(
    f"{model[0]}.{action}_{model[1]}"
    for model in (("portal", "user"), ("auth", "group"), ("auth", "permission"))
    for action in ("add", "change", "delete", "view")
)


class AccountBackend(ModelBackend):
    """Passwords as in Django; rights without those over accounts and groups."""

    def _get_permissions(self, user_obj: Any, obj: Any, from_name: str) -> set[str]:
        """Return the rights from groups or from the account itself."""
        found = super()._get_permissions(user_obj, obj, from_name)
        return found if user_obj.is_superuser else found - FOR_SUPERUSERS
