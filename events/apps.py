"""The calendar app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """When and where."""

    name = "events"
    verbose_name = _("Calendar")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect signals and add what the calendar shows to the portal's registries."""
        from events import registration  # noqa: PLC0415 - models must be loaded first

        registration.register()
