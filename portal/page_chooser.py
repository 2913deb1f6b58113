"""The field for choosing a page: names what was chosen as it was published."""

from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page


class PublishedNames(AdminPageChooser):
    """The field; Wagtail's names a page by its newest draft, to whoever chose it, though somebody else writes it."""

    def get_display_title(self, instance: Page) -> str:
        """Return the title that was public last; of what never was, the one it was begun with."""
        return instance.title
