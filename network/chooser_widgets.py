"""Form fields that choose an entry of the register; models name them in their panels."""

from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.widgets import AdminSnippetChooser

# What the chooser's address says: which entries fit the field that asks.
FOR_ALLIANCE = "alliance"
FOR_ALLIANCE_PAGE = "alliance-page"
FOR_ORGANISATION_PAGE = "organisation-page"


class OrganisationChooser(AdminSnippetChooser):
    """The form field of an entry; `purpose` narrows the list."""

    purpose = ""
    words = _("Choose from the register")

    def __init__(self, **kwargs: Any) -> None:
        # Models name this class in their panels, so the model is looked up when a form is made.
        super().__init__(model=apps.get_model("network", "Organisation"), **{"icon": "group", **kwargs})
        self.choose_one_text = self.words

    def get_chooser_modal_url(self) -> str:
        """Return the chooser's address with its purpose."""
        url = super().get_chooser_modal_url()
        return f"{url}?{urlencode({'for': self.purpose})}" if self.purpose else url


class AllianceChooser(OrganisationChooser):
    """Offers alliances only."""

    purpose = FOR_ALLIANCE
    words = _("Choose an alliance")


class OrganisationPageChooser(OrganisationChooser):
    """Offers what may still get an organisation's page."""

    purpose = FOR_ORGANISATION_PAGE


class AlliancePageChooser(OrganisationChooser):
    """Offers alliances that may still get a page."""

    purpose = FOR_ALLIANCE_PAGE
