"""The publications app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """What coalitions publish besides their members and dates."""

    name = "publications"
    verbose_name = _("Publications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add what is published to the portal's registries."""
        from publications import registration  # noqa: PLC0415 - models must be loaded first

        registration.register()
