"""A feed that cannot hold everything keeps what is nearest, and says so to programs and to people."""

from datetime import date, timedelta
from unittest import mock

import icalendar
import pytest
from django.test import Client

from events.feeds import choosing
from portal import content_cache
from portal.http import page_cache
from tests import builders
from tests.events.feed_builders import NOW, at, body, titles

pytestmark = pytest.mark.django_db
CUT = "There are more events than fit: this calendar holds the 3 whose next date is nearest."


@pytest.fixture(autouse=True)
def calendar(monkeypatch):
    """Return a portal whose feeds hold three events, at a moment in March."""
    tree = builders.site_tree()
    builders.locale("en")
    builders.calendar_page(tree.home)
    monkeypatch.setattr(choosing, "MOST_EVENTS", 3)
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        yield tree


def page(query: str = "") -> str:
    """Return the list with the panel below it."""
    builders.drain()
    page_cache.store.clear()
    return Client().get(f"/en/termine/{query}").content.decode()


def test_what_is_nearest_stays_and_what_is_over_gives_way_first():
    builders.event("Vorletzte Woche", at(2, 20))
    builders.event("Letzte Woche", at(2, 27))
    builders.event("Übermorgen", at(3, 6))
    builders.event("Reihe seit langem", at(1, 5), rule="FREQ=WEEKLY")
    assert titles() == {"Übermorgen", "Reihe seit langem", "Letzte Woche"}
    builders.event("Heute früh", at(3, 4, 6))
    builders.event("Läuft seit langem", date(2025, 12, 1), ends_on=date(2026, 4, 1))
    assert titles() == {"Heute früh", "Läuft seit langem", "Übermorgen"}


def test_a_cut_feed_says_so_to_programs_and_a_whole_one_does_not():
    for number in range(3):
        builders.event(f"Termin {number}", at(3, 10))
    assert "X-WR-CALDESC" not in icalendar.Calendar.from_ical(body())
    builders.event("Termin 3", at(3, 11))
    whole = icalendar.Calendar.from_ical(body())
    assert whole["X-WR-CALDESC"] == whole["DESCRIPTION"] == CUT
    assert len(whole.walk("VEVENT")) == 3
    assert "X-WR-CALDESC" not in icalendar.Calendar.from_ical(body("feed.ics?q=3"))


def test_people_are_told_before_they_subscribe_and_what_to_do():
    for number in range(4):
        builders.event(f"Termin {number}", at(3, 10), kind="film" if number < 3 else "workshop")
    assert CUT in page() and "more of that fits in" in page()
    assert CUT not in page("?art=film")


def test_what_is_outside_the_window_does_not_count():
    for number in range(2):
        builders.event(f"Bald {number}", at(3, 10))
        builders.event(f"Lange her {number}", at(1, 10))
    builders.event("In zwei Jahren", at(3, 1).replace(year=2028))
    assert CUT not in page()
    assert "X-WR-CALDESC" not in icalendar.Calendar.from_ical(body())


def test_what_is_next_is_decided_at_midnight():
    for number in range(4):
        builders.event(f"Termin {number}", at(3, 4, 10 + number), hours=1)
    before = titles()
    with mock.patch("django.utils.timezone.now", return_value=NOW + timedelta(hours=3)):
        content_cache.clear()
        assert titles() == before
