"""Addresses of the calendar beside its page, in every language; they go before those of the network and the pages."""

from django.urls import include, path

urlpatterns = [
    path("", include("events.signup.urls")),
]
