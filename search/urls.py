"""Addresses of the search, in every language."""

from django.urls import include, path, re_path

from . import open_data_page, views
from .opendata.views import data_file

urlpatterns = [
    path("", include("search.subscriptions.urls")),
    path("", include("search.embedding.urls")),
    path("", include("search.signpost.urls")),
    path("", include("search.subjects.urls")),
    path("", include("search.members.urls")),
    path("suche/", views.site_search, name="site_search"),
    path("suche/vorschlaege/", views.suggest, name="suggest"),
    path("suche/orte/", views.suggest_places, name="suggest_places"),
    path("offene-daten/", open_data_page.about_data, name="open_data"),
    re_path(r"^initiativen/daten\.(?P<extension>csv|geojson|json|atom)$", data_file, name="open_data_file"),
]
