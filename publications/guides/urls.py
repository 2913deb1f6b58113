"""Addresses of guides beside their pages."""

from django.urls import re_path

from .hint_views import report_guide

urlpatterns = [
    # No page has a longer number.
    re_path(r"^id/leitfaden/(?P<page_id>[0-9]{1,9})/fehler-melden/$", report_guide, name="report_guide"),
]
