"""The form of every page of the portal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from portal.body_length import too_long
from portal.chosen_references import ChosenReferences
from portal.ground import reason_to_stay
from portal.reserved_addresses import is_reserved

RESERVED = _(
    "“%(slug)s” is the address of another part of the portal here, so nobody could open this page. "
    "Choose another one, for example “%(example)s”."
)


class BasePageForm(ChosenReferences, WagtailAdminPageForm):
    """Refuses an address that leads elsewhere, texts that nobody can load, and an end for what carries the portal."""

    def clean(self) -> dict[str, Any]:
        """Refuse a slug whose address is taken, a day on which the portal would lose its ground, and long texts."""
        cleaned = super().clean()
        if cleaned.get("expire_at") and self.instance.pk and (reason := reason_to_stay([self.instance])):
            self.add_error("expire_at", reason)
        for name, reason in too_long(self._meta.model, cleaned):
            self.add_error(name, reason)
        slug = cleaned.get("slug")
        if slug and is_reserved(self.parent_page, slug):
            words = {"slug": slug, "example": f"{slug.lstrip('_')}-2"}
            self.add_error("slug", ValidationError(RESERVED, params=words))
        return cleaned
