"""The explorer below the directory and the list of alliances, with columns and filters of entries."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet

from network import register_queries as queries
from network.access.page_lists import PeopleForStaff
from network.columns import DayColumn
from network.freshness.dating import dated, stale
from network.models import ActorPage, AlliancePage, Organisation, OrganisationPage
from network.models.organisations import LegalForm, OrganisationKind
from network.page_contexts import stale_months
from network.register_filters import CONFIRMATIONS, boxes, district_filter, one_of
from portal.admin_search import search_rows

SEARCH_FIELDS = (
    "title",
    "draft_title",
    "organisation__name",
    "organisation__short_name",
    "organisation__former_names",
)


def kind_words(page: ActorPage) -> str:
    """Return the kind of the page's entry in words."""
    return OrganisationKind(page.entry_kind).label


COLUMNS: list[Any] = [
    BulkActionsColumn("bulk_actions"),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    Column("entry_kind", label=_("Kind"), accessor=kind_words, sort_key="entry_kind"),
    Column("seat_name", label=_("Seat"), sort_key="seat_name"),
    DayColumn("confirmed", label=_("Confirmed"), sort_key="confirmed"),
    DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
    PageStatusColumn("status", label=_("Status"), sort_key="live"),
]


class ActorFilterSet(PeopleForStaff, PageFilterSet):
    """By what the register says of a page's entry, and by when it was confirmed."""

    kind = boxes(_("Kind"), "organisation__kind", OrganisationKind.choices)
    legal_form = boxes(_("Legal form"), "organisation__legal_form", LegalForm.choices)
    district = district_filter()
    confirmed = one_of(_("Confirmed"), CONFIRMATIONS, "by_confirmation")

    def in_districts(self, pages: QuerySet, name: str, value: Any) -> QuerySet:
        """Return the pages of entries with their seat in one of the districts."""
        if not value:
            return pages
        return pages.filter(organisation__in=queries.in_districts(Organisation.objects.all(), value))

    def by_confirmation(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        """Return the pages by when they were confirmed."""
        if value == "never":
            return dated(pages).filter(confirmed=None)
        return stale(dated(pages), timezone.localdate(), stale_months(self.request))

    class Meta(PageFilterSet.Meta):
        model = ActorPage


class ActorList:
    """A list of pages of organisations or alliances with what the register says of them."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        """Add what the columns show of the entry; no query per row."""
        pages = dated(pages).annotate(
            entry_kind=F("organisation__kind"), seat_name=F("organisation__seat__name")
        )
        return super().annotate_queryset(pages)

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the pages in order, found ones by title."""
        if self.is_searching and not self.is_explicitly_ordered:
            return queryset.order_by("title", "pk")
        return super().order_queryset(queryset)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the pages whose names hold every word; Wagtail's search cannot be joined with these filters."""
        return search_rows(queryset, self.search_query, SEARCH_FIELDS)


class ActorIndexView(ActorList, ExplorableIndexView):
    """The pages of organisations or alliances below their list."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the pages whose names hold every word, of those that hooks leave in the explorer."""
        for hook in hooks.get_hooks("construct_explorer_page_queryset"):
            queryset = hook(self.parent_page, queryset, self.request)
        return super().search_queryset(queryset)


class ActorTypeView(ActorList, ContentTypeUseView):
    """All pages of organisations or all of alliances, wherever they are."""


class OrganisationPageViewSet(PageViewSet):
    """Pages of organisations below the directory."""

    model = OrganisationPage
    index_view_class = ActorIndexView
    content_type_use_view_class = ActorTypeView
    columns = COLUMNS
    filterset_class = ActorFilterSet


class AlliancePageViewSet(PageViewSet):
    """Pages of alliances below their list."""

    model = AlliancePage
    index_view_class = ActorIndexView
    content_type_use_view_class = ActorTypeView
    columns = COLUMNS
    filterset_class = ActorFilterSet
