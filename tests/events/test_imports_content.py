"""What a source says becomes what we keep: times on our wall, safe words, places, and nothing too long."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import occurrences
from events.ical.components import CalendarEvent, Status, Words
from events.imports.content import content_of
from events.imports.locations import Location, location_of
from events.imports.rich_words import rich_text, says_the_same
from events.models import Event, Occurrence, Publication, Venue
from events.recurrence.schedule import Schedule
from tests import builders
from tests.events.sources import (
    NOW,
    calendar,
    exception,
    feed,
    google,
    outlook,
    read,
    trusted_feed,
    vevent,
    weekly,
)

BERLIN = "Europe/Berlin"
EVENING = Schedule(datetime(2026, 3, 4, 19), datetime(2026, 3, 4, 21))


def content(schedule: Schedule = EVENING, uid: str = "1", **words):
    """Return the content of an event."""
    return content_of(CalendarEvent(uid, schedule, Words(**{"summary": "Lesung", **words})), BERLIN)


@pytest.mark.parametrize(
    ("plain", "rich"),
    [
        ("Eins\nzwei\n\nDrei", "<p>Eins<br/>zwei</p><p>Drei</p>"),
        ("<b>fett</b> & <script>", "<p>&lt;b&gt;fett&lt;/b&gt; &amp; &lt;script&gt;</p>"),
        (
            "Mehr: https://example.org/a?b=1&c=2.",
            '<p>Mehr: <a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>.</p>',
        ),
        ("an kim@example.org!", '<p>an <a href="mailto:kim@example.org">kim@example.org</a>!</p>'),
        ("javascript:alert(1) data:x file:///etc", "<p>javascript:alert(1) data:x file:///etc</p>"),
        ('https://x.org/"onclick="y', '<p><a href="https://x.org/">https://x.org/</a>"onclick="y</p>'),
        ("", ""),
    ],
)
def test_plain_text_becomes_safe_paragraphs(plain, rich):
    assert rich_text(plain) == rich


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("<p>A</p>", '<p data-block-key="x1">A</p>', True),
        ("<p>A<br/>B</p>", "<p>A<br>B</p>", True),
        ("<p>A &amp; „B“</p>", "<p>A &amp; &bdquo;B&ldquo;</p>", True),
        ("<p>A</p>", "<p>A</p><p></p>", True),
        ("<p>A</p><p>B</p>", "<p>A B</p>", False),
        ("<p>A</p>", "<p><b>A</b></p>", False),
        ('<p><a href="https://a.org">A</a></p>', '<p><a href="https://b.org">A</a></p>', False),
        ("", "<p>A</p>", False),
    ],
)
def test_descriptions_are_compared_by_what_they_say(one, other, is_same):
    assert says_the_same(one, other) is is_same


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("Gasometer, Kleine Gasse 7, 08056 Zwickau, Deutschland",
         Location("Gasometer", "Kleine Gasse 7", "08056", "Zwickau")),
        ("Kleine Gasse 7, 08056 Zwickau", Location("Kleine Gasse 7", "", "08056", "Zwickau")),
        ("Haus der Vereine; Saal 2; Am Markt 1; D-02625 Bautzen",
         Location("Haus der Vereine, Saal 2", "Am Markt 1", "02625", "Bautzen")),
        ("Rathaus, Werdau", Location("Rathaus", "", "", "Werdau")),
        ("Gasometer", Location("Gasometer")),
        ("04109 Leipzig", Location("Leipzig", "", "04109", "Leipzig")),
        ("Werdau", Location("Werdau")),
        (",,,", Location(",,,")),
        ("Raum 12", Location("Raum 12")),
    ],
)  # fmt: skip
def test_locations_are_taken_apart(text, location):
    assert location_of(text, frozenset({"werdau", "bautzen"})) == location


def test_a_location_as_long_as_a_letter_fits_our_columns():
    location = location_of("x" * 500)
    assert len(location.name) == 150


def test_a_single_event_in_utc_hangs_on_our_wall_and_a_series_does_not():
    single = Schedule(datetime(2026, 7, 1, 17), datetime(2026, 7, 1, 19), "UTC")
    assert content(single).fields["dates"]["start"] == "2026-07-01T19:00"
    series = Schedule(datetime(2026, 7, 1, 17), datetime(2026, 7, 1, 19), "UTC", rule="FREQ=WEEKLY")
    assert (content(series).schedule.zone, content(series).schedule.start.hour) == ("UTC", 17)


def test_a_time_that_comes_twice_stays_the_one_that_was_meant():
    second = Schedule(datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 3), "UTC")
    assert content(second).schedule.zone == "UTC"


def test_a_clock_without_zone_hangs_at_the_feeds():
    floating = Schedule(
        datetime(2026, 3, 4, 19, 0, 30), datetime(2026, 3, 4, 21), "", rule="FREQ=DAILY;UNTIL=20260310T190030"
    )
    found = content(floating).schedule
    assert (found.zone, found.start.second, found.rule) == (BERLIN, 0, "FREQ=DAILY;UNTIL=20260310T180030Z")


def test_what_is_longer_than_our_columns_is_cut_and_told():
    made = content(summary="x" * 255, url=f"https://example.org/{'y' * 600}")
    assert (len(made.fields["title"]), made.fields["info_url"], len(made.remarks)) == (200, "", 2)


def test_an_event_without_a_title_gets_its_first_words():
    assert content(summary="", description="Plenum im Garten\nmit Kuchen").title == "Plenum im Garten"
    assert content(summary="").title


@pytest.mark.parametrize(
    ("words", "mode", "place"),
    [
        ({"location": "Gasometer"}, "on_site", "Gasometer"),
        ({"location": "Online"}, "online", ""),
        ({"location": "https://meet.example.org/x"}, "online", ""),
        ({"location": "Microsoft Teams-Besprechung"}, "online", ""),
        ({"conference": "https://meet.example.org/x"}, "online", ""),
        ({"location": "Gasometer", "conference": "https://meet.example.org/x"}, "hybrid", "Gasometer"),
        ({}, "on_site", ""),
    ],
)  # fmt: skip
def test_how_one_takes_part_follows_from_place_and_link(words, mode, place):
    made = content(**words).fields
    assert (made["attendance_mode"], made["place"]) == (mode, place)


def test_the_digest_is_about_what_is_said():
    assert content(uid="a").digest == content(uid="b").digest
    assert content().digest != content(status=Status.CANCELLED).digest
    assert content().digest != content(categories=("Kultur",)).digest


@pytest.mark.django_db
class TestPlaces:
    """Venues for what a source calls a place."""

    def test_a_known_venue_is_found_by_name_and_postcode_or_town(self):
        known = builders.venue("Gasometer", postcode="08056", town="Zwickau")
        for location in (
            r"Gasometer\, 08056 Zwickau",
            r"gasometer\, Kleine Gasse 7\, 08056 Zwickau\, Germany",
        ):
            read(trusted_feed(), google(vevent(LOCATION=location)))
        assert set(Event.objects.values_list("venue_id", flat=True)) == {known.pk}

    def test_a_name_alone_is_a_place_of_ones_own(self):
        builders.venue("Rathaus", town="Werdau")
        source = trusted_feed()
        read(source, google(vevent("1@x", LOCATION="Rathaus"), vevent("2@x", LOCATION="Rathaus")))
        venue = Event.objects.first().venue
        assert (venue.keeper, venue.town, Venue.objects.count()) == (source.organisation, "", 2)

    def test_the_municipality_is_set_where_nothing_else_is_possible(self):
        places = builders.places()
        builders.postcode("02977", places.hoyerswerda, places.bautzen)
        read(
            trusted_feed(),
            google(
                vevent("1@x", LOCATION=r"A\, 08056 Zwickau"),
                vevent("2@x", LOCATION=r"B\, 02977 Hoyerswerda"),
                vevent("3@x", LOCATION=r"C\, 02977 Irgendwo"),
                vevent("4@x", LOCATION=r"D\, Werdau"),
                vevent("5@x", LOCATION=r"E\, 99999 Nirgends"),
            ),
        )
        assert dict(Venue.objects.values_list("name", "region__name")) == {
            "A": "Zwickau", "B": "Hoyerswerda", "C": None, "D": "Werdau", "E": None,
        }  # fmt: skip

    def test_a_venue_that_was_renamed_here_stays_the_events_venue(self):
        source = trusted_feed()
        read(source, google(vevent(LOCATION="Gasometr")))
        Venue.objects.update(name="Gasometer")
        Venue.objects.get().save()
        read(source, google(vevent(summary="Neu", LOCATION="Gasometr")))
        assert Venue.objects.count() == 1

    def test_a_date_elsewhere_has_a_venue_of_its_own(self):
        read(
            trusted_feed(),
            google(weekly("LOCATION:Gasometer"), exception("20260311T190000", "LOCATION:Stadtpark")),
        )
        event = Event.objects.get()
        assert (event.venue.name, event.changed_dates.get().venue.name) == ("Gasometer", "Stadtpark")


@pytest.mark.django_db
def test_events_written_many_at_once_are_as_if_published_one_by_one():
    source = trusted_feed()
    body = google(
        weekly(),
        exception("20260311T190000", "STATUS:CANCELLED"),
        vevent("2@x", DESCRIPTION="Mit Text", LOCATION="Gasometer"),
        vevent("3@x", "Fest", "DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260403"),
    )
    read(source, body)
    events = list(Event.objects.order_by("pk"))
    assert len(events) == 3
    before = {
        one.uid: (one.sequence, one.content_digest, one.dates_digest) for one in Publication.objects.all()
    }
    assert not list(occurrences.differences(Event.objects.all(), NOW))
    for event in events:
        assert (event.live, event.has_unpublished_changes, event.live_revision_id) == (
            True,
            False,
            event.latest_revision_id,
        )
        assert event.live_revision.as_object().schedule == event.schedule
        event.get_latest_revision_as_object().save_revision().publish()
    after = {
        one.uid: (one.sequence, one.content_digest, one.dates_digest) for one in Publication.objects.all()
    }
    assert before == after
    assert Occurrence.objects.count() == 8


@pytest.mark.django_db
def test_all_day_events_and_windows_names_of_zones_are_understood():
    read(
        trusted_feed(),
        outlook(
            vevent("1@x", "Fest", "DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260403"),
            vevent("2@x", "Abend", "DTSTART;TZID=W. Europe Standard Time:20260401T190000", "DURATION:PT2H"),
        ),
    )
    fest, abend = Event.objects.get(title="Fest"), Event.objects.get(title="Abend")
    assert (fest.is_all_day, str(fest.starts_on), str(fest.ends_on)) == (True, "2026-04-01", "2026-04-02")
    assert (abend.zone, str(abend.starts_at), str(abend.ends_at)) == (BERLIN, "19:00:00", "21:00:00")


HOSTILE = {
    "impossible rule": weekly(rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "every second": weekly(rule="FREQ=SECONDLY"),
    "no interval": weekly(rule="FREQ=DAILY;INTERVAL=0"),
    "a million": weekly(rule="FREQ=DAILY;COUNT=1000000"),
    "never began": vevent("1@x", "A", "DTSTART:00000000T000000Z"),
    "before it begins": vevent(DTSTART="20260310T180000Z", DTEND="20250310T180000Z"),
    "markup": vevent(
        summary="<script>alert(1)</script>", DESCRIPTION='<img src=x onerror="x">', LOCATION="<svg/onload=x>"
    ),
    "schemes": vevent(URL="javascript:alert(1)", DESCRIPTION="[x](javascript:x)"),
    "own markup": vevent(DESCRIPTION='<embed embedtype="image" id="1"/><a linktype="page" id="1">x</a>'),
    "nul": vevent(summary="A\0B"),
    "surrogates": vevent(summary="\ud83d".encode("utf-8", "surrogatepass").decode("latin-1")),
    "letters that turn": vevent(summary="\u202eabc\u2066", LOCATION="\u202e"),
    "percent": vevent(summary="100 % %s %(x)d", LOCATION="%(reason)s"),
    "uid of keys": vevent("content:" + "0" * 64),
    "long uid": vevent("x" * 5000),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_events_cost_no_others_and_no_second_reading(hostile, client):
    tree = builders.site_tree()
    builders.calendar_page(tree.home)
    source = trusted_feed()
    for times in range(3):
        report = read(
            source, google(hostile, vevent("good@x", "Chor")) + b"\r\n" * times, NOW + timedelta(hours=times)
        )
        assert not report.count("failed")
    assert Event.objects.filter(title="Chor").count() == 1
    assert Event.objects.count() <= 2
    for event in Event.objects.all():
        assert event.full_clean() is None
        assert "<script" not in event.description and "embedtype" not in event.description


@pytest.mark.django_db
def test_readings_of_a_calendar_that_stays_cost_no_query_per_event():
    source = feed()

    def body(many: int) -> bytes:
        return calendar(*(vevent(f"{number}@x", f"Abend {number}") for number in range(many)))

    counts = []
    for many in (3, 30):
        read(source, body(many))
        with CaptureQueriesContext(connection) as queries:
            read(source, body(many) + b"\r\n")
        counts.append(len(queries))
    assert counts[0] == counts[1]
