"""The form of an infopost, grouped by what a press officer asks."""

from typing import Any

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from network.chooser_widgets import OrganisationChooser
from network.named.floods import MOST_AT_ONCE

WHAT = MultiFieldPanel(
    [
        FieldPanel("title", classname="title", help_text=_("The heading, as a newspaper would write it.")),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_on")]),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel(
            "body",
            help_text=_(
                "What matters most comes first. No phone numbers of private persons: readers find your contacts."
            ),
        ),
        FieldPanel(
            "image",
            help_text=_(
                "Stands above the text and in the share kit. Its alternative text goes along, so describe it well."
            ),
        ),
    ],
    heading=_("What do you say?"),
)
WHO = MultiFieldPanel(
    [
        InlinePanel(
            "co_authors",
            panels=[FieldPanel("organisation", widget=OrganisationChooser)],
            label=_("further author"),
            heading=_("Who says it with you?"),
            max_num=MOST_AT_ONCE,
            help_text=_(
                "Only organisations that agreed to this text, at most twenty. It stands on their pages, too; whoever "
                "takes itself off cannot be named again without its own consent."
            ),
        ),
    ],
    heading=_("Who?"),
)
ABOUT = MultiFieldPanel(
    [
        FieldPanel("topics", help_text=_("At most three. Whoever follows a topic finds it there.")),
        InlinePanel(
            "regions",
            panels=[FieldPanel("region")],
            label=_("place"),
            heading=_("Where?"),
            max_num=20,
            help_text=_("A town or a district. None: it is of interest everywhere."),
        ),
        InlinePanel(
            "dates",
            panels=[FieldPanel("event")],
            label=_("date"),
            heading=_("Which dates belong to it?"),
            max_num=10,
        ),
        InlinePanel(
            "guides",
            panels=[FieldPanel("guide", widget=Select)],
            label=_("guide"),
            heading=_("Which guides belong to it?"),
            max_num=5,
        ),
    ],
    heading=_("What is it about?"),
)

INFOPOST_CONTENT: list[Any] = [WHAT, WHO, ABOUT]
