"""Blocks of running text."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from portal.anchors import anchor_of
from portal.pictures import is_for_everybody
from portal.registries import personal_data

from .navigation import NavigationItemBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level, with a jump mark for the table of contents."""

    def get_context(self, value: str, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `anchor`."""
        return {**super().get_context(value, parent_context), "anchor": anchor_of(value)}

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        preview_value = "Wie Sie mitmachen"
        description = _("A heading that starts a section.")


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        preview_value = "<p>Kommen Sie einfach vorbei, jeden ersten Montag um 19 Uhr.</p>"
        description = _("Paragraphs, lists and links.")


class ImageBlock(blocks.StructBlock):
    """A picture with a caption; its alternative text and credit come from the picture itself."""

    image = ImageChooserBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """Return the caption of a picture that everybody may see."""
        return super().get_searchable_content(value) if is_for_everybody(value["image"]) else []

    class Meta:
        icon = "image"
        label = _("Image")
        template = "blocks/image.html"
        description = _("A picture with a caption.")


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Who says so"), required=False, max_length=150)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"
        preview_value = {
            "text": "Wir bleiben, weil wir hier gebraucht werden.",
            "source": "Eine Patin aus Döbeln",
        }
        description = _("A quotation with its source.")


class NoticeBlock(blocks.StructBlock):
    """A notice that stands out."""

    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("info", _("For information")),
            ("ok", _("Good to know")),
            ("warn", _("Careful")),
            ("danger", _("Urgent")),
        ],
        default="info",
    )
    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link"])

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        template = "blocks/notice.html"
        preview_value = {
            "tone": "info",
            "heading": "Gut zu wissen",
            "text": "<p>Die Beratung kostet nichts.</p>",
        }
        description = _("A box that stands out from the text.")


class DetailsBlock(blocks.StructBlock):
    """A question that unfolds its answer."""

    summary = blocks.CharBlock(label=_("Question"), max_length=200)
    text = blocks.RichTextBlock(label=_("Answer"), features=TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "blocks/details.html"
        preview_value = {"summary": "Was kostet das?", "text": "<p>Nichts.</p>"}
        description = _("A question that unfolds its answer; works without JavaScript.")


class ButtonBlock(NavigationItemBlock):
    """A link that looks like a button."""

    class Meta:
        icon = "link"
        label = _("Button")
        template = "blocks/button.html"
        description = _("A link that looks like a button; one strong button per page.")


class DownloadBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(label=_("Words shown"), required=False, max_length=120)

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """Return the words of a file that everybody may have."""
        return super().get_searchable_content(value) if is_for_everybody(value["document"]) else []

    class Meta:
        icon = "download"
        label = _("Download")
        template = "blocks/download.html"
        description = _("A file to download, with its kind and size.")


class PersonalDataBlock(blocks.StaticBlock):
    """Which personal data the portal keeps, from its own record, so that a privacy notice never falls behind."""

    def render(self, value: None, context: dict[str, Any] | None = None) -> SafeString:
        """Return the record in the language of the words around it, where that is not the active one."""
        language = (context or {}).get("language")
        with override(language.code if language else get_language()):
            return super().render(value, context)

    def get_context(self, value: None, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add `entries`, by their label."""
        entries = sorted(personal_data, key=lambda entry: str(entry.label).casefold())
        return {**super().get_context(value, parent_context), "entries": entries}

    class Meta:
        icon = "lock"
        label = _("Which data we keep")
        admin_text = _(
            "Shows what the portal keeps of people, why and how long. It is written by the portal itself and always"
            " up to date. Who is responsible, your hosting and your rights belong in the text around it."
        )
        template = "blocks/personal_data.html"
        description = _("For the privacy notice: what the portal keeps of people, why and how long.")


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = HeadingBlock()
    text = TextBlock(features=TEXT_FEATURES)
    image = ImageBlock()
    quote = QuoteBlock()
    notice = NoticeBlock()
    details = DetailsBlock()
    button = ButtonBlock()
    download = DownloadBlock()


class TextPageBlock(BodyBlock):
    """The body of a page of text, which may tell which data the portal keeps."""

    personal_data = PersonalDataBlock()


class StoryBlock(blocks.StreamBlock):
    """What an organisation says about itself: text, pictures, words of its people."""

    text = TextBlock(features=["bold", "italic", "link", "ol", "ul", "h3"])
    image = ImageBlock()
    quote = QuoteBlock()
