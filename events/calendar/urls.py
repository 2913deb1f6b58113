"""Addresses below the calendar's own; the calendar's page hands them functions `(page, request, …)`."""

from django.urls import path, re_path

from . import embedding, event_views, views
from .addresses import ARCHIVE, EMBED
from .event_view import ALL_DATES

EVENT = r"^(?P<slug>[a-z0-9-]{1,120})-(?P<short_id>[2-9a-hjkmnp-z]{10})/"
DATE = r"(?P<part>\d{4}-\d{2}-\d{2}(?:-\d{4})?)/$"

urlpatterns = [
    path("", views.upcoming, name="calendar"),
    path(f"{ARCHIVE}/", views.archive, name="calendar_archive"),
    path(f"{EMBED}/", embedding.embed, name="calendar_embed"),
    re_path(r"^(?P<year>\d{4})-(?P<number>\d{2})/$", views.month, name="calendar_month"),
    re_path(r"^(?P<year>\d{4})-W(?P<number>\d{2})/$", views.week, name="calendar_week"),
    re_path(r"^(?P<year>\d{4})-(?P<number>\d{2})-(?P<of_month>\d{2})/$", views.day, name="calendar_day"),
    re_path(rf"{EVENT}$", event_views.event, name="event"),
    re_path(rf"{EVENT}{ALL_DATES}/$", event_views.all_dates, name="event_dates"),
    re_path(rf"{EVENT}{DATE}", event_views.date, name="event_date"),
]
