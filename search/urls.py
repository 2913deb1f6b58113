"""Addresses of the search, in every language."""

from django.urls import include, path

from . import views

urlpatterns = [
    path("", include("search.subscriptions.urls")),
    path("", include("search.embedding.urls")),
    path("", include("search.signpost.urls")),
    path("", include("search.subjects.urls")),
    path("suche/", views.site_search, name="site_search"),
    path("suche/vorschlaege/", views.suggest, name="suggest"),
    path("suche/orte/", views.suggest_places, name="suggest_places"),
]
