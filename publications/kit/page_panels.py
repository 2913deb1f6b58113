"""The form of an emergency kit: that of a guide, with numbers for every place."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from publications.guides.page_panels import GUIDE_CONTENT

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


def _with_numbers(panels: Sequence[Any]) -> Iterator[Any]:
    """Yield the panels of a guide, those of its urgent contacts replaced."""
    for panel in panels:
        names = [getattr(child, "field_name", "") for child in getattr(panel, "children", ())]
        yield NUMBERS if "urgent" in names else panel


KIT_CONTENT = [*_with_numbers(GUIDE_CONTENT)]
