"""The portal's addresses, with the references before them."""

from django.urls import path

from portal.urls import handler404, handler500
from portal.urls import urlpatterns as portal_urlpatterns
from tests.benchmarks import references

urlpatterns = [
    path("_bare/", references.bare),
    path("_minimal/", references.minimal_directory),
    *portal_urlpatterns,
]

__all__ = ["handler404", "handler500", "urlpatterns"]
