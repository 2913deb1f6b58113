"""The directory and the pages of organisations below it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.panels import LISTING_CONTENT, ORGANISATION_CONTENT
from portal.models import BasePage

from .actors import ActorPage


class DirectoryPage(BasePage):
    """The directory of everybody who takes part: searched, filtered, on a map."""

    lead = models.CharField(_("sentence below the heading"), max_length=250, blank=True)

    content_panels = LISTING_CONTENT
    parent_page_types = ["portal.HomePage"]
    subpage_types = ["network.OrganisationPage"]
    max_count_per_parent = 1
    template = "network/directory_page.html"
    is_ground = True

    @property
    def summary(self) -> str:
        """Return the sentence below the heading."""
        return self.lead

    class Meta:
        verbose_name = _("directory")


class OrganisationPage(ActorPage):
    """The page an organisation keeps about itself."""

    content_panels = ORGANISATION_CONTENT
    parent_page_types = ["network.DirectoryPage"]
    template = "network/organisation_page.html"

    class Meta:
        verbose_name = _("page of an organisation")
        verbose_name_plural = _("pages of organisations")
