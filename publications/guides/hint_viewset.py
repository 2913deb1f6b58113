"""Hints on guides in the admin."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn

from network.models.corrections import CorrectionStatus
from network.register_filters import boxes
from portal.scoped_viewset import ScopedViewSet
from publications.models import GuideHint


class GuideHintFilterSet(WagtailFilterSet):
    """By whether somebody has dealt with a hint."""

    status = boxes(_("Status"), "status", CorrectionStatus.choices)

    class Meta:
        model = GuideHint
        fields: list[str] = []


class GuideHintViewSet(ScopedViewSet):
    """What readers report about guides; editors say whether it is dealt with, the words stay theirs."""

    model = GuideHint
    icon = "comment"
    menu_label = _("Hints from readers")
    never = frozenset({"add"})
    list_display = [
        "guide",
        Column("section", label=_("Section")),
        Column("text", label=_("What is wrong")),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        DateColumn("created_at", label=_("Received"), sort_key="created_at"),
    ]
    filterset_class = GuideHintFilterSet
    search_fields = ("guide__title", "section__title", "text")
    ordering = "-created_at"
    edit_handler = ObjectList(
        [
            FieldPanel("guide", read_only=True),
            FieldPanel("section", read_only=True),
            FieldPanel("text", read_only=True),
            FieldPanel("sender", read_only=True),
            FieldPanel(
                "status",
                help_text=_(
                    "“Done” when the guide says it right now. Hints are deleted after 90 days in any case."
                ),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the hints with their guide and section."""
        return GuideHint.objects.select_related("guide", "section")
