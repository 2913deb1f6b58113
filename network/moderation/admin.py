"""Where the checks stand in the admin: addresses and menu."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from portal.menu import MenuItemFor

from .log_views import LogFileView, LogView
from .rights import is_moderator
from .screens import DecideView, TrustView, UndoView, WaitingView
from .submit_views import SubmitView, TakeBackView


class ModerationViewSet(ViewSet):
    """The pages of checking and submitting."""

    name = "moderation"
    url_prefix = "moderation"
    url_namespace = "moderation"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        return [
            path("", WaitingView.as_view(), name="list"),
            path("<int:pk>/", DecideView.as_view(), name="decide"),
            path("<int:pk>/undo/", UndoView.as_view(), name="undo"),
            path("trust/<int:pk>/", TrustView.as_view(), name="trust"),
            path("log/", LogView.as_view(), name="log"),
            path("log/file/", LogFileView.as_view(), name="log_file"),
            path("submit/<int:page_id>/", SubmitView.as_view(), name="submit"),
            path("take-back/<int:page_id>/", TakeBackView.as_view(), name="take_back"),
        ]


def menu_item() -> MenuItemFor:
    """Return the entry of the menu."""
    return MenuItemFor(
        _("Pages to check"),
        reverse("moderation:list"),
        is_moderator,
        name="moderation",
        icon_name="tasks",
        order=204,
    )
