"""The form of a guide, grouped by the questions its editor answers."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from network.chooser_widgets import OrganisationChooser
from network.panels import FactsPanel, TranslationNote

URGENT = MultiFieldPanel(
    [FieldPanel("urgent_heading"), FieldPanel("urgent")],
    heading=_("Whom to call at once?"),
    help_text=_("Stands above everything else, with its number in large type. Most guides need none."),
)


def guide_content(urgent: MultiFieldPanel) -> list[Panel]:
    """Return the panels of a guide, among them those of whom to call at once."""
    return [
        TranslationNote(
            content=_("Topics, places and for whom it is meant stand on the page in the original language.")
        ),
        FieldPanel("title", classname="title"),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel("for_whom"),
        urgent,
        FieldPanel(
            "chapters",
            help_text=_(
                "A section may stand in several guides: what is changed in it changes in all of them. "
                "In the languages in which a section has a version, the guide shows that version."
            ),
        ),
        FieldPanel("title_words"),
        FieldPanel("is_no_advice"),
        FactsPanel(
            [
                FieldPanel("target_groups"),
                FieldPanel("topics"),
                InlinePanel(
                    "makers",
                    panels=[FieldPanel("organisation", widget=OrganisationChooser)],
                    label=_("organisation"),
                    heading=_("Worked out by"),
                    max_num=20,
                    help_text=_("Who worked it out comes first, then those who helped."),
                ),
                InlinePanel(
                    "regions",
                    label=_("place"),
                    heading=_("Places"),
                    max_num=20,
                    help_text=_("Only where it holds there alone; without a place it holds everywhere."),
                ),
            ],
            heading=_("For whom, about what, where?"),
        ),
    ]


GUIDE_CONTENT = guide_content(URGENT)
GUIDE_SETTINGS = [*Page.settings_panels, FieldPanel("in_charge")]
