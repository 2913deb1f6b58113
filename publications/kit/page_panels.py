"""The form of an emergency kit: that of a guide, with numbers for every place."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from publications.guides.page_panels import guide_content

NUMBERS = MultiFieldPanel(
    [
        FieldPanel("urgent_heading"),
        FieldPanel("urgent"),
        FieldPanel("fallback_number"),
        FieldPanel("fallback_words"),
    ],
    heading=_("Whom to call at once?"),
    help_text=_(
        "Offers whose organisations work in one place come first for people there; whoever works in the whole state "
        "comes first for everybody else. Numbers and places are read from the pages of the organisations."
    ),
)

KIT_CONTENT = guide_content(NUMBERS)
