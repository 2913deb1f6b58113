"""Wagtail's page about one's account in the admin, without a picture of oneself.

A picture of a person is one more thing to keep, and Wagtail would store it as it came: with the place where it was
taken. It is shown to nobody, because `/media/` delivers no file that belongs to no image.
"""

from typing import Any

from wagtail.admin.views.account import AccountView, AvatarSettingsPanel


class SettingsView(AccountView):
    """Name, notifications, language and looks of the admin."""

    def get_panels(self) -> list[Any]:
        """Return the panels but that of the picture."""
        return [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]
