"""Addresses of PDFs, in every language."""

from django.urls import path, re_path

from publications.kit.urls import KIT

from . import views

# No page has a longer number.
GUIDE = r"^id/leitfaden/(?P<page_id>[0-9]{1,9})/"
LANGUAGE = r"-(?P<language>[a-z-]{2,20})"

urlpatterns = [
    path("id/<uuid:uuid>/eintrag.pdf", views.entry_pdf, name="entry_pdf"),
    re_path(GUIDE + r"leitfaden\.pdf$", views.guide_pdf, name="guide_pdf"),
    re_path(GUIDE + rf"leitfaden{LANGUAGE}\.pdf$", views.guide_pdf, name="guide_pdf_in"),
    re_path(KIT + r"notfallkoffer\.pdf$", views.kit_pdf, name="kit_pdf"),
    re_path(KIT + rf"notfallkoffer{LANGUAGE}\.pdf$", views.kit_pdf, name="kit_pdf_in"),
    re_path(KIT + r"karte\.pdf$", views.card_pdf, name="card_pdf"),
    re_path(KIT + rf"karte{LANGUAGE}\.pdf$", views.card_pdf, name="card_pdf_in"),
]
