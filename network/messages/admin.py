"""The pages of the admin about circulars, their entry of the menu, and the way to the members' pages."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from network.care.office_view import is_office
from network.models.stewardship import stewarded

from . import office_list, office_views


class CircularsViewSet(ViewSet):
    """The office's pages about circulars."""

    name = "office_circulars"
    url_prefix = "circulars"
    url_namespace = "office_circulars"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        return [
            path("", office_list.CircularList.as_view(), name="list"),
            path("results/", office_list.CircularList.as_view(results_only=True), name="list_results"),
            path("act/", office_views.ActView.as_view(), name="act"),
            path("write/", office_views.WriteView.as_view(), name="write"),
            path("<uuid:uuid>/", office_views.OneView.as_view(), name="circular"),
            path("<uuid:uuid>/change/", office_views.WriteView.as_view(), name="change"),
        ]


class ForOffice(MenuItem):
    """An entry of the menu for the office."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person keeps the register."""
        return is_office(request.user)


class ForMembers(MenuItem):
    """An entry of the menu for whoever acts for an organisation, and for the office."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the members' pages let the person in."""
        return is_office(request.user) or stewarded(request.user, timezone.localdate()).exists()


def circulars_item() -> MenuItem:
    """Return the office's entry."""
    return ForOffice(
        gettext_lazy("Circulars"),
        reverse("office_circulars:list"),
        name="office-circulars",
        icon_name="mail",
        order=166,
    )


def members_item() -> MenuItem:
    """Return the entry that leads to the members' pages."""
    return ForMembers(
        gettext_lazy("Find members"), reverse("members"), name="members", icon_name="group", order=167
    )
