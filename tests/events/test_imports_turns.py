"""Feeds of one organisation do not take the time of all: organisations take turns, each has a share and a limit."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.editing.feed_viewset import MOST_FEEDS
from events.imports import creating, housekeeping
from events.imports.by_hand import take_file
from events.imports.reading import Options
from events.imports.report import Report
from events.imports.running import due
from events.models import CalendarFeed, Event
from network import roles
from tests import builders
from tests.events.sources import ADDRESS, NOW, feed, google, read, vevent

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_events_calendarfeed:add"


def feeds_of(entry, number, **fields):
    """Return so many feeds of an organisation, named by their order."""
    return [
        feed(entry, url=f"{ADDRESS}&{entry.pk}-{one}", name=f"{entry.name} {one}", **fields)
        for one in range(number)
    ]


@pytest.fixture
def clock(monkeypatch):
    """Let every feed take nine seconds; return the names of those that were read."""
    read, moment = [], [0.0]

    def slow(source, now):
        read.append(source.name)
        moment[0] += 9
        CalendarFeed.objects.filter(pk=source.pk).update(
            last_read_at=now, next_read_at=now + timedelta(hours=4)
        )
        return Report()

    monkeypatch.setattr(housekeeping, "run_feed", slow)
    monkeypatch.setattr(housekeeping.time, "monotonic", lambda: moment[0])
    return read


@pytest.fixture
def greedy():
    """Return an organisation with fifty feeds that nobody read yet."""
    entry = builders.organisation("Gier")
    feeds_of(entry, 50)
    return entry


def test_new_feeds_of_one_organisation_take_a_share_of_the_round(clock, greedy):
    modest = builders.organisation("Maß")
    feeds_of(modest, 1, last_read_at=NOW - timedelta(days=1), next_read_at=NOW - timedelta(minutes=1))
    said = housekeeping.read_due(NOW)
    assert clock == ["Gier 0", "Maß 0", "Gier 1", "Gier 2"]
    assert said.startswith("4 feeds read, 0 in trouble, 47 left")


def test_however_many_wait_the_others_come_first_in_the_next_round(clock, greedy):
    housekeeping.read_due(NOW)
    others = [builders.organisation(f"Haus {letter}") for letter in "ABCDEFG"]
    for entry in others:
        feeds_of(entry, 1)
    feed(greedy, url=f"{ADDRESS}&more", name="Gier neu")
    clock.clear()
    housekeeping.read_due(NOW + timedelta(minutes=1))
    assert clock == [f"Haus {letter} 0" for letter in "ABCDEFG"]


def test_who_was_read_longest_ago_comes_first_whatever_is_new(clock):
    early, late = builders.organisation("Früh"), builders.organisation("Spät")
    feeds_of(late, 1, last_read_at=NOW - timedelta(hours=1), next_read_at=NOW + timedelta(hours=3))
    feed(late, url=f"{ADDRESS}&new", name="Spät neu")
    feeds_of(early, 1, last_read_at=NOW - timedelta(hours=5), next_read_at=NOW - timedelta(hours=1))
    assert [one.name for one in due(NOW)] == ["Spät neu", "Früh 0"]
    housekeeping.read_due(NOW)
    assert clock == ["Früh 0", "Spät neu"]


@pytest.fixture
def house():
    """Return an organisation with as many feeds as it may have, and one read from a file."""
    roles.ensure_roles()
    entry = builders.organisation("Verein A")
    feeds_of(entry, MOST_FEEDS - 1)
    feed(entry, url="", name="datei.ics")
    return entry


def name_one(client, entry, number):
    """Send the form of a new feed."""
    data = {
        "organisation": entry.pk,
        "url": f"https://example.org/{number}.ics",
        "default_zone": "Europe/Berlin",
    }
    return client.post(reverse(ADD), data | {"is_enabled": "on", "every_minutes": 240, "trust": "moderate"})


def test_an_organisation_names_so_many_and_the_office_more(client, house):
    client.force_login(builders.steward(house))
    assert name_one(client, house, 1).status_code == 302
    answer = name_one(client, house, 2)
    assert f"schon {MOST_FEEDS} Kalender" in answer.content.decode()
    assert CalendarFeed.objects.exclude(url="").count() == MOST_FEEDS
    client.force_login(builders.office())
    assert name_one(client, house, 3).status_code == 302


def test_who_has_as_many_may_still_change_them(client, house):
    person = builders.steward(house)
    feed(house, url=f"{ADDRESS}&last")
    row = CalendarFeed.objects.exclude(url="").first()
    client.force_login(person)
    data = {"organisation": house.pk, "url": row.url, "default_zone": "Europe/Berlin", "name": "Anders"}
    edit = reverse("wagtailsnippets_events_calendarfeed:edit", args=[row.pk])
    assert client.post(edit, data | {"is_enabled": "on"}).status_code == 302
    assert CalendarFeed.objects.get(pk=row.pk).name == "Anders"
    assert client.post(edit, data | {"url": "https://example.org/neu.ics"}).status_code == 302


def test_a_calendar_that_names_everything_anew_brings_so_many_a_day(monkeypatch):
    monkeypatch.setattr(creating, "MOST_A_DAY", 3)
    source = feed()
    first = read(source, google(vevent("1@x", "Eins"), vevent("2@x", "Zwei")))
    assert first.counts == {"new": 2}
    second = read(source, google(*(vevent(f"neu-{n}@x", f"Anders {n}") for n in range(4))))
    assert (second.counts["new"], second.counts["failed"]) == (1, 3)
    assert second.is_unfinished
    assert Event.objects.count() == 3
    Event.objects.update(created_at=NOW - timedelta(days=2))
    third = read(source, google(*(vevent(f"neu-{n}@x", f"Anders {n}") for n in range(4))))
    assert third.counts["new"] == 3


def test_other_organisations_and_files_of_editors_have_their_own_room(monkeypatch):
    monkeypatch.setattr(creating, "MOST_A_DAY", 1)
    read(feed(), google(vevent("1@x", "Eins")))
    assert read(feed(), google(vevent("2@x", "Zwei"))).counts == {"new": 1}
    body = google(vevent("3@x", "Drei"), vevent("4@x", "Vier"))
    assert take_file(body, feed(url="", name="datei.ics"), NOW, Options()).counts == {"new": 2}
