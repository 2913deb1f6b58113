"""Addresses beside emergency kits."""

from django.urls import re_path

from . import views

# No page has a longer number.
KIT = r"^id/notfallkoffer/(?P<page_id>[0-9]{1,9})/"

urlpatterns = [
    re_path(KIT + r"offline\.js$", views.kit_worker, name="kit_worker"),
    re_path(KIT + r"orte\.json$", views.kit_places, name="kit_places"),
]
