"""The form of a job posting, grouped by what applicants ask."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

WHAT = MultiFieldPanel(
    [
        FieldPanel(
            "title", classname="title", help_text=_("The job, as one would look for it: no dates, no hours.")
        ),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldRowPanel([FieldPanel("employer"), FieldPanel("works_for")]),
        FieldPanel("body", help_text=_("Background, tasks, what one should bring along, what you offer.")),
    ],
    heading=_("What is it about?"),
)
WHERE = MultiFieldPanel(
    [
        InlinePanel(
            "workplaces",
            panels=[FieldRowPanel([FieldPanel("region"), FieldPanel("name")]), FieldPanel("note")],
            label=_("workplace"),
            heading=_("Workplaces"),
            max_num=10,
        ),
        FieldPanel("home_office"),
    ],
    heading=_("Where?"),
)
TERMS = MultiFieldPanel(
    [
        FieldPanel("employment"),
        FieldPanel("hours"),
        FieldPanel("pay"),
        FieldRowPanel([FieldPanel("pay_alternative"), FieldPanel("pay_grade")]),
        FieldRowPanel([FieldPanel("pay_from"), FieldPanel("pay_until"), FieldPanel("pay_per")]),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("start_note")]),
        FieldRowPanel([FieldPanel("limited_until"), FieldPanel("limit_note")]),
        FieldPanel("limit_option"),
    ],
    heading=_("On what terms?"),
)
APPLYING = MultiFieldPanel(
    [
        FieldPanel("ends_at", heading=_("Apply by")),
        FieldPanel("is_rolling"),
        FieldPanel("how_to_apply", widget=AdminAutoHeightTextInput),
        FieldPanel("papers"),
        InlinePanel(
            "contacts",
            panels=[
                FieldRowPanel([FieldPanel("purpose"), FieldPanel("kind")]),
                FieldRowPanel([FieldPanel("value"), FieldPanel("person")]),
            ],
            label=_("contact"),
            heading=_("Where applications and questions go"),
            max_num=6,
        ),
        InlinePanel(
            "interviews",
            panels=[FieldRowPanel([FieldPanel("day"), FieldPanel("note")])],
            label=_("interview date"),
            heading=_("Interviews"),
            max_num=10,
        ),
    ],
    heading=_("How does one apply?"),
)
FOUND = MultiFieldPanel([FieldPanel("topics"), FieldPanel("published_on")], heading=_("How is it found?"))

POSTING_CONTENT: list[Any] = [WHAT, WHERE, TERMS, APPLYING, FOUND]
