"""What a section is made of, and how a guide puts sections in order."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from network.languages import LANGUAGE_CHOICES
from portal.blocks.body import TEXT_FEATURES, DownloadBlock, ImageBlock, NoticeBlock, TextBlock

from .offer_chooser import OfferBlock

SHORT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
SECTION = "publications.GuideSection"


class LineBlock(blocks.CharBlock):
    """A line of a list. Wagtail shows no label for what stands in a list, so the field says what it is."""

    # What is stored is a CharBlock.
    canonical_module_path = "wagtail.blocks.CharBlock"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.field.widget.attrs["aria-label"] = self.meta.label


class StepBlock(blocks.StructBlock):
    """One thing to do, with what to tick off on the way."""

    title = blocks.CharBlock(label=_("What to do"), max_length=150)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES, required=False)
    checks = blocks.ListBlock(
        LineBlock(label=_("To tick off"), max_length=250), label=_("Checklist"), default=[]
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """Steps in their order."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("What to do, one thing after the other, in large type.")


class ChecklistBlock(blocks.StructBlock):
    """Things to tick off in any order; ticks stay with the reader."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    items = blocks.ListBlock(LineBlock(label=_("To tick off"), max_length=250), label=_("Items"))

    class Meta:
        icon = "tick"
        label = _("Checklist")
        description = _(
            "Things to tick off. Ticks are never sent; only emergency kits keep them, on the reader's device."
        )


class PhrasesBlock(blocks.StructBlock):
    """Sentences to say aloud, word for word."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    phrases = blocks.ListBlock(
        LineBlock(label=_("Sentence"), max_length=300), label=_("Sentences"), min_num=1
    )

    class Meta:
        icon = "openquote"
        label = _("What to say")
        description = _("Sentences to say or to show. They stand on the emergency card, too.")


class RefusalsBlock(blocks.StructBlock):
    """What nobody should sign, or do, before somebody has advised them."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    refusals = blocks.ListBlock(
        LineBlock(label=_("What not to sign"), max_length=300), label=_("What not to sign"), min_num=1
    )

    class Meta:
        icon = "warning"
        label = _("What not to sign")
        description = _("What can do harm. It stands on the emergency card, too.")


class AnswerBlock(blocks.StructBlock):
    """An answer, and the section in which to read on."""

    answer = blocks.CharBlock(label=_("Answer"), max_length=150)
    text = blocks.RichTextBlock(label=_("What follows from it"), features=SHORT_FEATURES, required=False)
    section = SnippetChooserBlock(SECTION, label=_("Read on in"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    """A question whose answers lead to the right section."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answers = blocks.ListBlock(AnswerBlock(), label=_("Answers"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Question that leads on")
        description = _("Each answer leads to the section that is meant for it.")


class ContactBlock(blocks.StructBlock):
    """Somebody who helps: an offer or a whole organisation, read from its page whenever it is shown."""

    offer = OfferBlock(label=_("Offer"))
    organisation = SnippetChooserBlock(
        "network.Organisation",
        label=_("Organisation"),
        required=False,
        help_text=_("Only where no single offer is meant."),
    )
    note = blocks.CharBlock(
        label=_("What to know before"),
        required=False,
        max_length=250,
        help_text=_("For example: say the file number first. No phone numbers: they come from the page."),
    )

    def clean(self, value: Any) -> Any:
        """Ask for an offer or an organisation."""
        cleaned = super().clean(value)
        if bool(cleaned["offer"]) == bool(cleaned["organisation"]):
            error = ValidationError(_("Choose either an offer or an organisation."))
            raise blocks.StructBlockValidationError(block_errors={"offer": error})
        return cleaned

    class Meta:
        icon = "group"
        label = _("Contact")


class ContactsBlock(blocks.StructBlock):
    """Who helps."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=150)
    contacts = blocks.ListBlock(ContactBlock(), label=_("Contacts"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Contacts")
        description = _("Offers of organisations. A number that changes on their page changes here.")


class SourceBlock(blocks.StructBlock):
    """Where something stands."""

    title = blocks.CharBlock(label=_("What it is"), max_length=250)
    url = blocks.URLBlock(label=_("Web address"), required=False)

    class Meta:
        icon = "link"
        label = _("Source")


class SourcesBlock(blocks.StructBlock):
    """What the text rests on."""

    sources = blocks.ListBlock(SourceBlock(), label=_("Sources"), min_num=1)

    class Meta:
        icon = "openquote"
        label = _("Sources")
        description = _("Laws, decisions, other people's texts.")


class SectionBodyBlock(blocks.StreamBlock):
    """The body of a section."""

    text = TextBlock(features=TEXT_FEATURES)
    steps = StepsBlock()
    checklist = ChecklistBlock()
    phrases = PhrasesBlock()
    refusals = RefusalsBlock()
    question = QuestionBlock()
    contacts = ContactsBlock()
    notice = NoticeBlock()
    image = ImageBlock()
    download = DownloadBlock()
    sources = SourcesBlock()


class ChapterWordsBlock(blocks.StructBlock):
    """The words of a chapter in another language than that of the page."""

    language = blocks.ChoiceBlock(label=_("Language"), choices=LANGUAGE_CHOICES)
    heading = blocks.CharBlock(label=_("Heading"), max_length=150)
    intro = blocks.RichTextBlock(label=_("Introduction"), features=SHORT_FEATURES, required=False)

    class Meta:
        icon = "globe"
        label = _("Words in another language")


class TitleWordsBlock(blocks.StructBlock):
    """What stands above a guide, in another language than that of the page."""

    language = blocks.ChoiceBlock(label=_("Language"), choices=LANGUAGE_CHOICES)
    title = blocks.CharBlock(label=_("Title"), max_length=255)
    summary = blocks.CharBlock(label=_("In one or two sentences"), max_length=300, required=False)
    for_whom = blocks.CharBlock(label=_("For whom, in words"), max_length=150, required=False)
    urgent_heading = blocks.CharBlock(label=_("Question above the number"), max_length=100, required=False)

    class Meta:
        icon = "globe"
        label = _("Title in another language")


class TitleWordsStream(blocks.StreamBlock):
    """What stands above a guide, in other languages."""

    title = TitleWordsBlock()


class ChapterBlock(blocks.StructBlock):
    """A chapter: its heading and the sections in it, in their order."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=150)
    intro = blocks.RichTextBlock(label=_("Introduction"), features=SHORT_FEATURES, required=False)
    sections = blocks.ListBlock(SnippetChooserBlock(SECTION, label=_("Section")), label=_("Sections"))
    words = blocks.ListBlock(
        ChapterWordsBlock(), label=_("Heading in other languages"), default=[], collapsed=True
    )

    class Meta:
        icon = "folder-open-inverse"
        label = _("Chapter")


class ChaptersBlock(blocks.StreamBlock):
    """The chapters of a guide."""

    chapter = ChapterBlock()


class UrgentBlock(blocks.StreamBlock):
    """Whom to call at once, above everything else."""

    contact = ContactBlock()
