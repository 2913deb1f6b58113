"""The list of what is incomplete, and for one entry why that matters."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from network.models import Organisation
from network.models.organisations import OrganisationKind
from network.page_contexts import stale_months
from network.register_filters import boxes, district_filter, one_of
from network.register_queries import in_districts

from .completeness import GAPS, expected, gaps_of, incomplete, lacking, with_gaps
from .office_view import ForOffice
from .register_list import RegisterList

HOW = [("essential", gettext_lazy("Lacks something essential")), ("complete", gettext_lazy("Lacks nothing"))]


class GapColumn(Column):
    """What an entry lacks, each with its reason."""

    cell_template_name = "network/care/gap_cell.html"

    def get_cell_context_data(self, instance: Organisation, parent_context: Any) -> dict[str, Any]:
        """Add the gaps."""
        return {**super().get_cell_context_data(instance, parent_context), "gaps": gaps_of(instance)}


class GapFilterSet(WagtailFilterSet):
    """By what is missing, kind and district; an entry lacks everything that is ticked."""

    how = one_of(gettext_lazy("How complete"), HOW, "by_completeness")
    gap = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Lacks"),
        choices=[(gap.key, gap.label) for gap in GAPS],
        method="by_gap",
        widget=forms.CheckboxSelectMultiple,
    )
    kind = boxes(gettext_lazy("Kind"), "kind", OrganisationKind.choices)
    district = district_filter()

    def by_completeness(self, entries: QuerySet, name: str, value: str) -> QuerySet:
        """Return the entries that lack something essential, or nothing."""
        if value == "complete":
            return entries.filter(missing=0)
        today, months = timezone.localdate(), stale_months(self.request)
        return entries.filter(
            pk__in=incomplete(Organisation.objects.all(), today, months).order_by().values("pk")
        )

    def by_gap(self, entries: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Return the entries that lack each of these."""
        return lacking(entries, value)

    def in_districts(self, entries: QuerySet, name: str, value: Any) -> QuerySet:
        """Return the entries with their seat in one of the districts."""
        return in_districts(entries, value) if value else entries

    class Meta:
        model = Organisation
        fields: list[str] = []


class CompletenessView(ForOffice, RegisterList):
    """Entries that should be complete, the emptiest first."""

    model = Organisation
    page_title = gettext_lazy("What is incomplete")
    header_icon = "tasks"
    index_url_name = "register_care:completeness"
    index_results_url_name = "register_care:completeness_results"
    default_ordering = "complete"
    filterset_class = GapFilterSet
    search_fields = ("name", "short_name", "former_names")

    @cached_property
    def columns(self) -> list[Column]:
        """Return name, how complete, what is missing, seat."""
        return [
            TitleColumn(
                "name", label=gettext_lazy("Name"), sort_key="name", get_url=edit_url, classname="title"
            ),
            Column("complete", label=gettext_lazy("Complete"), accessor=percent, sort_key="complete"),
            GapColumn("gaps", label=gettext_lazy("Lacks"), accessor="pk"),
            Column("seat", label=gettext_lazy("Seat"), sort_key="seat__name"),
        ]

    def get_base_queryset(self) -> QuerySet:
        """Return the expected entries with their gaps."""
        entries = expected(Organisation.objects.select_related("seat"))
        return with_gaps(entries, timezone.localdate(), stale_months(self.request))


def edit_url(entry: Organisation) -> str:
    """Return where what an entry lacks is added: on its page, else in the register."""
    if entry.page_pk:
        return reverse("wagtailadmin_pages:edit", args=[entry.page_pk])
    return reverse("wagtailsnippets_network_organisation:edit", args=[entry.pk])


def percent(entry: Organisation) -> str:
    """Return how complete an entry is."""
    return f"{entry.complete} %"
