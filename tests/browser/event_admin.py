"""The calendar's admin in the portal that the browser visits: an account and a series to look at."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from events.models import Event, SchoolHoliday
from tests import builders

EMAIL, PASSWORD = "kalender@example.org", "kalender-im-browser"


def add_event_admin() -> dict[str, str]:
    """Add an account and a series with every kind of date, and return the addresses to visit by name."""
    builders.superuser(EMAIL, password=PASSWORD)
    now = timezone.localtime().replace(tzinfo=None, hour=19, minute=0, second=0, microsecond=0)
    second = now + timedelta(days=7)
    pause = date.today() + timedelta(days=13)  # noqa: DTZ011 - any day will do
    SchoolHoliday.objects.create(
        name="Ferien im Browser", first_day=pause, last_day=pause + timedelta(days=3)
    )
    event = builders.event(
        "Reihe im Browser",
        now,
        rule="FREQ=WEEKLY",
        not_in_school_holidays=True,
        changed={second.strftime("%Y-%m-%dT%H:%M"): {"status": "cancelled", "note": "Fällt aus"}},
    )
    key = (now + timedelta(days=21)).strftime("%Y-%m-%dT%H:%M")
    viewset = Event.snippet_viewset
    return {
        "event list": reverse(viewset.get_url_name("list")),
        "new event": reverse(viewset.get_url_name("add")),
        "event form": reverse(viewset.get_url_name("edit"), args=[event.pk]),
        "event dates": reverse(viewset.get_url_name("dates"), args=[event.pk]),
        "call off": reverse(viewset.get_url_name("date_action"), args=[event.pk, key, "cancel"]),
        "move": reverse(viewset.get_url_name("date_action"), args=[event.pk, key, "move"]),
        "move all": reverse(viewset.get_url_name("shift"), args=[event.pk]),
        "holidays": reverse("wagtailsnippets_events_schoolholiday:paste"),
        "desk": reverse("wagtailadmin_home"),
    }
