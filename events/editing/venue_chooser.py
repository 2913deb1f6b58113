"""The chooser of venues: choose a known one, or create it in the same window."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views import chooser

from portal import scoped_chooser

from .venue_form import NewVenueForm


class VenueCreation:
    """Hands the person to the form."""

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """Return the arguments of the form."""
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


class VenueList(VenueCreation, scoped_chooser.ScopedChoiceList):
    """Venues with street and town, because there is a “Rathaus” everywhere."""

    @property
    def columns(self) -> list[Column]:
        """Return name, street and town."""
        return [*super().columns, Column("street", label=_("Street")), Column("town", label=_("Town"))]


class VenueChooseView(VenueList, scoped_chooser.ChooseView):
    """The chooser."""


class VenueResultsView(VenueList, scoped_chooser.ChooseResultsView):
    """Its list after a search."""


class VenueCreateView(VenueCreation, scoped_chooser.ScopedChoice, chooser.SnippetCreateView):
    """A new venue, for whoever may write events."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse whoever may not add venues; Wagtail only hides the tab."""
        if not self.permission_policy.user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class VenueChooserViewSet(scoped_chooser.ScopedChooserViewSet):
    """Chooses or creates a venue."""

    choose_view_class = VenueChooseView
    choose_results_view_class = VenueResultsView
    create_view_class = VenueCreateView
    creation_form_class = NewVenueForm
    creation_tab_label = _("New venue")
    create_action_label = _("Create and choose")
    routed = scoped_chooser.ROUTED | {"create"}
