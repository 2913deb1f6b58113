"""Where registration stands in the admin: its addresses, and the way there from the list of events."""

from collections.abc import Iterator

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from events.models import Event
from events.signup import admin_views as views
from network.models.stewardship import acts_for
from portal.models import User


class SignupViewSet(ViewSet):
    """The pages of registration."""

    name = "signup"
    url_prefix = "signup"
    url_namespace = "signup_admin"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        date = "<int:pk>/<str:key>"
        return [
            path("<int:pk>/", views.IndexView.as_view(), name="index"),
            path("<int:pk>/settings/", views.SettingsView.as_view(), name="settings"),
            path(f"{date}/list/", views.ListView.as_view(), name="list"),
            path(f"{date}/file/", views.FileView.as_view(), name="file"),
            path(f"{date}/message/", views.MessageView.as_view(), name="message"),
            path(f"{date}/<int:registration>/<slug:act>/", views.ActView.as_view(), name="act"),
        ]


def listing_buttons(snippet: object, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Yield the way to an event's registration, for those who may go there."""
    if isinstance(snippet, Event) and (
        user.has_perm("events.change_event") or snippet.organiser_id in acts_for(user)
    ):
        url = reverse("signup_admin:index", args=[snippet.pk])
        yield Button(_("Registration"), url, icon_name="group", priority=25)
