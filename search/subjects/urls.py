"""Addresses of the pages of topics and places, of the index by name and by place, and of the booklet."""

from django.urls import path, re_path

from search.subjects import paper_views, views

urlpatterns = [
    path("themen/", views.topics, name="topics"),
    path("themen/<str:slug>/", views.topic, name="topic"),
    path("regionen/", views.regions, name="regions"),
    path("regionen/<str:slug>/", views.region, name="region"),
    path("initiativen/a-z/", paper_views.names, name="names"),
    re_path(r"^initiativen/a-z/(?P<letter>[a-z]|0-9|andere)/$", paper_views.names, name="names_of_letter"),
    path("initiativen/a-z/orte/", paper_views.places, name="places"),
    path("initiativen/a-z/orte/<str:slug>/", paper_views.places, name="places_of_district"),
    path("initiativen/verzeichnis/", paper_views.booklet, name="booklet"),
]
