"""Possible duplicates: what makes two dates one, that many are searched quickly, and that a no is remembered."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from events.curation import duplicates
from events.curation.likeness import (
    PLACE,
    TITLE,
    TOWN,
    UID,
    URL,
    Sighting,
    match,
    matches,
    title_likeness,
    trigrams,
)
from events.models import CalendarFeed, FeedItem, QueueEntry
from events.models.curation import Decision, QueueKind
from portal.registries import jobs
from tests import builders

START = datetime(2027, 3, 4, 18, 0, tzinfo=UTC)


def sighting(event=1, title="Lesung mit Musik", minutes=0, **fields):
    """Return a date in a house in Zwickau."""
    defaults = {"place_key": "gasometer|08056", "town": "Zwickau"}
    start = START + timedelta(minutes=minutes)
    return Sighting(event, fields.pop("day", date(2027, 3, 4)), start, title, **{**defaults, **fields})


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (sighting(2), (TITLE, PLACE)),
        (sighting(2, "Lesung mit Musik!", 30), (TITLE, PLACE)),
        (sighting(2, "LESUNG mit Musik", place_key="", town="zwickau"), (TITLE, TOWN)),
        (sighting(2, place_key="hof|08056"), (TITLE, TOWN)),
        (sighting(2, "Lesung, mit Musik", -30), (TITLE, PLACE)),
    ],
)
def test_these_may_be_one(other, reasons):
    assert match(sighting(), other).reasons == reasons
    assert match(sighting(), other) == match(other, sighting())


@pytest.mark.parametrize(
    "other",
    [
        sighting(1),
        sighting(2, minutes=31),
        sighting(2, day=date(2027, 3, 5)),
        sighting(2, "Kochabend"),
        sighting(2, place_key="gasometer|08523", town="Plauen"),
        sighting(2, place_key="", town=""),
        sighting(2, "Lesung 2 mit Musik", organiser=5),
    ],
)
def test_these_are_two(other):
    assert (
        match(sighting(title="Lesung 1 mit Musik" if "2" in other.title else "Lesung mit Musik"), other)
        is None
    )


def test_a_link_or_a_uid_says_it_whatever_the_title():
    one = sighting(1, url="https://example.org/a", uids=frozenset({"x"}))
    assert match(one, sighting(2, "Anders", url="https://example.org/a")).reasons == (URL,)
    assert match(one, sighting(2, "Anders", uids=frozenset({"x", "y"}))).reasons == (UID,)
    assert match(one, sighting(2, "Anders", minutes=45, url="https://example.org/a")) is None


def test_courses_of_one_organiser_are_two_unless_nearly_equal():
    assert (
        match(sighting(1, "Deutschkurs A1", organiser=5), sighting(2, "Deutschkurs B1", organiser=5)) is None
    )
    assert match(sighting(1, "Deutschkurs", organiser=5), sighting(2, "Deutschkurs", organiser=5))
    same_page = {"organiser": 5, "url": "https://example.org"}
    assert match(sighting(1, "Kochen", **same_page), sighting(2, "Tanzen", **same_page)) is None


def test_whatever_one_calendar_holds_twice_is_two():
    feeds = frozenset({7})
    assert match(sighting(1, feeds=feeds), sighting(2, feeds=feeds)) is None


def test_likeness_is_that_of_pg_trgm():
    assert trigrams("Hof") == {"  h", " ho", "hof", "of "}
    assert title_likeness(sighting(1, "Müller"), sighting(2, "Mueller")) == 1
    assert title_likeness(sighting(1, "abc"), sighting(2, "xyz")) == 0
    assert title_likeness(sighting(1, "!!!"), sighting(2, "???")) == 0


def test_pairs_come_once_however_much_they_share():
    same = {"url": "https://example.org/a", "uids": frozenset({"x"})}
    days = [sighting(event, day=date(2027, 3, day), **same) for event in (1, 2) for day in (4, 11)]
    assert [(one.first, one.second) for one in matches(days)] == [(1, 2)]


def test_twenty_thousand_dates_are_compared_quickly():
    many = [
        sighting(
            number,
            f"Treffen {number % 977} im {'Hof' if number % 2 else 'Saal'}",
            minutes=number % 600,
            day=date(2027, 3, 1) + timedelta(days=number % 30),
            town=f"Ort {number % 40}",
            place_key=f"haus-{number % 400}",
        )
        for number in range(20_000)
    ]
    started = time.process_time()
    found = list(matches(many))
    assert time.process_time() - started < 20
    assert len(found) < 20_000


def test_two_thousand_at_one_hour_and_place_stay_bounded():
    crowd = [sighting(number, f"{number:x} {number * 7:x}") for number in range(2_000)]
    started = time.process_time()
    list(matches(crowd))
    assert time.process_time() - started < 20


@pytest.mark.django_db
class TestInTheQueue:
    @pytest.fixture
    def house(self):
        builders.site_tree()
        return builders.venue("Gasometer", postcode="08056", town="Zwickau")

    def evening(self, days=10):
        """Return seven in the evening, some days ahead."""
        day = timezone.localdate() + timedelta(days=days)
        return datetime(day.year, day.month, day.day, 19, 0)

    def pairs(self):
        """Return the pairs that wait."""
        rows = QueueEntry.objects.filter(kind=QueueKind.DUPLICATE, settled_at=None)
        return {frozenset(pair) for pair in rows.values_list("event_id", "other_id")}

    def test_a_duplicate_is_found_when_it_is_published(self, house):
        first = builders.event("Lesung mit Musik", start=self.evening(), venue=house)
        second = builders.event("Lesung + Musik", start=self.evening(), venue=house)
        assert self.pairs() == {frozenset({first.pk, second.pk})}
        builders.event("Kochabend", start=self.evening(), venue=house)
        second.save_revision().publish()
        assert len(self.pairs()) == 1

    def test_dates_of_a_series_are_compared_too(self, house):
        series = builders.event(
            "Offener Treff", start=self.evening(3), venue=house, rule="FREQ=WEEKLY;COUNT=8"
        )
        single = builders.event("Offener Treff", start=self.evening(17), venue=house)
        assert self.pairs() == {frozenset({series.pk, single.pk})}

    def test_what_feeds_brought_is_found_at_night(self, house):
        first = builders.event("Lesung", start=self.evening(), venue=house, source="feed")
        second = builders.event("Lesung", start=self.evening(), venue=house, source="feed")
        assert self.pairs() == set()
        jobs["event_duplicates"].run(timezone.now())
        assert self.pairs() == {frozenset({first.pk, second.pk})}

    def test_what_was_kept_apart_stays_so(self, house):
        for _number in range(2):
            builders.event("Lesung", start=self.evening(), venue=house)
        QueueEntry.objects.update(settled_at=timezone.now(), decision=Decision.DIFFERENT)
        duplicates.find_all(timezone.now())
        assert (QueueEntry.objects.count(), self.pairs()) == (1, set())

    def test_what_is_no_longer_alike_leaves_the_queue(self, house):
        events = [builders.event("Lesung", start=self.evening(), venue=house) for _number in range(2)]
        draft = events[0].get_latest_revision_as_object()
        draft.title = "Konzert"
        draft.save_revision().publish()
        duplicates.find_all(timezone.now())
        assert self.pairs() == set()

    def test_one_uid_in_two_calendars_is_one(self, house):
        events = [
            builders.event(title, start=self.evening(), venue=builders.venue(), source="feed")
            for title in ("Lesung", "Ein Abend")
        ]
        for event in events:
            feed = CalendarFeed.objects.create(organisation=event.organiser, url="https://example.org/a.ics")
            FeedItem.objects.create(feed=feed, identity="x@y", external_uid="x@y", event=event)
        duplicates.find_all(timezone.now())
        assert self.pairs() == {frozenset(event.pk for event in events)}

    def test_the_search_costs_the_same_for_few_and_for_many(self, house, django_assert_num_queries):
        builders.event("Lesung", start=self.evening(), venue=house, source="feed")
        with django_assert_num_queries(3):
            duplicates.find_all(timezone.now())
        for number in range(12):
            builders.event(f"Verschieden {number * 97}", start=self.evening(), venue=house, source="feed")
        with django_assert_num_queries(3):
            duplicates.find_all(timezone.now())
