"""Where the desk stands in the admin: addresses, menu, styles."""

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from .confirming import ConfirmView
from .desk_view import BeginView, DeskView
from .emergency_view import EmergencyView
from .take_back_view import TakeBackView


class DeskViewSet(ViewSet):
    """The pages of the desk; each address names the organisation it is about."""

    name = "desk"
    url_prefix = "desk"
    url_namespace = "desk"

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return every address."""
        return [
            path("", BeginView.as_view(), name="begin"),
            path("<int:pk>/", DeskView.as_view(), name="desk"),
            path("<int:pk>/confirm/", ConfirmView.as_view(), name="confirm"),
            path("<int:pk>/emergency/", EmergencyView.as_view(), name="emergency"),
            path("<int:pk>/page/<int:page_pk>/take-back/", TakeBackView.as_view(), name="take_back"),
        ]
