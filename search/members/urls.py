"""Addresses on which members find each other."""

from django.urls import path

from . import views

urlpatterns = [
    path("mitglieder/", views.Directory.as_view(), name="members"),
    path("mitglieder/<uuid:uuid>/", views.Entry.as_view(), name="member_entry"),
    path("mitglieder/<uuid:uuid>/karte.vcf", views.Card.as_view(), name="member_card"),
]
