"""Addresses of guides beside their pages."""

from django.urls import path

from .hint_views import report_guide

urlpatterns = [
    path("id/leitfaden/<int:page_id>/fehler-melden/", report_guide, name="report_guide"),
]
