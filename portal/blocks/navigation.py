"""Links in menus and footers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from portal.named_pages import is_named
from portal.page_chooser import PublishedNames


class LinkValue(blocks.StructValue):
    """A link to a page or to an address, with the words shown for it."""

    @property
    def text(self) -> str:
        """Return the label, else the title of the page; what not everybody may read under it is named by its kind."""
        page = self.get("page")
        if label := self.get("label"):
            return label
        if page is None:
            return self.get("url", "")
        return page.title if is_named(page) else str(page.page_type_display_name)


class PageBlock(blocks.PageChooserBlock):
    """A page, in the editor under the title it was published with."""

    @cached_property
    def widget(self) -> PublishedNames:
        """Return the chooser."""
        return PublishedNames(target_models=self.target_models, can_choose_root=self.can_choose_root)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return the block as migrations know it: they store the same."""
        _name, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs


class NavigationItemBlock(blocks.StructBlock):
    """One link: a page of the portal or an address elsewhere."""

    page = PageBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=pgettext_lazy("of a web page", "Address"),
        required=False,
        help_text=_("Instead of a page: https://…, mailto:… or a path such as /stellen/"),
    )
    label = blocks.CharBlock(
        label=_("Words shown"), required=False, max_length=60, help_text=_("Empty: the page's title.")
    )

    def clean(self, value: Any) -> Any:
        """Ask for a page or an address with a safe scheme, and for words where there is no page."""
        cleaned = super().clean(value)
        url = cleaned.get("url") or ""
        if bool(cleaned.get("page")) == bool(url):
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError(_("Choose a page or give an address."))}
            )
        if url and not url.startswith(("https://", "http://", "mailto:", "tel:", "/")):
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("Start with https://, mailto:, tel: or /."))}
            )
        if url and not cleaned.get("label"):
            raise blocks.StructBlockValidationError(
                block_errors={"label": ValidationError(_("Say what the link is called."))}
            )
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue


class FooterColumnBlock(blocks.StructBlock):
    """A column of the footer: heading and links."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=60)
    links = blocks.ListBlock(NavigationItemBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")
