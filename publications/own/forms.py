"""The form of what an organisation publishes."""

from typing import Any

from network.access.page_rights import is_free
from portal.page_form import BasePageForm


class OwnPageForm(BasePageForm):
    """Offers what is the office's to the office alone; the address follows from the title unless told otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.path:
            self.instance.is_to_stand_below(self.parent_page)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if not is_free(self.for_user, self.instance if self.instance.path else self.parent_page):
            for name in self.instance.office_fields:
                self.fields.pop(name, None)

    def clean_slug(self) -> str:
        """Return the slug; left empty, it stays as it is, and a new page gets one from its title."""
        return self.cleaned_data["slug"] or self.instance.slug
