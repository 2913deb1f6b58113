"""The pages of the admin about circulars, their entry of the menu, and the way to the members' pages."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from network.care.office_view import is_office
from network.models.stewardship import acts_today
from portal.menu import MenuItemFor
from portal.models import User

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


def circulars_item() -> MenuItemFor:
    """Return the office's entry."""
    return MenuItemFor(
        gettext_lazy("Circulars"),
        reverse("office_circulars:list"),
        is_office,
        name="office-circulars",
        icon_name="mail",
        order=166,
    )


def members_item() -> MenuItemFor:
    """Return the entry that leads to the members' pages."""
    return MenuItemFor(
        gettext_lazy("Find members"),
        reverse("members"),
        may_enter,
        name="members",
        icon_name="group",
        order=167,
    )


def may_enter(user: User) -> bool:
    """Return whether the members' pages let somebody in: whoever acts for an organisation, and the office."""
    return is_office(user) or acts_today(user)
