"""The list of what is out of date, with its filters."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import (
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from network.models import ActorPage, Asking, AskingStage, FactKind, Organisation, Stewardship
from network.models.organisations import LISTED
from network.register_filters import YES_NO, district_filter, one_of
from network.register_queries import in_districts

from .dating import NEVER, dated, due, due_kind, fact_pages, stale, with_kinds
from .periods import Periods, ends_on
from .settings import periods

NOT_ASKED = "none"


def outdated(today: date, wanted: Periods) -> QuerySet[ActorPage]:
    """Return the pages of which anything is due, with what the list shows of them; no query per row."""
    pages = with_kinds(fact_pages().filter(live=True, organisation__status__in=LISTED))
    running = Asking.objects.filter(organisation=OuterRef("organisation"), closed_on=None)
    held = Stewardship.objects.on(today).filter(organisation=OuterRef("organisation"), user__is_active=True)
    many = held.order_by().values("organisation").annotate(n=Count("user", distinct=True)).values("n")
    return (
        due(pages, today, wanted)
        .select_related("organisation", "freshness")
        .annotate(
            stage=Subquery(running.values("stage")[:1]),
            stage_on=Subquery(running.values("stage_on")[:1], output_field=DateField()),
            stewards=Coalesce(Subquery(many, output_field=IntegerField()), 0),
            is_stale=Exists(stale(dated(fact_pages().filter(pk=OuterRef("pk"))), today, wanted.stale)),
        )
    )


class OutdatedFilterSet(WagtailFilterSet):
    """By what is due, who was asked, and whether visitors see it."""

    stale = one_of(gettext_lazy("Marked in public"), YES_NO, "by_staleness")
    kind = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("What is due"),
        choices=FactKind.choices,
        method="by_kind",
        widget=forms.CheckboxSelectMultiple,
    )
    stage = one_of(
        gettext_lazy("Asked"), [(NOT_ASKED, gettext_lazy("Nobody yet")), *AskingStage.choices], "by_stage"
    )
    orphaned = one_of(gettext_lazy("Has a steward"), YES_NO, "by_stewards")
    external = one_of(gettext_lazy("External"), YES_NO, "by_external")
    district = district_filter()

    def by_staleness(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages that visitors see marked, or the others."""
        return pages.filter(is_stale=value == "yes")

    def by_kind(self, pages: QuerySet, name: str, value: list[str]) -> QuerySet:
        """Return the pages of which each of these kinds is due."""
        today, wanted = timezone.localdate(), periods()
        for kind in value:
            pages = pages.filter(due_kind(kind, today, wanted))
        return pages

    def by_stage(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages by who was asked last."""
        return pages.filter(stage=None) if value == NOT_ASKED else pages.filter(stage=value)

    def by_stewards(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages that somebody acts for, or nobody."""
        return pages.filter(stewards__gt=0) if value == "yes" else pages.filter(stewards=0)

    def by_external(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages of entries that nobody here keeps, or the others."""
        return pages.filter(organisation__is_external=value == "yes")

    def in_districts(self, pages: QuerySet, name: str, value: Any) -> QuerySet:
        """Return the pages of entries with their seat in one of the districts."""
        if not value:
            return pages
        return pages.filter(organisation__in=in_districts(Organisation.objects.all(), value))

    class Meta:
        model = ActorPage
        fields: list[str] = []


class DueColumn(Column):
    """What of a page is due."""

    def __init__(self, name: str, today: date, wanted: Periods, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self._today, self._wanted = today, wanted

    def get_value(self, instance: Any) -> str:
        """Return the kinds in words, each with since when it stands."""
        return "; ".join(_kind_words(instance, FactKind(kind)) for kind in self._due(instance))

    def _due(self, page: Any) -> list[str]:
        """Return the kinds that are due."""
        return [kind for kind in FactKind.values if is_due(page, kind, self._today, self._wanted)]


def is_due(page: Any, kind: str, today: date, wanted: Periods) -> bool:
    """Return whether facts of a kind are due on a page of the list, as `dating.due_kind` says it to the database."""
    is_old = ends_on(getattr(page, f"{kind}_since"), wanted.due[kind]) <= today
    if kind == FactKind.PAGE:
        return is_old or page.is_called_outdated
    return is_old and getattr(page, f"has_{kind}")


def _kind_words(page: Any, kind: FactKind) -> str:
    """Return a kind with since when its facts stand."""
    since = getattr(page, f"{kind}_since")
    return f"{kind.label} ({_('never') if since == NEVER else date_format(since, 'SHORT_DATE_FORMAT')})"


def stage_words(page: Any) -> str:
    """Return who was asked last and when."""
    if page.stage is None:
        return _("Nobody yet")
    return f"{AskingStage(page.stage).label} ({date_format(page.stage_on, 'SHORT_DATE_FORMAT')})"


def marked_words(page: Any) -> str:
    """Return what visitors see."""
    if page.is_called_outdated:
        return _("Yes, by the office")
    return _("Yes") if page.is_stale else _("No")
