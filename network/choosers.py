"""Choosers over the register and the places: what fits the field that asks, found by words."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import Locale

from network.chooser_widgets import FOR_ALLIANCE, FOR_ALLIANCE_PAGE, FOR_ORGANISATION_PAGE
from network.models.organisations import OrganisationKind
from portal import scoped_chooser


def fitting(entries: QuerySet, purpose: str) -> QuerySet:
    """Return the entries that fit a purpose, every one where none is named."""
    if purpose == FOR_ALLIANCE:
        return entries.filter(kind=OrganisationKind.ALLIANCE)
    if purpose in {FOR_ALLIANCE_PAGE, FOR_ORGANISATION_PAGE}:
        entries = entries.exclude(pages__locale=Locale.get_default())
        is_alliance = purpose == FOR_ALLIANCE_PAGE
        return (
            entries.filter(kind=OrganisationKind.ALLIANCE)
            if is_alliance
            else entries.exclude(kind=OrganisationKind.ALLIANCE)
        )
    return entries


class OrganisationList(scoped_chooser.ScopedChoiceList):
    """Entries with what tells two of the same name apart."""

    def get_object_list(self) -> QuerySet:
        """Return the entries that fit."""
        entries = super().get_object_list().select_related("seat")
        return fitting(entries, self.request.GET.get("for", ""))

    @property
    def columns(self) -> list[Column]:
        """Return name, kind and seat."""
        more = [
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("seat", label=_("Seat"), accessor="seat"),
            Column("status", label=_("Status"), accessor="get_status_display"),
        ]
        return [*super().columns, *more]


class OrganisationChooseView(OrganisationList, scoped_chooser.ChooseView):
    """The chooser of organisations."""


class OrganisationResultsView(OrganisationList, scoped_chooser.ChooseResultsView):
    """Its list after a search."""


class OrganisationChooserViewSet(scoped_chooser.ScopedChooserViewSet):
    """Chooses an entry of the register."""

    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationResultsView
    preserve_url_parameters = ["multiple", "for"]


class RegionList(scoped_chooser.ScopedChoiceList):
    """Places with what they are part of; there are two Neukirch and two Zwickau."""

    def get_object_list(self) -> QuerySet:
        """Return the places without their outlines."""
        return super().get_object_list().select_related("parent").defer("shape", "parent__shape")

    @property
    def columns(self) -> list[Column]:
        """Return name, kind and what the place is part of."""
        more = [
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("parent", label=_("Part of"), accessor="parent"),
        ]
        return [*super().columns, *more]


class RegionChooseView(RegionList, scoped_chooser.ChooseView):
    """The chooser of places."""


class RegionResultsView(RegionList, scoped_chooser.ChooseResultsView):
    """Its list after a search."""


class RegionChooserViewSet(scoped_chooser.ScopedChooserViewSet):
    """Chooses one of many thousand places."""

    choose_view_class = RegionChooseView
    choose_results_view_class = RegionResultsView
