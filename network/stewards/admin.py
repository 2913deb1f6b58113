"""Where this room stands in the admin: addresses and menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.base import ViewSet

from .orphan_views import AskView, OrphansView, UndoView
from .reclaim_admin import ReclaimsView, ReclaimView
from .rights import cares_for_all, may_invite_staff
from .rights_views import EndView, InvitationView, RightsView
from .staff_views import StaffInvitationView, StaffView


class StewardsViewSet(ViewSet):
    """The pages about who acts for whom."""

    name = "stewards"
    url_prefix = "stewards"
    url_namespace = "stewards"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        results = {"results_only": True}
        return [
            path("<int:pk>/", RightsView.as_view(), name="rights"),
            path("<int:pk>/invitation/<uuid:invitation>/", InvitationView.as_view(), name="invitation"),
            path("<int:pk>/end/<int:row>/", EndView.as_view(), name="end"),
            path("without/", OrphansView.as_view(), name="orphans"),
            path("without/results/", OrphansView.as_view(**results), name="orphans_results"),
            path("without/ask/", AskView.as_view(), name="ask"),
            path("without/undo/<uuid:batch>/", UndoView.as_view(), name="undo"),
            path("requests/", ReclaimsView.as_view(), name="reclaims"),
            path("requests/results/", ReclaimsView.as_view(**results), name="reclaims_results"),
            path("requests/<uuid:reclaim>/", ReclaimView.as_view(), name="reclaim"),
            path("staff/", StaffView.as_view(), name="staff"),
            path("staff/<uuid:invitation>/", StaffInvitationView.as_view(), name="staff_invitation"),
        ]


class CareMenuItem(MenuItem):
    """An entry of the menu for the office."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person decides who acts for whom."""
        return cares_for_all(request.user)


class StaffMenuItem(MenuItem):
    """An entry of the menu for superusers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the person invites staff."""
        return may_invite_staff(request.user)


def menu_item() -> SubmenuMenuItem:
    """Return the menu; Wagtail leaves it out where none of its entries is shown."""
    entries = [
        CareMenuItem(
            _("Without people"), reverse("stewards:orphans"), name="orphans", icon_name="user", order=1
        ),
        CareMenuItem(
            _("Requests for access"), reverse("stewards:reclaims"), name="reclaims", icon_name="key", order=2
        ),
        StaffMenuItem(
            _("Invite colleagues"), reverse("stewards:staff"), name="staff", icon_name="plus", order=3
        ),
    ]
    return SubmenuMenuItem(
        _("People of members"), Menu(items=entries), name="stewards", icon_name="user", order=162
    )
