"""The clocks that are declared are those that places keep."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest

from events.ical.blocks import calendars
from events.ical.observances import changes, place_of
from events.ical.vtimezone import vtimezone

SOME = sorted(available_timezones())[::12]
SPECIAL = [
    "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/Santiago", "Australia/Lord_Howe",
    "Africa/Casablanca", "Asia/Kathmandu", "Asia/Gaza", "Pacific/Chatham", "Antarctica/Troll", "UTC",
]  # fmt: skip


@pytest.mark.parametrize("zone", sorted({*SOME, *SPECIAL}))
def test_an_independent_library_reads_the_same_clock(zone):
    parsed = icalendar.Timezone.from_ical("\r\n".join(vtimezone(zone, 2024, 2034)) + "\r\n")
    declared, kept = parsed.to_tz(lookup_tzid=False), ZoneInfo(zone)
    moment = datetime(2025, 1, 1, 12, tzinfo=UTC)
    while moment.year < 2034:
        wall = moment.astimezone(kept)
        assert wall.replace(tzinfo=declared).utcoffset() == wall.utcoffset(), moment
        moment += timedelta(days=3, hours=5)


@pytest.mark.parametrize("zone", SPECIAL)
def test_a_clock_that_was_written_is_recognised(zone):
    text = "\r\n".join(["BEGIN:VCALENDAR", *vtimezone(zone, 2023, 2032), "END:VCALENDAR"])
    (block,) = calendars(text.encode())[0].of("VTIMEZONE")
    assert place_of(block, zone) == zone
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    someplace = ZoneInfo(place_of(block, "Europe/Berlin"))
    assert summer.astimezone(someplace).utcoffset() == summer.astimezone(ZoneInfo(zone)).utcoffset()
    assert changes(block)


def test_berlin_is_the_same_whatever_the_years():
    assert vtimezone("Europe/Berlin", 2020, 2024) == vtimezone("Europe/Berlin", 1999, 2099)
    assert vtimezone("Europe/Berlin", 2020, 2024).count("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU") == 1


def test_before_todays_rules_berlin_is_told_change_by_change():
    lines = vtimezone("Europe/Berlin", 1978, 1982)
    assert {"DTSTART:19800406T020000", "RDATE:19810329T020000"} <= set(lines)


def test_places_with_yearly_rules_have_rules():
    lines = vtimezone("America/New_York", 2025, 2047)
    assert [line for line in lines if line.startswith("RRULE")] == [
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
    ]
    assert lines.count("BEGIN:STANDARD") == lines.count("BEGIN:DAYLIGHT") == 1


def test_places_without_summer_time_have_one_observance():
    assert vtimezone("Asia/Kolkata", 2025, 2047)[3:-1] == (
        "BEGIN:STANDARD",
        "DTSTART:20250101T053000",
        "TZOFFSETFROM:+0530",
        "TZOFFSETTO:+0530",
        "TZNAME:IST",
        "END:STANDARD",
    )


def test_dublins_summer_is_daylight_time_to_clients():
    lines = vtimezone("Europe/Dublin", 2025, 2030)
    assert lines[lines.index("BEGIN:DAYLIGHT") + 3] == "TZOFFSETTO:+0100"


def test_offsets_have_no_seconds():
    assert {line for line in vtimezone("Europe/Amsterdam", 1900, 1910) if line.startswith("TZOFFSETTO")}
    assert all(
        len(line.partition(":")[2]) == 5
        for line in vtimezone("Africa/Monrovia", 1960, 1975)
        if line.startswith("TZOFFSET")
    )
