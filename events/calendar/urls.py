"""Addresses below the calendar's own; the calendar's page hands them functions `(page, request, …)`."""

from django.urls import path

from . import views
from .addresses import ARCHIVE

urlpatterns = [
    path("", views.upcoming, name="calendar"),
    path(f"{ARCHIVE}/", views.archive, name="calendar_archive"),
]
