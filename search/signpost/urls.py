"""Addresses of the signpost, in every language."""

from django.urls import path

from .doors import WAYS
from .views import signpost, steps

urlpatterns = [
    path("mitmachen/", signpost, name="signpost"),
    *(path(f"mitmachen/{way.key}/", steps, {"way": way}, name=f"signpost_{way.key}") for way in WAYS),
]
