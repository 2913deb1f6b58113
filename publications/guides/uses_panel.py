"""Where a section stands, beside its form: what is changed there changes everywhere."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from .reviews import edit_url
from .uses import Use, uses_of


def use_url(use: Use) -> str:
    """Return where what uses a section is written."""
    if use.page_id is not None:
        return reverse("wagtailadmin_pages:edit", args=[use.page_id])
    return edit_url(use.section_id or 0)


class UsesPanel(Panel):
    """The guides that show a section, and the sections that lead to it."""

    class BoundPanel(Panel.BoundPanel):
        """The list in one form."""

        template_name = "publications/guides/admin/uses_panel.html"

        def is_shown(self) -> bool:
            """Return whether the section is there already."""
            return self.instance.pk is not None and super().is_shown()

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the guides that show it and the sections that lead to it, each with where it is written."""
            found = uses_of(self.instance)
            guides = [(use, use_url(use)) for use in found if use.section_id is None]
            leading = [(use, use_url(use)) for use in found if use.section_id is not None]
            return {**super().get_context_data(parent_context), "guides": guides, "leading": leading}
