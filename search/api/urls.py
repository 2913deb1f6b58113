"""Addresses of the interface: one for every language."""

from django.urls import path, re_path

from . import views
from .resources import RESOURCES

app_name = "api"
_NAMES = "|".join(RESOURCES)
_WITH_ITEMS = "|".join(name for name, one in RESOURCES.items() if one.detail is not None)

urlpatterns = [
    path("", views.index, name="index"),
    path("openapi.json", views.openapi, name="openapi"),
    re_path(rf"^(?P<name>{_NAMES})/$", views.listing, name="list"),
    re_path(rf"^(?P<name>{_WITH_ITEMS})/(?P<identifier>[\s\S]+)/$", views.detail, name="item"),
    re_path(r"^(?P<rest>[\s\S]*)$", views.nothing_here),
]
