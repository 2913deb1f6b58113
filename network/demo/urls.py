"""Addresses of the demo's server: those of the portal, and pictures that elsewhere a web server hands out."""

from django.conf import settings
from django.urls import re_path
from django.views.static import serve

from portal import urls
from portal.urls import handler404, handler500

__all__ = ["handler404", "handler500", "urlpatterns"]

urlpatterns = [
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    *urls.urlpatterns,
]
