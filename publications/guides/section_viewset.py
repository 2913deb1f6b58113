"""Sections of guides in the admin: written, checked, and kept as long as they stand somewhere."""

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from portal import scoped_chooser, scoped_views
from portal.scoped_viewset import ScopedViewSet
from publications.models import GuideSection

from .law import AHEAD
from .section_form import GuideSectionForm
from .section_search import sections_with
from .uses import holding, shown_in, uses
from .uses_panel import UsesPanel

DUE, OVER = "due", "over"
EDIT_HANDLER = ObjectList(
    [
        MultiFieldPanel([UsesPanel()], heading=gettext_lazy("Used in")),
        FieldPanel("title", classname="title"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("original")]),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("law_status_on"), FieldPanel("valid_until")]),
                FieldPanel("changes_with"),
                FieldRowPanel([FieldPanel("reviewed_by"), FieldPanel("reviewer")]),
            ],
            heading=gettext_lazy("Until when does it hold?"),
        ),
    ],
    base_form_class=GuideSectionForm,
)


def day_column(name: str, label: Any) -> Column:
    """Return a column of days; Wagtail's own tells how long ago they were, and these are still to come."""

    def words(section: GuideSection) -> str:
        day = getattr(section, name)
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""

    return Column(name, label=label, accessor=words, sort_key=name)


class SectionFilterSet(WagtailFilterSet):
    """By language, who checks, and how long it holds."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="by_state",
        choices=[(DUE, gettext_lazy("To check within a month")), (OVER, gettext_lazy("Out of date"))],
    )

    class Meta:
        model = GuideSection
        fields = ["language", "reviewer"]

    def by_state(self, sections: QuerySet, name: str, value: str) -> QuerySet:
        """Return the sections whose last day is over, or near."""
        today = timezone.localdate()
        return sections.filter(valid_until__lt=today if value == OVER else today + AHEAD)


class UseCounts:
    """Counts where sections stand, once for a whole list."""

    @cached_property
    def use_counts(self) -> dict[int, int]:
        """Return in how many places each section stands."""
        return {key: len(found) for key, found in uses().items()}

    def use_column(self) -> Column:
        """Return the column that says so."""
        return Column(
            "uses",
            label=gettext_lazy("Used in"),
            accessor=lambda section: self.use_counts.get(section.root_id, 0),
        )


class SectionIndexView(UseCounts, scoped_views.IndexView):
    """The list of sections with where they stand."""

    @cached_property
    def columns(self) -> list[Any]:
        """Return the columns of the viewset and that of uses."""
        return [*super().columns, self.use_column()]

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Return the sections that say every word, as public words or as what would change them."""
        return sections_with(self.search_query, queryset)


class SectionDeleteView(scoped_views.DeleteView):
    """Deletes a section that stands nowhere; any other one says where it does."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer no button where the section is needed."""
        context = super().get_context_data(**kwargs)
        there = holding(self.object)
        return {**context, "is_protected": bool(there) or context.get("is_protected", False)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete the section, or say what it is needed for."""
        if there := holding(self.object) or list(self.object.versions.all()):
            names = ", ".join(str(getattr(use, "title", use)) for use in there)
            messages.error(self.request, _("This section stands in: %(guides)s") % {"guides": names})
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))
        return super().form_valid(form)


class SectionUnpublishView(scoped_views.UnpublishView):
    """Withdraws a section that no public guide shows; from any other one it would vanish without a word."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw the section, or say which guides show it."""
        if there := shown_in(self.object):
            names = ", ".join(use.title for use in there)
            words = _("Guides that everybody reads show this section: %(guides)s.") % {"guides": names}
            advice = _("Change it, give it a last day that is over, or take it out of them first.")
            messages.error(request, f"{words} {advice}")
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))
        return super().post(request, *args, **kwargs)


def keep_used_sections(
    request: HttpRequest, action: str, rows: Sequence[Model], view: Any
) -> HttpResponse | None:
    """Refuse to delete ticked sections of which one stands somewhere."""
    if action != "delete" or not rows or not isinstance(rows[0], GuideSection):
        return None
    kept = [str(row) for row in rows if holding(row) or row.versions.exists()]
    if not kept:
        return None
    messages.error(
        request, _("These are needed, so nothing was deleted: %(titles)s") % {"titles": ", ".join(kept)}
    )
    return HttpResponseRedirect(reverse(GuideSection.snippet_viewset.get_url_name("list")))


class SectionList(UseCounts, scoped_chooser.ScopedChoiceList):
    """Sections with language, last day, and where they stand already."""

    @property
    def columns(self) -> list[Column]:
        """Return title, language, last day and uses."""
        more: Iterable[Column] = (
            Column("language", label=gettext_lazy("Language"), accessor="get_language_display"),
            day_column("valid_until", gettext_lazy("Valid until")),
            self.use_column(),
        )
        return [*super().columns, *more]


class SectionChooseView(SectionList, scoped_chooser.ChooseView):
    """The chooser of sections."""


class SectionResultsView(SectionList, scoped_chooser.ChooseResultsView):
    """Its list after a search."""


class SectionChooserViewSet(scoped_chooser.ScopedChooserViewSet):
    """Chooses a section."""

    choose_view_class = SectionChooseView
    choose_results_view_class = SectionResultsView


class GuideSectionViewSet(ScopedViewSet):
    """What guides are made of; editors and the office write it."""

    model = GuideSection
    icon = "doc-full"
    menu_label = gettext_lazy("Sections")
    edit_handler = EDIT_HANDLER
    index_view_class = SectionIndexView
    delete_view_class = SectionDeleteView
    unpublish_view_class = SectionUnpublishView
    chooser_viewset_class = SectionChooserViewSet
    chooser_per_page = 20
    copy_view_enabled = False
    list_display = [
        "title",
        Column(
            "language", label=gettext_lazy("Language"), accessor="get_language_display", sort_key="language"
        ),
        day_column("law_status_on", gettext_lazy("Legal status")),
        day_column("valid_until", gettext_lazy("Valid until")),
        Column("reviewer", label=gettext_lazy("In charge"), sort_key="reviewer__email"),
    ]
    filterset_class = SectionFilterSet
    search_fields = ("title", "reviewed_by", "changes_with")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the sections without their texts."""
        return GuideSection.objects.select_related("reviewer").defer("body")
