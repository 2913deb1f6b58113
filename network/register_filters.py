"""The filters beside the register's list."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from network import register_queries as queries
from network.models import Organisation, Region
from network.models.organisations import LegalForm, OrganisationKind, OrganisationStatus
from network.models.regions import RegionKind
from network.page_contexts import stale_months
from portal.chosen_keys import RowsFilter

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
PAGE_STATES = [("live", _("Published")), ("draft", _("Only a draft")), ("none", _("Missing"))]
CONFIRMATIONS = [("stale", _("Out of date")), ("never", _("Never"))]


def boxes(label: Any, field: str, choices: list[tuple[str, Any]]) -> django_filters.MultipleChoiceFilter:
    """Return a filter with boxes to tick."""
    return django_filters.MultipleChoiceFilter(
        label=label, field_name=field, choices=choices, widget=forms.CheckboxSelectMultiple
    )


def one_of(label: Any, choices: list[tuple[str, Any]], method: str) -> django_filters.ChoiceFilter:
    """Return a filter of which one value is chosen."""
    return django_filters.ChoiceFilter(
        label=label, choices=choices, method=method, widget=forms.RadioSelect, empty_label=_("All")
    )


def districts(request: HttpRequest) -> QuerySet:
    """Return the districts of the home state."""
    return Region.objects.at_home(RegionKind.DISTRICT).order_by("name", "code")


def district_filter() -> RowsFilter:
    """Return a filter by the district of the seat; its filter set says how in `in_districts`."""
    return RowsFilter(
        label=_("District of the seat"),
        queryset=districts,
        method="in_districts",
        widget=forms.CheckboxSelectMultiple,
    )


class RegisterFilterSet(WagtailFilterSet):
    """What the office asks the register."""

    kind = boxes(_("Kind"), "kind", OrganisationKind.choices)
    status = boxes(_("Status"), "status", OrganisationStatus.choices)
    legal_form = boxes(_("Legal form"), "legal_form", LegalForm.choices)
    district = district_filter()
    page = one_of(_("Page"), PAGE_STATES, "by_page")
    confirmed = one_of(_("Confirmed"), CONFIRMATIONS, "by_confirmation")
    unmatched = one_of(_("Words not yet assigned"), YES_NO, "by_unmatched")
    hints = one_of(_("Open hints from readers"), YES_NO, "by_hints")
    shielded = one_of(_("Emergency switch on"), YES_NO, "by_shielded")
    non_state = one_of(_("Non-governmental"), YES_NO, "by_non_state")
    external = one_of(_("External"), YES_NO, "by_external")

    def in_districts(self, entries: QuerySet, name: str, value: Any) -> QuerySet:
        """Return the entries with their seat in one of the districts."""
        return queries.in_districts(entries, value) if value else entries

    def by_page(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries by their page."""
        if value == "none":
            return queries.without_page(entries)
        return queries.with_page(entries, live=value == "live")

    def by_confirmation(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries by when they were confirmed."""
        if value == "never":
            return queries.never_confirmed(entries)
        return queries.stale(entries, timezone.localdate(), stale_months(self.request))

    def by_unmatched(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries with or without words to assign."""
        return self._either(entries, value, queries.with_unmatched)

    def by_hints(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries with or without open hints."""
        return self._either(entries, value, queries.with_open_hints)

    def by_shielded(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries under the emergency switch, or the others."""
        return entries.filter(is_shielded=value == "yes")

    def by_non_state(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return non-governmental entries, or the others."""
        return entries.filter(is_non_state=value == "yes")

    def by_external(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return entries that nobody here keeps a page for, or the others."""
        return entries.filter(is_external=value == "yes")

    @staticmethod
    def _either(entries: QuerySet, value: str, those: Callable[[QuerySet], QuerySet]) -> QuerySet:
        """Return those entries, or all others."""
        if value == "yes":
            return those(entries)
        return entries.exclude(pk__in=those(Organisation.objects.all()).order_by().values("pk"))

    class Meta:
        model = Organisation
        fields: list[str] = []
