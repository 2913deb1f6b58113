"""The calendar app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """When and where."""

    name = "events"
    verbose_name = _("Calendar")
    default_auto_field = "django.db.models.BigAutoField"
