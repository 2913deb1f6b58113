"""The office's list of circulars: what waits, what goes out, what was sent; with its filters."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from network.care.office_view import ForOffice
from network.care.register_list import RegisterList, TickColumn
from network.models import Circular, CircularState
from network.register_filters import boxes, one_of

from .letters import about
from .moderation import Reason
from .office_form import ReturnForm
from .selection_words import selection_words

FORM_ID = "circulars"
MOST = 50
MEMBERS, OFFICE = "members", "office"


class CircularFilterSet(WagtailFilterSet):
    """By state, and by who writes."""

    state = boxes(gettext_lazy("State"), "state", CircularState.choices)
    sender = one_of(
        gettext_lazy("Who writes"),
        [(MEMBERS, gettext_lazy("Members")), (OFFICE, gettext_lazy("The office"))],
        "by_sender",
    )

    def by_sender(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Return the circulars of members, or of the office."""
        return rows.filter(organisation__isnull=value == OFFICE)

    class Meta:
        model = Circular
        fields: list[str] = []


class CircularList(ForOffice, RegisterList):
    """Every circular but members' drafts, the newest first."""

    model = Circular
    page_title = gettext_lazy("Circulars")
    header_icon = "mail"
    index_url_name = "office_circulars:list"
    index_results_url_name = "office_circulars:list_results"
    template_name = "network/messages/admin/list.html"
    results_template_name = "network/messages/admin/list_results.html"
    default_ordering = "-created_at"
    filterset_class = CircularFilterSet
    search_fields = ("subject", "organisation__name", "organisation__short_name")

    @cached_property
    def columns(self) -> list[Column]:
        """Return a box, the subject, who writes to whom, where it stands."""
        return [
            TickColumn(FORM_ID, named="subject"),
            TitleColumn(
                "subject", label=gettext_lazy("Subject"), accessor=str, get_url=_url, classname="title"
            ),
            Column("sender", label=gettext_lazy("From"), accessor=sender_words),
            Column("to", label=gettext_lazy("To"), accessor=to_words),
            Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
            Column("since", label=gettext_lazy("Since"), accessor=since_words, sort_key="created_at"),
            Column("mails", label=gettext_lazy("Mails"), accessor="mails_count"),
        ]

    def get_base_queryset(self) -> QuerySet:
        """Return the circulars; what a member has not sent off is nobody else's."""
        return with_sides(visible())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what can be done."""
        return {
            **super().get_context_data(*args, **kwargs),
            "form_id": FORM_ID,
            "form": ReturnForm(),
            "act_url": reverse("office_circulars:act"),
            "write_url": reverse("office_circulars:write"),
            "reasons": Reason.choices,
            "most": MOST,
            "waiting": Circular.objects.filter(state=CircularState.WAITING).count(),
        }


def visible() -> QuerySet:
    """Return the circulars that the office may look at: its own, and those of members from sending off on."""
    mine = Circular.objects.filter(organisation=None)
    return mine | Circular.objects.exclude(state=CircularState.DRAFT).exclude(submitted_at=None)


def with_sides(rows: QuerySet) -> QuerySet:
    """Return circulars with who writes and to whom, in one query."""
    return rows.select_related("organisation", "topic__parent", "region__parent", "author", "decided_by")


def sender_words(circular: Circular) -> str:
    """Return who writes."""
    return circular.organisation.name if circular.organisation else _("Coordination office")


def to_words(circular: Circular) -> str:
    """Return to whom."""
    return about(circular) if circular.organisation_id else selection_words(circular.selection)


def since_words(circular: Circular) -> str:
    """Return since when it stands there."""
    when = circular.finished_at or circular.decided_at or circular.submitted_at or circular.created_at
    return date_format(localtime(when), "SHORT_DATETIME_FORMAT")


def _url(circular: Circular) -> str:
    """Return where one looks at a circular."""
    return reverse("office_circulars:circular", args=[circular.pk])
