"""The network app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Who belongs together."""

    name = "network"
    verbose_name = _("Network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signals and add what the network shows to the portal's registries."""
        from network import registration  # noqa: PLC0415 - models must be loaded first

        registration.register()
