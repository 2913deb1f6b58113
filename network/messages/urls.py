"""Addresses about circulars, in every language."""

from django.urls import path

from . import views

urlpatterns = [
    path("mitglieder/rundmails/", views.Overview.as_view(), name="circulars"),
    path("mitglieder/rundmails/schreiben/", views.Write.as_view(), name="circular_write"),
    path("mitglieder/rundmails/abos/", views.Wishes.as_view(), name="circular_wishes"),
    path("mitglieder/rundmails/<uuid:uuid>/", views.Preview.as_view(), name="circular"),
    path("mitglieder/rundmails/<uuid:uuid>/aendern/", views.Change.as_view(), name="circular_change"),
    path("rundmails-abbestellen/<str:token>/", views.Leave.as_view(), name="circular_leave"),
]
