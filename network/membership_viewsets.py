"""Memberships and fundings in the admin: dated rows between entries of the register."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from network.chooser_widgets import AllianceChooser
from network.columns import DayColumn
from network.models import Funding, Membership, Organisation
from network.models.memberships import MembershipKind, MembershipStatus
from network.models.organisations import OrganisationKind
from network.register_filters import boxes, one_of
from network.register_queries import entries_named
from portal.scoped_views import CreateView
from portal.scoped_viewset import ScopedViewSet

NOW = [("now", _("Today")), ("ended", _("Ended"))]


def alliances(request: HttpRequest) -> QuerySet:
    """Return the alliances of the register."""
    return Organisation.objects.filter(kind=OrganisationKind.ALLIANCE)


class DatedFilterSet(WagtailFilterSet):
    """By whether a row holds today."""

    when = one_of(_("Valid"), NOW, "by_validity")

    def by_validity(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Return the rows that hold today, or are over."""
        today = timezone.localdate()
        return rows.on(today) if value == "now" else rows.filter(until__lte=today)


class MembershipFilterSet(DatedFilterSet):
    """By alliance, role and status; an organisation comes from its form."""

    alliance = django_filters.ModelChoiceFilter(label=_("Alliance"), queryset=alliances)
    kind = boxes(_("Role"), "kind", MembershipKind.choices)
    status = boxes(_("Status"), "status", MembershipStatus.choices)
    organisation = django_filters.NumberFilter(field_name="organisation", widget=forms.HiddenInput)

    class Meta:
        model = Membership
        fields: list[str] = []


class FundingFilterSet(DatedFilterSet):
    """By alliance."""

    alliance = django_filters.ModelChoiceFilter(label=_("Alliance"), queryset=alliances)

    class Meta:
        model = Funding
        fields: list[str] = []


class PrefilledCreateView(CreateView):
    """A form in which the sides named in the address are filled in."""

    prefilled = ("organisation", "alliance")

    def get_initial_form_instance(self) -> Any:
        """Return an empty row with those entries of the register that the address names."""
        return self.model(**entries_named(self.request.GET, self.prefilled))


class MembershipCreateView(PrefilledCreateView):
    """A new membership."""


class FundingCreateView(PrefilledCreateView):
    """A new funding."""

    prefilled = ("alliance",)


class MembershipViewSet(ScopedViewSet):
    """Who belongs to whom since when; what ended stays, with its end."""

    model = Membership
    icon = "link"
    add_view_class = MembershipCreateView
    list_display = [
        "organisation",
        Column("alliance", label=_("Alliance"), sort_key="alliance__name"),
        Column("kind", label=_("Role"), accessor="get_kind_display", sort_key="kind"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        DayColumn("since", label=_("Since"), sort_key="since"),
        DayColumn("until", label=_("Until"), sort_key="until"),
        Column("confirmed_by", label=_("Confirmed by"), accessor="get_confirmed_by_display"),
    ]
    filterset_class = MembershipFilterSet
    search_fields = (
        "organisation__name",
        "organisation__short_name",
        "alliance__name",
        "alliance__short_name",
    )
    ordering = "organisation__name"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("organisation"),
                    FieldPanel(
                        "alliance",
                        widget=AllianceChooser,
                        help_text=_(
                            "An alliance may itself be a member of another one, but not in a circle."
                        ),
                    ),
                    FieldPanel("kind", help_text=_("Only members and founding members count as members.")),
                ],
                heading=_("Who takes part where?"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
                    FieldPanel("since_text"),
                    FieldPanel(
                        "status",
                        help_text=_(
                            "Who left gets an end as well; the entry stays, so that history can be asked."
                        ),
                    ),
                ],
                heading=_("Since when?"),
            ),
            MultiFieldPanel(
                [FieldPanel("decided_by"), FieldPanel("represented_by"), FieldPanel("confirmed_by")],
                heading=_("Who says so?"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "statement",
                        help_text=_("Shown on the alliance's list of members, in the member's own words."),
                    )
                ],
                heading=_("In its own words"),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the memberships with both sides."""
        return Membership.objects.select_related("organisation", "alliance")


class FundingViewSet(ScopedViewSet):
    """Who pays for what."""

    model = Funding
    icon = "calendar-check"
    add_view_class = FundingCreateView
    list_display = [
        "__str__",
        Column("alliance", label=_("Alliance"), sort_key="alliance__name"),
        Column("purpose", label=_("Purpose")),
        DayColumn("since", label=_("Since"), sort_key="since"),
        DayColumn("until", label=_("Until"), sort_key="until"),
    ]
    filterset_class = FundingFilterSet
    search_fields = ("programme", "funder_text", "funder__name", "purpose", "alliance__name")
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("programme", help_text=_("Its official name, as the notice asks for it.")),
                    FieldPanel("funder"),
                    FieldPanel("funder_text", help_text=_("Only if the funder is no entry of the register.")),
                ],
                heading=_("From whom?"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("alliance", widget=AllianceChooser),
                    FieldPanel("recipients"),
                    FieldPanel("purpose", help_text=_("One sentence. Shown on the alliance's page.")),
                ],
                heading=_("For whom and what?"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [
                            FieldPanel("since"),
                            FieldPanel("until", help_text=_("First day on which it no longer holds.")),
                        ]
                    )
                ],
                heading=_("When?"),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the fundings with alliance and funder."""
        return Funding.objects.select_related("alliance", "funder")
