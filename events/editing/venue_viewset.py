"""Venues in the admin."""

from django.db.models import Case, Count, Q, QuerySet, When
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from events.models import Venue
from events.permissions import may_add_events, venue_rule
from events.venue_uses import used_by_others
from network.chooser_widgets import OrganisationChooser
from network.models.stewardship import acts_for
from portal.scoped_viewset import ScopedViewSet

from .asked_panel import AskedPanel
from .venue_chooser import VenueChooserViewSet
from .venue_form import VenueForm

EDIT_HANDLER = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name", classname="title"),
                AskedPanel("is_another"),
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
                FieldPanel(
                    "region",
                    help_text=_(
                        "Found by itself where postcode and town agree; filters and “near me” follow it."
                    ),
                ),
            ],
            heading=_("Where is it?"),
        ),
        MultiFieldPanel(
            [FieldPanel("access"), FieldPanel("access_note")],
            heading=_("Who can get in?"),
            help_text=_("Holds for every event there."),
        ),
        MultiFieldPanel(
            [FieldPanel("keeper", widget=OrganisationChooser)],
            heading=_("Who keeps it?"),
            help_text=_("Once others use it, only the editors and the coordination office change it."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("lat"), FieldPanel("lon")])],
            heading=_("On the map"),
            help_text=_("As a map shows it with a click on the house: 50.718, 12.496. Empty: by its town."),
        ),
    ],
    base_form_class=VenueForm,
)


def changed_by(venue: Venue) -> str:
    """Return whom those who keep a venue ask for a change, where they may not change it."""
    return gettext("Others use it: ask the coordination office.") if venue.is_shared else ""


class VenueViewSet(ScopedViewSet):
    """Places where things take place; a steward sees what may be known, and changes what only own dates use."""

    model = Venue
    icon = "home"
    menu_label = _("Venues")
    row_rule = staticmethod(venue_rule)
    may_add = staticmethod(may_add_events)
    chooser_viewset_class = VenueChooserViewSet
    chooser_per_page = 20
    edit_handler = EDIT_HANDLER
    list_display = [
        "name",
        Column("street", label=_("Street"), sort_key="street"),
        Column("town", label=_("Town"), sort_key="town"),
        Column("region", label=_("Municipality"), sort_key="region__name"),
        Column("keeper", label=_("Kept by"), sort_key="keeper__name"),
        Column("event_count", label=_("Events"), sort_key="event_count"),
        Column("changed_by", label=_("Changes"), accessor=changed_by),
    ]
    search_fields = ("name", "street", "town", "postcode")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the venues with how often they are used, and whether own ones are used by others."""
        mine = acts_for(request.user)
        rows = Venue.objects.select_related("region", "keeper").defer("region__shape")
        return rows.annotate(
            event_count=Count("events"),
            is_shared=Case(When(Q(keeper__in=mine) & used_by_others(mine), then=True), default=False),
        )
