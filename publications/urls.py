"""Addresses of the publications beside their pages, in every language."""

from django.urls import include, path

urlpatterns = [
    path("", include("publications.lists.urls")),
    path("", include("publications.infoposts.urls")),
    path("", include("publications.guides.urls")),
    path("", include("publications.kit.urls")),
    path("", include("publications.paper.urls")),
]
