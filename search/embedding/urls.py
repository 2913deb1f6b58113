"""Addresses of what may be embedded, in every language."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("einbetten/", views.make_snippet, name="make_snippet"),
    path("initiativen/einbetten/", views.embed, name="embed"),
    re_path(
        r"^initiativen/einbetten/farbe-(?P<colour>[0-9a-f]{6})\.css$", views.embed_colour, name="embed_colour"
    ),
    path("id/<uuid:uuid>/einbetten/", views.embed_entry, name="embed_entry"),
    path("id/<uuid:uuid>/einbetten/buendnisse/", views.embed_alliances, name="embed_alliances"),
]
