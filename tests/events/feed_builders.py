"""Events for the tests of feeds, and what a feed says of them."""

from datetime import UTC, date, datetime, time

import icalendar
from django.http import HttpResponse
from django.test import Client

from events.models import Event
from tests import builders

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def at(month: int, day: int, hour: int = 19) -> datetime:
    """Return a wall time in the year of the tests."""
    return datetime(2026, month, day, hour)


def series(title: str = "Plenum", **fields: object) -> Event:
    """Return a weekly series with every kind of exception."""
    changed = {
        "2026-03-18T19:00": {"status": "cancelled", "note": "Krank"},
        "2026-03-25T19:00": {"starts_on": date(2026, 3, 26), "starts_at": time(20)},
        "2026-04-01T19:00": {"status": "moved_online", "online_url": "https://example.org/raum"},
        "2026-04-08T19:00": {"title": "Plenum mit Gast", "description": "Ein Gast kommt."},
    }
    values = {
        "rule": "FREQ=WEEKLY;COUNT=12",
        "extra_dates": ["2026-03-13T20:00"],
        "removed_dates": ["2026-03-11T19:00"],
        "online_disclosure": "public",
        "changed": changed,
    }
    return builders.event(title, at(3, 4), **{**values, **fields})


def fetch(path: str = "feed.ics", **headers: str) -> HttpResponse:
    """Return the answer to a program that asks for a file below the English calendar."""
    return Client().get(f"/en/termine/{path}", headers=headers)


def body(path: str = "feed.ics") -> bytes:
    """Return a file below the English calendar."""
    response = fetch(path)
    assert response.status_code == 200, response.content
    return response.content


def components(path: str = "feed.ics") -> list[icalendar.Event]:
    """Return the events of a file as an independent library reads them."""
    calendar = icalendar.Calendar.from_ical(body(path))
    assert not calendar.errors
    return calendar.walk("VEVENT")


def titles(path: str = "feed.ics") -> set[str]:
    """Return what the events of a file are called."""
    return {str(one["SUMMARY"]) for one in components(path)}


def path_to(event: Event, key: str = "") -> str:
    """Return the path below the calendar to the file of an event or of one of its dates."""
    return f"{event.slug}-{event.short_id}/{key[:10] + '/' if key else ''}termin.ics"
