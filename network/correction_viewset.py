"""Hints from readers in the admin."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from network.models import Correction
from network.models.corrections import CorrectionStatus
from network.register_filters import boxes
from portal.scoped_viewset import ScopedViewSet


class CorrectionFilterSet(WagtailFilterSet):
    """By whether somebody has dealt with a hint; an organisation comes from its form."""

    status = boxes(_("Status"), "status", CorrectionStatus.choices)
    organisation = django_filters.NumberFilter(field_name="organisation", widget=forms.HiddenInput)

    class Meta:
        model = Correction
        fields: list[str] = []


class CorrectionViewSet(ScopedViewSet):
    """What readers report; the office says whether it is dealt with, the words stay theirs."""

    model = Correction
    icon = "comment"
    never = frozenset({"add"})
    list_display = [
        "organisation",
        Column("text", label=_("What is wrong")),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        DateColumn("created_at", label=_("Received"), sort_key="created_at"),
    ]
    filterset_class = CorrectionFilterSet
    search_fields = ("organisation__name", "text")
    ordering = "-created_at"
    edit_handler = ObjectList(
        [
            FieldPanel("organisation", read_only=True),
            FieldPanel("text", read_only=True),
            FieldPanel("sender", read_only=True),
            FieldPanel(
                "status",
                help_text=_(
                    "“Done” when the entry says it right now. Hints are deleted after 90 days in any case."
                ),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the hints with their organisation."""
        return Correction.objects.select_related("organisation")
