"""Addresses beside infoposts: their share kits, and the pages of partners."""

from django.urls import path, re_path

from .kit.views import share_kit
from .partners import views

urlpatterns = [
    # No database has a page of a longer number.
    re_path(r"^material/(?P<page_id>[0-9]{1,12})\.zip$", share_kit, name="share_kit"),
    path("verteiler/", views.become_partner, name="become_partner"),
    path("verteiler/<uuid:uuid>/", views.become_partner, name="become_partner_of"),
    path("verteiler/bestaetigen/<str:token>/", views.ConfirmPartner.as_view(), name="confirm_partner"),
    path("verteiler/ende/<str:token>/", views.LeavePartner.as_view(), name="leave_partner"),
]
