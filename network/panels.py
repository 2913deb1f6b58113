"""The forms of the directory's pages, grouped by the questions an editor answers.

Help texts say what follows from an answer and how it is written. Panels name fields only, so that models can
use them without a circle of imports.
"""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from network.audience_choice import AudienceSelect
from network.chooser_widgets import AlliancePageChooser, OrganisationPageChooser
from network.fact_source import holds_facts


def audience_panel(name: str) -> FieldPanel:
    """Return the panel of who may see a fact."""
    return FieldPanel(name, widget=AudienceSelect)


class FactsPanel(MultiFieldPanel):
    """A group of facts; it is left out of a translation's form."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        """The group in one form."""

        @cached_property
        def children(self) -> list[Panel.BoundPanel]:
            """Return the fields, none on a translation: their formsets are not in its form."""
            if self.instance is not None and not holds_facts(self.instance):
                return []
            return super().children


class TranslationNote(HelpPanel):
    """Says on a translation where its facts are."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The note in one form."""

        def is_shown(self) -> bool:
            """Return whether the page reads its facts elsewhere."""
            return self.instance is not None and not holds_facts(self.instance)


def _entry(chooser: type) -> FactsPanel:
    """Return the panel that says whose page it is."""
    return FactsPanel(
        [
            FieldPanel(
                "organisation",
                widget=chooser,
                help_text=_(
                    "Name, legal form, seat and memberships come from the register and are changed there. "
                    "Only entries that have no page yet are offered."
                ),
            ),
        ],
        heading=_("Whose page is it?"),
    )


TITLE = FieldPanel(
    "title",
    classname="title",
    help_text=_("Left empty, it is the name in the register. Write it as you are known, without “e. V.”."),
)

WHAT = MultiFieldPanel(
    [
        TITLE,
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
        FieldPanel(
            "story",
            help_text=_(
                "As long as you like: how you work, for whom, with whom. Say “you” to your readers. "
                "No phone numbers or addresses here: they stand below, each with who may see it."
            ),
        ),
    ],
    heading=_("What do you do?"),
)

TOPICS = FactsPanel(
    [
        FieldPanel(
            "topics",
            help_text=_(
                "Three to five that people would filter by. A topic is missing? Tell the coordination office."
            ),
        ),
    ],
    heading=_("Which topics?"),
)

FOR_WHOM = FactsPanel(
    [
        FieldPanel(
            "target_groups",
            help_text=_("Tick only whom you really reach; each is a filter in the directory."),
        ),
        FieldPanel("languages", help_text=_("In which somebody can talk to you, not those of your flyers.")),
    ],
    heading=_("For whom?"),
)

WHERE = FactsPanel(
    [
        InlinePanel(
            "addresses",
            label=_("address"),
            heading=_("Addresses"),
            max_num=10,
            help_text=_(
                "“How exactly” decides what everybody sees of it, on the map, too. If nobody may see your only "
                "address, the directory shows you by your district."
            ),
        ),
        InlinePanel(
            "served_areas",
            label=_("area"),
            heading=_("Areas you work in"),
            max_num=60,
            help_text=_("Whoever filters by one of these places finds you, wherever your seat is."),
        ),
        FieldPanel(
            "reach",
            help_text=_(
                "“Statewide” is found under every place, after those who work just there; "
                "“mobile” and “online” are filters of their own."
            ),
        ),
        FieldPanel("accessibility"),
        FieldPanel(
            "accessibility_note", help_text=_("What is not so simple: “Two steps, we help with a ramp.”")
        ),
    ],
    heading=_("Where?"),
)

REACHED = FactsPanel(
    [
        InlinePanel(
            "contact_points",
            label=_("contact"),
            heading=_("Contacts"),
            max_num=20,
            help_text=_(
                "In the order in which people should try them. Each has its own audience; a person's name has a "
                "second one and needs that person's consent."
            ),
        ),
    ],
    heading=_("How are you reached?"),
)

OFFERS = FactsPanel(
    [
        InlinePanel(
            "offers",
            label=_("offer"),
            heading=_("Offers"),
            max_num=60,
            help_text=_(
                "Each is found by itself. What no longer exists is set to “Ended”, not removed: "
                "guides and dates may refer to it."
            ),
        ),
    ],
    heading=_("What do you offer?"),
)

HOURS = FactsPanel(
    [
        InlinePanel(
            "opening_hours",
            label=_("opening hours"),
            heading=_("Opening hours"),
            max_num=42,
            help_text=_("One line per stretch of time. “Reachable now” in the search follows these."),
        ),
    ],
    heading=_("When are you there?"),
)

WHO = FactsPanel(
    [
        InlinePanel(
            "milestones",
            label=_("milestone"),
            heading=_("Milestones and awards"),
            max_num=60,
            help_text=_("A year and one sentence each."),
        ),
        InlinePanel(
            "links",
            label=_("link"),
            heading=_("Links"),
            max_num=20,
            help_text=_("Reports, press, projects. Your website is a contact."),
        ),
    ],
    heading=_("Who are you?"),
)

LOGO = MultiFieldPanel([FieldPanel("logo")], heading=_("Your picture"))

ALLIANCE_GOALS = FactsPanel(
    [
        FieldPanel("fixed_rules"),
        InlinePanel(
            "goals",
            label=_("goal"),
            heading=_("Goals"),
            max_num=60,
            help_text=_("Guiding goals first, below each its intermediate goals and measures."),
        ),
        InlinePanel("yearly_focus", label=_("focus of a year"), heading=_("Focus by year"), max_num=40),
    ],
    heading=_("What do you want?"),
)

ALLIANCE_PARTNERS = FactsPanel(
    [
        InlinePanel(
            "partner_lines",
            label=_("line of partners"),
            heading=_("Further partners"),
            max_num=40,
            help_text=_(
                "Only partners that are no entries of the register, for example “citizens' initiatives of the "
                "district”. Members are kept in the register under “Memberships”."
            ),
        ),
    ],
    heading=_("Who takes part besides the members?"),
)

TRANSLATION = TranslationNote(
    content=_(
        "This is a translation: it holds text only. Contacts, addresses, offers, opening hours and topics stand on "
        "the page in the default language and are shown here by themselves."
    ),
)

CONFIRMED = FactsPanel(
    [
        FieldPanel(
            "confirmed_on",
            help_text=_(
                "Day on which somebody from the organisation last said that all of this is right; shown as “Stand”. "
                "Entries confirmed long ago are marked as possibly out of date."
            ),
        ),
    ],
    heading=_("Confirmed"),
)

ORGANISATION_CONTENT: list[Any] = [
    TRANSLATION,
    _entry(OrganisationPageChooser),
    WHAT,
    TOPICS,
    FOR_WHOM,
    WHERE,
    REACHED,
    OFFERS,
    HOURS,
    WHO,
    LOGO,
]
ALLIANCE_CONTENT: list[Any] = [
    TRANSLATION,
    _entry(AlliancePageChooser),
    WHAT,
    ALLIANCE_GOALS,
    ALLIANCE_PARTNERS,
    TOPICS,
    FOR_WHOM,
    WHERE,
    REACHED,
    OFFERS,
    HOURS,
    WHO,
    LOGO,
]
# Publishing dates and comments come from Wagtail.
ACTOR_SETTINGS: list[Any] = [CONFIRMED, *Page.settings_panels]

LISTING_CONTENT: list[Any] = [
    *Page.content_panels,
    FieldPanel("lead", help_text=_("One sentence. It is also shown where this page is linked.")),
]
