"""Pages that list what lies elsewhere: nothing stands below them by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.panels import LISTING_CONTENT
from portal.models import BasePage


class ListPage(BasePage):
    """The list of a kind of published things, filled by `publications.lists`.

    Wagtail gives every type a template of its own name, so each takes this one by `template = ListPage.template`.
    """

    lead = models.CharField(_("sentence below the heading"), max_length=250, blank=True)

    content_panels = LISTING_CONTENT
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "publications/lists/list_page.html"
    is_ground = True

    @property
    def summary(self) -> str:
        """Return the sentence below the heading."""
        return self.lead

    class Meta:
        abstract = True
