"""When and how somebody is reached."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from network.records import ContactFact, HoursFact, OfferFact
from search.signpost.reaching import clock, has_emergency, hours_line, ways_to
from tests import builders

BERLIN = ZoneInfo("Europe/Berlin")
DAY = 1440


def line(hours, day, hour, minute=0):
    """Return the line at a time of the week that begins on 30 November 2026, in English."""
    now = datetime(2026, 11, 30 if day == 0 else day, hour, minute, tzinfo=BERLIN)
    if day:
        now = datetime(2026, 12, day, hour, minute, tzinfo=BERLIN)
    with builders.language("en"):
        return hours_line([HoursFact(start, end) for start, end in hours], now)


NINE_TO_TWELVE = [(9 * 60, 12 * 60)]


@pytest.mark.parametrize(
    ("hours", "day", "hour", "minute", "expected"),
    [
        (NINE_TO_TWELVE, 0, 9, 0, "Reachable now, until 12:00"),
        (NINE_TO_TWELVE, 0, 11, 59, "Reachable now, until 12:00"),
        (NINE_TO_TWELVE, 0, 12, 0, "Reachable again on Monday, 9:00"),
        (NINE_TO_TWELVE, 0, 8, 59, "Reachable today from 9:00"),
        ([(DAY + 600, DAY + 660)], 0, 23, 0, "Reachable again on Tuesday, 10:00"),
        ([(6 * DAY + 1080, 7 * DAY)], 6, 20, 0, "Reachable now, until 24:00"),
        ([(0, 60)], 6, 23, 0, "Reachable again on Monday, 0:00"),
        ([(day * DAY, day * DAY + 1439) for day in range(7)], 2, 23, 59, "Reachable day and night"),
        ([], 0, 9, 0, ""),
    ],
)
def test_the_line_says_until_when_or_from_when(hours, day, hour, minute, expected):
    assert line(hours, day, hour, minute) == expected


def test_nobody_is_sent_away_until_monday_from_a_house_with_help_in_emergencies():
    hours, now = [HoursFact(*NINE_TO_TWELVE[0])], datetime(2026, 11, 30, 22, 0, tzinfo=BERLIN)
    with builders.language("en"):
        closed = hours_line(hours, now, has_emergency=True)
        assert "closed now" in closed
        assert "Monday" not in closed
        assert hours_line(hours, now.replace(hour=9), has_emergency=True) == "Reachable now, until 12:00"
        assert hours_line([], now, has_emergency=True) == ""


def test_only_an_emergency_offer_that_can_be_had_counts():
    def of(kind, status):
        offer = OfferFact("k", kind, "T", "", "", "", "", (), status)
        return has_emergency(builders.actor_record(offers=(offer,)))

    assert of("emergency", "active")
    assert not of("emergency", "full")
    assert not of("counselling", "active")


def test_minutes_are_read_as_times_of_day():
    assert [clock(minute) for minute in (0, 5, 605, DAY, DAY + 90)] == [
        "0:00",
        "0:05",
        "10:05",
        "24:00",
        "1:30",
    ]


def test_who_has_a_public_address_is_not_written_to_by_the_form():
    mail, phone = ContactFact("email", "a@example.org"), ContactFact("phone", "030 1")
    second = ContactFact("phone", "030 2")
    assert ways_to(builders.actor_record(contacts=(phone, second, mail)), True).phone == "030 1"
    assert ways_to(builders.actor_record(contacts=(mail,)), True).relay_url == ""
    only_phone = builders.actor_record(contacts=(phone,))
    assert ways_to(only_phone, True).relay_url == f"/id/{only_phone.uuid}/nachricht/"
    assert ways_to(only_phone, False).relay_url == ""
