"""Where this room stands in the admin: addresses and menu."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.viewsets.base import ViewSet

from portal.menu import MenuItemFor

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


def menu_item() -> SubmenuMenuItem:
    """Return the menu; Wagtail leaves it out where none of its entries is shown."""
    entries = (
        (_("Without people"), "orphans", cares_for_all, "user"),
        (_("Requests for access"), "reclaims", cares_for_all, "key"),
        (_("Invite colleagues"), "staff", may_invite_staff, "plus"),
    )
    items = [
        MenuItemFor(label, reverse(f"stewards:{name}"), may, name=name, icon_name=icon, order=order)
        for order, (label, name, may, icon) in enumerate(entries, 1)
    ]
    return SubmenuMenuItem(
        _("People of members"), Menu(items=items), name="stewards", icon_name="user", order=162
    )
