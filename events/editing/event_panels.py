"""The form of an event, grouped by what an editor asks."""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import diff_text
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from events.models import Event
from events.recurrence.wording import in_words
from events.wishes import municipality_of, wishes_of
from network.chooser_widgets import AllianceChooser, OrganisationChooser
from network.named.floods import MOST_AT_ONCE

from .asked_panel import AskedPanel
from .event_form import EventForm
from .next_dates import next_dates


class ScheduleComparison:
    """When two versions take place, in words; asked for by the page that compares revisions."""

    is_field = True
    is_child_relation = False

    def __init__(self, old: Event, new: Event) -> None:
        self.texts = [schedule_words(event) for event in (old, new)]

    def field_label(self) -> str:
        """Return the heading."""
        return gettext("When?")

    def htmldiff(self) -> str:
        """Return what was said and what is, as HTML."""
        return diff_text(*self.texts).to_html()

    def has_changed(self) -> bool:
        """Return whether something differs."""
        return self.texts[0] != self.texts[1]


def schedule_words(event: Event) -> str:
    """Return everything about the dates of an event in one text."""
    parts = [in_words(event.schedule, wishes_of(event), get_language() or "de")]
    parts += [f"+ {key}" for key in event.extra_dates]
    parts += [f"− {key}" for key in event.removed_dates]
    for row in sorted(event.changed_dates.all(), key=lambda one: one.key):
        to = row.start.strftime("→ %Y-%m-%d %H:%M") if row.start else ""
        state = row.get_status_display() if row.status else ""
        words = (row.title, str(row.venue or ""), row.online_url, row.note, row.description)
        parts.append(" ".join(filter(None, [row.key, state, to, *words])))
    return "; ".join(filter(None, parts))


class NextDatesPanel(Panel):
    """The next dates while editing, with the button that shows them without a script."""

    class BoundPanel(Panel.BoundPanel):
        """The panel in one form."""

        template_name = "events/admin/next_dates_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add the dates as they are saved, and where they are worked out anew."""
            context = super().get_context_data(parent_context)
            event, form = self.instance, self.form
            shown = None
            if event.pk and form.before is not None and not form.is_bound:
                shown = next_dates(form.before, wishes_of(event), timezone.now(), municipality_of(event))
            viewset = Event.snippet_viewset
            dates_url = reverse(viewset.get_url_name("dates"), args=[event.pk]) if event.pk else ""
            url = reverse(viewset.get_url_name("next_dates"))
            if event.pk:
                url = f"{url}?event={event.pk}"
            return {**context, "shown": shown, "url": url, "dates_url": dates_url}

        def get_comparison(self) -> list[Callable[[Event, Event], ScheduleComparison]]:
            """Return how two versions are compared."""
            return [ScheduleComparison]


WHAT = MultiFieldPanel(
    [
        FieldPanel(
            "title", classname="title", help_text=_("As on a poster. Not the name of the organisation.")
        ),
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel(
            "description",
            help_text=_(
                "Everything else: programme, speakers, why one should come. No phone numbers of private persons."
            ),
        ),
        FieldPanel("kind"),
        FieldPanel("topics", help_text=_("At most three. Whoever subscribed to a topic gets this date.")),
        FieldPanel("image"),
        FieldPanel("language"),
    ],
    heading=_("What?"),
)
WHO = MultiFieldPanel(
    [
        FieldPanel(
            "organiser", widget=OrganisationChooser, help_text=_("Who answers for it and may change it here.")
        ),
        FieldPanel("organiser_text"),
        InlinePanel(
            "co_organisers",
            panels=[FieldPanel("organisation", widget=OrganisationChooser)],
            label=_("further organiser"),
            heading=_("Who invites with you?"),
            max_num=MOST_AT_ONCE,
            help_text=_(
                "At most twenty. They see the event in their list; only the organiser changes it. Whoever takes "
                "itself off cannot be named again without its own consent."
            ),
        ),
        FieldPanel("alliance", widget=AllianceChooser),
        FieldPanel("part_of"),
        FieldPanel("is_programme"),
    ],
    heading=_("Who invites?"),
)
WHEN = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_at")]),
        FieldRowPanel([FieldPanel("ends_on"), FieldPanel("ends_at")]),
        FieldPanel("is_all_day"),
        FieldPanel("repeats"),
        FieldPanel("every", classname="when-series"),
        FieldPanel("weekdays", classname="when-weekly"),
        FieldPanel("month_by", classname="when-monthly"),
        FieldRowPanel([FieldPanel("ordinal"), FieldPanel("month_weekday")], classname="when-monthly-weekday"),
        FieldPanel("ends", classname="when-series"),
        FieldPanel("until", classname="when-until"),
        FieldPanel("count", classname="when-count"),
        FieldPanel(
            "not_in_school_holidays",
            classname="when-series",
            help_text=_("Those of Saxony, as the office wrote them down; renewed by itself."),
        ),
        FieldPanel("not_on_public_holidays", classname="when-series"),
        FieldPanel("further"),
        FieldPanel("left_out", classname="when-series"),
        AskedPanel("drops_changes"),
        FieldPanel(
            "zone", help_text=_("Where the clock hangs. Leave it as it is unless the event is abroad.")
        ),
        NextDatesPanel(heading=_("The next dates")),
    ],
    heading=_("When?"),
    classname="when",
)
WHERE = MultiFieldPanel(
    [
        FieldPanel("attendance_mode"),
        FieldPanel(
            "venue", help_text=_("Choose a house that is known already, or create it in the same window.")
        ),
        FieldPanel("place_note"),
        FieldPanel("place_disclosure"),
        FieldPanel("place_precision"),
        FieldPanel("region"),
        FieldPanel("online_url"),
        FieldPanel("online_disclosure"),
    ],
    heading=_("Where?"),
)
FOR_WHOM = MultiFieldPanel(
    [
        FieldPanel("target_groups"),
        FieldPanel("languages"),
        FieldPanel("access", help_text=_("What the venue has already is added by itself.")),
        FieldPanel("access_note"),
    ],
    heading=_("For whom?"),
)
TO_KNOW = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("cost"), FieldPanel("cost_note")]),
        FieldPanel("info_url"),
    ],
    heading=_("What must people know?"),
)
TAKES_PLACE = MultiFieldPanel(
    [FieldPanel("status"), FieldPanel("status_note")],
    heading=_("Does it take place?"),
    help_text=_(
        "For the whole event. A single date of a series is called off under “Dates”. What was public once is not "
        "deleted: call it off, or unpublish it if it should never have been there. Subscribed calendars learn of it."
    ),
)

EDIT_HANDLER = ObjectList(
    [WHAT, WHO, WHEN, WHERE, FOR_WHOM, TO_KNOW, TAKES_PLACE, PublishingPanel()],
    base_form_class=EventForm,
)
