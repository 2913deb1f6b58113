"""The search app."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    """Finding."""

    name = "search"
    verbose_name = pgettext_lazy("name of the app", "Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the journal of changes and add the search to the portal's registries."""
        from search import registration  # noqa: PLC0415 - models must be loaded first

        registration.register()
