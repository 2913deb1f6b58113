"""Addresses of files below the calendar's pages; they have no slash at their end, which Wagtail's pages have.

Wherever the office puts the calendar, hence any path; the view looks whether it is the calendar's. What names its own
path, such as `/initiativen/daten.json`, comes before in `portal.urls`.
"""

from django.urls import re_path

from . import views

CALENDAR = r"^(?P<calendar>(?:[\w-]+/)+)"
EVENT = CALENDAR + r"(?P<slug>[a-z0-9-]{1,120})-(?P<short_id>[2-9a-hjkmnp-z]{10})/"
DATE = r"(?P<part>\d{4}-\d{2}-\d{2}(?:-\d{4})?)/"

urlpatterns = [
    re_path(rf"{CALENDAR}feed\.ics$", views.feed, name="calendar_feed"),
    re_path(rf"{CALENDAR}feed\.atom$", views.news_feed, name="calendar_news"),
    re_path(rf"{CALENDAR}daten\.json$", views.data, name="calendar_data"),
    re_path(rf"{EVENT}termin\.ics$", views.event, name="event_file"),
    re_path(rf"{EVENT}{DATE}termin\.ics$", views.date, name="date_file"),
]
