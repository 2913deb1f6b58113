"""Addresses of files beside lists; they have no slash at their end, which Wagtail's pages have.

Wherever the office puts a list, hence any path; the view looks whether it is the list's.
"""

from django.urls import re_path

from . import feed_views

urlpatterns = [
    re_path(
        r"^(?P<above>(?:[\w-]+/)+)(?P<file>stellen|fristen|leitfaeden|aktuelles)\.(?P<ending>atom|ics)$",
        feed_views.list_file,
        name="list_file",
    ),
]
