"""Addresses of PDFs, in every language."""

from django.urls import path

from . import views

urlpatterns = [
    path("id/<uuid:uuid>/eintrag.pdf", views.entry_pdf, name="entry_pdf"),
    path("id/leitfaden/<int:page_id>/leitfaden.pdf", views.guide_pdf, name="guide_pdf"),
    path("id/leitfaden/<int:page_id>/leitfaden-<slug:language>.pdf", views.guide_pdf, name="guide_pdf_in"),
    path("id/notfallkoffer/<int:page_id>/notfallkoffer.pdf", views.kit_pdf, name="kit_pdf"),
    path(
        "id/notfallkoffer/<int:page_id>/notfallkoffer-<slug:language>.pdf", views.kit_pdf, name="kit_pdf_in"
    ),
    path("id/notfallkoffer/<int:page_id>/karte.pdf", views.card_pdf, name="card_pdf"),
    path("id/notfallkoffer/<int:page_id>/karte-<slug:language>.pdf", views.card_pdf, name="card_pdf_in"),
]
