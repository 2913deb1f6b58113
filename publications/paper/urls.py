"""Addresses of PDFs, in every language."""

from django.urls import path

from . import views

urlpatterns = [path("id/<uuid:uuid>/eintrag.pdf", views.entry_pdf, name="entry_pdf")]
