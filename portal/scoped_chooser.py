"""Choosers that list and hand out only what their user may choose; Wagtail's snippet chooser asks nobody."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import URLPattern
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views import chooser

from portal.admin_search import search_form
from portal.permission_policies import RowPermissionPolicy

ROUTED = frozenset({"choose", "choose_results", "chosen", "chosen_multiple"})


class ScopedChoice:
    """A view over the rows that its user may choose."""

    permission_policy: RowPermissionPolicy | None = None

    def permitted(self) -> QuerySet:
        """Return every row the user may choose."""
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "choose")


class ScopedChoiceList(ScopedChoice):
    """The list in the chooser, searched by words."""

    search_fields: tuple[str, ...] = ()
    results_template_name = "wagtailadmin/generic/chooser/results.html"

    def get_object_list(self) -> QuerySet:
        """Return the permitted rows."""
        return self.permitted()

    def get_filter_form_class(self) -> type[BaseFilterForm]:
        """Return the search form over the fields of the viewset."""
        return search_form(self.search_fields)


class ChooseView(ScopedChoiceList, chooser.ChooseView):
    """The chooser."""


class ChooseResultsView(ScopedChoiceList, chooser.ChooseResultsView):
    """The chooser's list after a search."""


class ChosenView(ScopedChoice, chooser.SnippetChosenView):
    """The row that was chosen."""

    def get_object(self, pk: str) -> Model:
        """Return the row; raises Http404 for one the user may not choose."""
        try:
            return self.permitted().get(pk=pk)
        except (self.model_class.DoesNotExist, ValueError, ValidationError) as error:
            raise Http404 from error


class ChosenMultipleView(ScopedChoice, chooser.SnippetChosenMultipleView):
    """The rows that were chosen."""

    def get_objects(self, pks: list[str]) -> QuerySet:
        """Return the rows; raises Http404 where one of them may not be chosen."""
        try:
            found = self.permitted().filter(pk__in=pks)
            if found.count() == len(set(pks)):
                return found
        except (ValueError, ValidationError) as error:
            raise Http404 from error
        raise Http404


class CreateView(ScopedChoice, chooser.SnippetCreateView):
    """Never routed: rows are made where their whole form is."""


class ScopedChooserViewSet(chooser.SnippetChooserViewSet):
    """The chooser of a `ScopedViewSet`; nothing is created in it unless a subclass routes a view that asks first."""

    routed = ROUTED

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    create_view_class = CreateView
    search_fields: tuple[str, ...] = ()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Hand the searched fields to the views."""
        return super().get_common_view_kwargs(**{"search_fields": self.search_fields, **kwargs})

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        """Return the view; raises ImproperlyConfigured for one that asks for no permission."""
        if not issubclass(view_class, ScopedChoice):
            raise ImproperlyConfigured(f"{view_class} is not scoped to the rows of its user.")
        return super().construct_view(view_class, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the routes of the views above; unknown ones of a later Wagtail are not routed."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.routed]
