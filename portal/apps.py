"""The portal app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The site itself."""

    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the signals that record changes, and register what the portal itself adds."""
        # Models must be loaded first.
        from portal import checks, housekeeping, retention, signal_handlers, sitemap  # noqa: PLC0415
        from portal.accounts import checks as account_checks  # noqa: PLC0415
        from portal.accounts import housekeeping as account_housekeeping  # noqa: PLC0415
        from portal.accounts import signal_handlers as account_signals  # noqa: PLC0415
        from portal.deadlines import registration as deadlines  # noqa: PLC0415
        from portal.personal_data import registration as personal_data  # noqa: PLC0415
        from portal.views import health  # noqa: PLC0415
        from portal.worklist import registration as worklist  # noqa: PLC0415

        signal_handlers.connect()
        account_signals.connect()
        checks.register_all()
        account_checks.register_all()
        modules = (
            housekeeping,
            retention,
            sitemap,
            health,
            account_housekeeping,
            worklist,
            personal_data,
            deadlines,
        )
        for module in modules:
            module.register()
