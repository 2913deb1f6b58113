"""Wagtail's page about one's account in the admin, without a picture of oneself.

A picture of a person is one more thing to keep, and Wagtail would store it as it came: with the place where it was
taken. It is shown to nobody, because `/media/` delivers no file that belongs to no image.
"""

from typing import Any

from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, NameEmailSettingsPanel

from .person_form import PersonForm


class NameForm(PersonForm, NameEmailForm):
    """One's own name; whoever changes nothing in it is asked nothing."""

    def clean(self) -> dict[str, Any]:
        """Check what is new."""
        return super().clean() if self.has_changed() else NameEmailForm.clean(self)


class NamePanel(NameEmailSettingsPanel):
    """The panel with one's own name."""

    form_class = NameForm


class SettingsView(AccountView):
    """Name, notifications, language and looks of the admin."""

    def get_panels(self) -> list[Any]:
        """Return the panels but that of the picture, with our own one for the name."""
        kept = [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]
        return [self._own(panel) for panel in kept]

    def _own(self, panel: Any) -> Any:
        """Return our panel in the place of Wagtail's for the name."""
        if not isinstance(panel, NameEmailSettingsPanel):
            return panel
        return NamePanel(panel.request, panel.user, panel.profile)
