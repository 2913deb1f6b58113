"""The form of a deadline, grouped by what applicants ask."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

WHAT = MultiFieldPanel(
    [
        FieldPanel("title", classname="title"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("ends_at", heading=_("Last day"))]),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldRowPanel([FieldPanel("giver"), FieldPanel("amount")]),
        FieldPanel("for_whom"),
        FieldPanel("body"),
        FieldPanel("how_to_apply", widget=AdminAutoHeightTextInput),
        FieldPanel("info_url"),
    ],
    heading=_("What is it about?"),
)
FOUND = MultiFieldPanel(
    [
        FieldPanel("topics"),
        InlinePanel(
            "regions",
            panels=[FieldPanel("region")],
            label=_("place"),
            heading=_("Where must one be?"),
            max_num=20,
        ),
        FieldPanel("is_everywhere"),
        FieldPanel("published_on"),
    ],
    heading=_("How is it found?"),
)

DEADLINE_CONTENT: list[Any] = [WHAT, FOUND]
