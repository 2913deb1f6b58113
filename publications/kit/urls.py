"""Addresses beside emergency kits."""

from django.urls import path

from . import views

urlpatterns = [
    path("id/notfallkoffer/<int:page_id>/offline.js", views.kit_worker, name="kit_worker"),
    path("id/notfallkoffer/<int:page_id>/orte.json", views.kit_places, name="kit_places"),
]
