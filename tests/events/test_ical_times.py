"""When events are: starts, ends, zones, rules, and the lists of dates beside them."""

from datetime import date

import pytest

from events.ical.reading import read
from events.ical.zones import named
from tests.events.ical_files import (
    BERLIN,
    EVENING,
    FOUR_MONDAYS,
    calendar,
    event,
    notes,
    only,
    previewed,
    reasons,
    starts,
    zone,
)
from tests.events.recurring import at

FIRST, SECOND, THIRD, FOURTH = (
    "2026-03-02T18:00:00Z",
    "2026-03-09T18:00:00Z",
    "2026-03-16T18:00:00Z",
    "2026-03-23T18:00:00Z",
)
DAY, UTC = "DTSTART;VALUE=DATE:20260302", "DTSTART:20260302T190000Z"
START = "DTSTART;TZID=Europe/Berlin"
SEVEN, MIDNIGHT = "2026-03-02T19:00:00Z", "2026-03-03T00:00:00Z"


def span(*lines: str, head: tuple[str, ...] = ()) -> tuple[str, str]:
    """Return when the only date of a file begins and ends."""
    (row,) = previewed(calendar(event(*lines), head=head))
    return row["start"], row["end"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([DAY], ("2026-03-02", "2026-03-03")),
        (["DTSTART:20260302"], ("2026-03-02", "2026-03-03")),
        ([DAY, "DTEND;VALUE=DATE:20260304"], ("2026-03-02", "2026-03-04")),
        ([DAY, "DTEND;VALUE=DATE:20260302"], ("2026-03-02", "2026-03-03")),
        ([DAY, "DURATION:P2D"], ("2026-03-02", "2026-03-04")),
        ([DAY, "DURATION:PT36H"], ("2026-03-02", "2026-03-04")),
        ([DAY, "DTEND:20260302T210000Z"], ("2026-03-02", "2026-03-03")),
        (["DTSTART;VALUE=DATE:20260302T100000"], ("2026-03-02", "2026-03-03")),
        ([UTC], (SEVEN, SEVEN)),
        (["DTSTART:20260302T190000"], ("2026-03-02T19:00:00", "2026-03-02T19:00:00")),
        (["DTSTART:20260302T190000", "DTEND:20260302T190000Z"], ("2026-03-02T19:00:00", "2026-03-02T20:00:00")),
        ([UTC, "DURATION:P1W"], (SEVEN, "2026-03-09T19:00:00Z")),
        ([UTC, "DURATION:+P1DT2H3M4S"], (SEVEN, "2026-03-03T21:03:04Z")),
        ([UTC, "DTEND;VALUE=DATE:20260303"], (SEVEN, MIDNIGHT)),
        (["DTSTART:2026-03-02T19:00:00Z", "DTEND:2026-03-02T20:30Z"], (SEVEN, "2026-03-02T20:30:00Z")),
        ([UTC, "DTEND:20260302T240000Z"], (SEVEN, MIDNIGHT)),
        ([EVENING[0], "DTEND:20260302T190000Z"], (FIRST, SEVEN)),
        ([EVENING[0], "DTEND;TZID=America/New_York:20260302T190000"], (FIRST, MIDNIGHT)),
        ([EVENING[0], "DTEND:20260302T210000"], (FIRST, "2026-03-02T20:00:00Z")),
        ([f"{START}:20260302T180000Z", "DTEND;TZID=Europe/Berlin:20260302T190000Z"], (FIRST, SEVEN)),
        ([f"{START}:20260328T220000", "DURATION:PT8H"], ("2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z")),
        ([f"{START}:20260329T023000", "DURATION:PT1H"], ("2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z")),
        ([UTC, "DTEND;TZID=UTC:20260303T000000"], (SEVEN, MIDNIGHT)),
    ],
)  # fmt: skip
def test_a_date_begins_and_ends(lines, expected):
    assert span(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "no DTSTART"),
        (["DTSTART:"], "“” is no date or time"),
        (["DTSTART:morgen"], "“morgen” is no date"),
        (["DTSTART:20260230"], "no day of the calendar"),
        (["DTSTART:20260302T250000"], "no day of the calendar"),
        (["DTSTART:00010101T000000Z"], "out of range"),
        (["DTSTART:99991231T235959Z"], "out of range"),
        ([EVENING[0], "DTEND;TZID=Europe/Berlin:20260302T170000"], "ends before it begins"),
        (["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260301"], "ends before it begins"),
        ([EVENING[0], "DTEND:29991231T000000Z"], "out of range"),
        ([EVENING[0], "DTEND:21991231T000000Z"], "longer than 10 years"),
        ([EVENING[0], "DURATION:-PT1H"], "is negative"),
        ([EVENING[0], "DURATION:P"], "no duration"),
        ([EVENING[0], "DURATION:1 hour"], "no duration"),
        ([EVENING[0], "DURATION:P99999W"], "longer than 10 years"),
        ([*EVENING, "RRULE:FREQ=SECONDLY"], "FREQ=SECONDLY is not supported"),
        ([*EVENING, "RRULE:FREQ=DAILY;INTERVAL=0"], "INTERVAL=0"),
        ([*EVENING, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], "never takes place"),
        ([*EVENING, "RRULE:FREQ=DAILY;COUNT=1000000"], "COUNT=1000000"),
        ([*EVENING, "RRULE:unsinn"], "no part of a rule"),
        ([*EVENING, "EXRULE:FREQ=WEEKLY"], "EXRULE is out of use"),
        ([*EVENING, "RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"], "up to 1000 dates"),
        ([*EVENING, "EXDATE:gestern"], "“gestern” is no date"),
        ([*EVENING, "RDATE;VALUE=PERIOD:20260305T100000Z/20260305T090000Z"], "period of RDATE ends"),
        ([*EVENING, "RDATE;VALUE=PERIOD:20260305T100000Z/-PT1H"], "is negative"),
        ([*EVENING, *["EXDATE:" + "20260302T190000," * 600] * 4], "More than 2000 dates"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_is_left_out_by_itself(lines, words):
    data = calendar(event(*lines, uid="broken"), event(*EVENING))
    found = read(data)
    assert [each.uid for each in found.events] == ["a@example.org"]
    assert [refusal.uid for refusal in found.refusals] == ["broken"]
    assert words in found.refusals[0].reason


def test_a_refusal_names_the_line_that_is_wrong():
    (refusal,) = read(calendar(event(*EVENING, "RRULE:FREQ=HOURLY"))).refusals
    assert refusal.line == 9


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["EXDATE;TZID=Europe/Berlin:20260309T190000"], [FIRST, THIRD, FOURTH]),
        (["EXDATE:20260309T180000Z,20260316T180000Z"], [FIRST, FOURTH]),
        (["EXDATE;TZID=America/New_York:20260309T140000"], [FIRST, THIRD, FOURTH]),
        (["EXDATE:20260309T190000"], [FIRST, THIRD, FOURTH]),
        (["EXDATE;VALUE=PERIOD:20260309T180000Z/PT2H"], [FIRST, THIRD, FOURTH]),
        (["EXDATE;VALUE=DATE:20260309,20260316"], [FIRST, FOURTH]),
        (["EXDATE;TZID=Europe/Berlin:20260309T000000"], [FIRST, THIRD, FOURTH]),
        (["EXDATE;TZID=Europe/Berlin:20260309T180000"], [FIRST, SECOND, THIRD, FOURTH]),
        (["EXDATE:", "EXDATE:20260309T180000Z,"], [FIRST, THIRD, FOURTH]),
        (["EXDATE:20260302T180000Z"], [SECOND, THIRD, FOURTH]),
        (["RDATE:20260305T100000Z"], [FIRST, "2026-03-05T10:00:00Z", SECOND, THIRD, FOURTH]),
        (["RDATE;VALUE=DATE:20260304"], [FIRST, "2026-03-04T18:00:00Z", SECOND, THIRD, FOURTH]),
        (["RDATE;TZID=Europe/Berlin:20260302T190000,20260309T190000"], [FIRST, SECOND, THIRD, FOURTH]),
        (["RDATE:20260305T100000Z", "EXDATE;VALUE=DATE:20260305"], [FIRST, SECOND, THIRD, FOURTH]),
        (["RDATE;TZID=Europe/Berlin:20260305T000000"], [FIRST, "2026-03-04T23:00:00Z", SECOND, THIRD, FOURTH]),
        (["RRULE:FREQ=DAILY;COUNT=2"], [FIRST, "2026-03-03T18:00:00Z", SECOND, THIRD, FOURTH]),
    ],
)  # fmt: skip
def test_dates_are_added_and_removed(lines, expected):
    assert starts(calendar(event(*FOUR_MONDAYS, *lines))) == expected


@pytest.mark.parametrize(
    "line",
    ["EXDATE;VALUE=DATE:20260309", "EXDATE:20260309T000000", "EXDATE:20260309T000000Z", "EXDATE:20260308T230000Z",
     "EXDATE;TZID=Europe/Berlin:20260309T120000"],
)  # fmt: skip
def test_a_whole_day_is_removed_however_it_is_named(line):
    data = calendar(event("DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=WEEKLY;COUNT=3", line))
    assert starts(data) == ["2026-03-02", "2026-03-16"]


def test_a_whole_day_is_named_by_its_midnight_in_utc_also_far_from_it():
    lines = ("DTSTART;VALUE=DATE:20260302", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20260309T000000Z")
    data = calendar(event(*lines), head=("X-WR-TIMEZONE:America/Los_Angeles",))
    assert starts(data) == ["2026-03-02", "2026-03-16"]


def test_a_day_may_be_marked_as_utc():
    assert starts(calendar(event("DTSTART:20260302Z"))) == ["2026-03-02"]


def test_periods_have_lengths_of_their_own():
    line = "RDATE;VALUE=PERIOD:20260304T100000Z/PT3H,20260305T100000Z/20260305T110000Z"
    found = [(row["start"], row["end"]) for row in previewed(calendar(event(*EVENING, line)))]
    assert found[1:] == [
        ("2026-03-04T10:00:00Z", "2026-03-04T13:00:00Z"),
        ("2026-03-05T10:00:00Z", "2026-03-05T11:00:00Z"),
    ]


def test_a_series_keeps_its_hour_when_clocks_change():
    data = calendar(event(*EVENING, "RRULE:FREQ=WEEKLY;UNTIL=20260406T170000Z;"))
    assert starts(data)[-2:] == ["2026-03-30T17:00:00Z", "2026-04-06T17:00:00Z"]
    in_utc = calendar(event("DTSTART:20260302T180000Z", "RRULE:FREQ=WEEKLY;COUNT=6"))
    assert starts(in_utc)[-1] == "2026-04-06T18:00:00Z"


@pytest.mark.parametrize(
    "tzid",
    [
        "Europe/Berlin", '"Europe/Berlin"', "europe/berlin", "/Europe/Berlin", "W. Europe Standard Time",
        "/mozilla.org/20050126_1/Europe/Berlin", "/freeassociation.sourceforge.net/Europe/Berlin",
        '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "MEZ", "CEST",
    ],
)  # fmt: skip
def test_names_of_berlins_time_are_understood(tzid):
    assert only(calendar(event(f"DTSTART;TZID={tzid}:20260302T190000"))).schedule.zone == BERLIN


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("UTC", "UTC"), ("Etc/UTC", "Etc/UTC"), ("tzone://Microsoft/Utc", "UTC"), ("GMT+0100", "Etc/GMT-1"),
        ("UTC-5", "Etc/GMT+5"), ("GMT+00", "UTC"), ("Eastern Standard Time", "America/New_York"),
        ("GMT Standard Time", "Europe/London"), ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("Mars/Base", ""), ("", ""), ("../../etc/passwd", ""), ("Europe/Berlin\0", ""), ("GMT+99", ""),
        ("/" * 5000, ""),
    ],
)  # fmt: skip
def test_names_of_zones(tzid, name):
    assert named(tzid) == name


@pytest.mark.parametrize(
    ("rules", "name"),
    [
        ({}, BERLIN),
        ({"winter": "BYDAY=-1SU;BYMONTH=10;WKST=MO", "summer": "INTERVAL=1;BYMONTH=3;BYDAY=-1SU"}, BERLIN),
        (
            {"winter": "BYMONTH=11;BYDAY=1SU", "summer": "BYMONTH=3;BYDAY=2SU", "hours": -5, "at": (2, 2)},
            "America/New_York",
        ),
        ({"winter": "BYMONTH=4;BYDAY=1SU", "summer": "BYMONTH=10;BYDAY=1SU", "hours": 10}, "Australia/Sydney"),
    ],
)  # fmt: skip
def test_a_zone_without_a_known_name_is_known_by_its_rules(rules, name):
    tzid = "Customized Time Zone"
    rules = {"hours": 1, **rules}
    data = calendar(event(f"DTSTART;TZID={tzid}:20260302T190000"), head=zone(tzid, **rules))
    if (
        name == "Australia/Sydney"
    ):  # changes at 02:00 and 03:00 standard time as Outlook says it, unlike Berlin
        data = data.replace(b"T020000", b"T020000")
    assert only(data).schedule.zone == name


def test_names_of_zones_are_escaped_or_not():
    tzid = "Lager Ost, Halle 2"
    data = calendar(event(f'DTSTART;TZID="{tzid}":20260302T190000'), head=zone(tzid.replace(",", "\\,")))
    assert only(data).schedule.zone == BERLIN


def test_the_place_in_a_zone_counts():
    head = ("BEGIN:VTIMEZONE", "TZID:1", "X-LIC-LOCATION:Europe/Berlin", "END:VTIMEZONE")
    assert only(calendar(event("DTSTART;TZID=1:20260302T190000"), head=head)).schedule.zone == BERLIN


def test_a_constant_zone_is_known_by_its_offset():
    head = (
        "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300",
        "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE",
    )  # fmt: skip
    assert span("DTSTART;TZID=Ours:20260702T190000", head=head)[0] == "2026-07-02T16:00:00Z"


def test_rules_beside_a_bare_offset_count():
    head = zone("GMT", hours=0, at=(1, 2))
    assert span("DTSTART;TZID=GMT:20260702T190000", head=head)[0] == "2026-07-02T18:00:00Z"
    assert span("DTSTART;TZID=GMT:20260702T190000")[0] == "2026-07-02T19:00:00Z"


def test_a_clock_that_no_place_keeps_is_read_by_its_rules():
    head = zone("Phantasia", summer="BYMONTH=5;BYDAY=3WE")
    for wall, utc in (
        ("20260302T190000", FIRST),
        ("20260519T190000", "2026-05-19T18:00:00Z"),
        ("20260520T190000", "2026-05-20T17:00:00Z"),
        ("20261231T190000", "2026-12-31T18:00:00Z"),
    ):
        assert starts(calendar(event(f"DTSTART;TZID=Phantasia:{wall}"), head=head)) == [utc]


def test_a_series_on_a_clock_that_no_place_keeps_is_refused():
    head = zone("Phantasia", summer="BYMONTH=5;BYDAY=3WE")
    data = calendar(event("DTSTART;TZID=Phantasia:20260302T190000", "RRULE:FREQ=WEEKLY"), head=head)
    assert "“Phantasia” keeps the clock of no place" in reasons(data)


def test_changes_an_hour_early_are_berlins_all_the_same():
    head = zone("Notes", at=(2, 2))
    assert only(calendar(event("DTSTART;TZID=Notes:20260302T190000"), head=head)).schedule.zone == BERLIN


def test_a_fourth_sunday_is_the_last_one_of_the_year_in_which_it_was_written():
    head = zone("Customized Time Zone", winter="BYMONTH=10;BYDAY=4SU")
    data = calendar(
        event("DTSTART;TZID=Customized Time Zone:20260302T190000", "RRULE:FREQ=WEEKLY"), head=head
    )
    assert only(data).schedule.zone == BERLIN


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("US-Eastern", "US/Eastern"), ("us-eastern", "US/Eastern"), ("Europe-Berlin", BERLIN), ("W. Europe", BERLIN),
        ("Eastern", "America/New_York"), ("(GMT+10:00) Canberra, Melbourne, Sydney", "Australia/Canberra"),
        ("(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo"),
    ],
)  # fmt: skip
def test_what_a_name_may_mean_counts_where_its_rules_are_out_of_date(tzid, name):
    rules = zone(tzid, summer="BYMONTH=5;BYDAY=1SU", winter="BYMONTH=9;BYDAY=-1SU", hours=-5)
    for head in ((), rules):
        data = calendar(event(f"DTSTART;TZID={tzid}:20260302T190000", "RRULE:FREQ=WEEKLY"), head=head)
        assert only(data).schedule.zone == name


def test_rules_of_today_count_more_than_what_a_name_may_mean():
    head = zone("Eastern", winter="BYMONTH=4;BYDAY=1SU", summer="BYMONTH=10;BYDAY=1SU", hours=10)
    assert (
        only(calendar(event("DTSTART;TZID=Eastern:20260302T190000"), head=head)).schedule.zone
        == "Australia/Sydney"
    )


def test_an_end_without_a_zone_is_told_by_that_of_its_beginning():
    for tzid, head in (
        ("America/New_York", ()),
        ("America/New_York", ("X-WR-TIMEZONE:Europe/Berlin",)),
        ("Phantasia", zone("Phantasia", summer="BYMONTH=5;BYDAY=3WE", hours=-5)),
    ):
        data = (f"DTSTART;TZID={tzid}:20260302T190000", "DTEND:20260302T210000")
        assert span(*data, head=head) == ("2026-03-03T00:00:00Z", "2026-03-03T02:00:00Z")


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "BYMONTH=2;BYMONTHDAY=30", "UNTIL=unsinn", "unsinn", "COUNT=999999999"],
)
def test_hostile_rules_of_a_zone_cost_nothing(rule):
    head = zone("Fremd", winter=rule)
    found = read(calendar(event("DTSTART;TZID=Fremd:20260302T190000"), head=head))
    assert len(found.events) + len(found.refusals) == 1


def test_an_unknown_zone_is_local_time_and_noted():
    data = calendar(event("DTSTART;TZID=Mars/Base:20260302T190000"))
    assert starts(data) == ["2026-03-02T19:00:00"]
    assert "“Mars/Base” is unknown" in notes(data)
    at_home = calendar(event("DTSTART;TZID=Mars/Base:20260302T190000"), head=("X-WR-TIMEZONE:Europe/Berlin",))
    assert starts(at_home) == [FIRST]


def test_the_calendars_own_zone_is_that_of_floating_and_utc_times():
    head = ("X-WR-TIMEZONE:Europe/Berlin",)
    assert starts(calendar(event("DTSTART:20260302T190000"), head=head)) == [FIRST]
    series = calendar(event("DTSTART:20260302T180000Z", "RRULE:FREQ=WEEKLY;COUNT=6"), head=head)
    assert starts(series)[-1] == "2026-04-06T17:00:00Z"
    windows = calendar(event("DTSTART:20260302T190000"), head=("X-WR-TIMEZONE:W. Europe Standard Time",))
    assert read(windows).zone == BERLIN
    assert starts(calendar(event("DTSTART:20260302T190000"), head=("X-WR-TIMEZONE:Mars",))) == [
        "2026-03-02T19:00:00"
    ]


def test_the_hour_that_comes_twice_is_not_confused():
    data = calendar(
        event("DTSTART:20261025T004500Z", "DTEND:20261025T011500Z"), head=("X-WR-TIMEZONE:Europe/Berlin",)
    )
    assert starts(data) == ["2026-10-25T00:45:00Z"]
    assert span(
        "DTSTART:20261025T011500Z", "DTEND:20261025T014500Z", head=("X-WR-TIMEZONE:Europe/Berlin",)
    ) == (
        "2026-10-25T01:15:00Z",
        "2026-10-25T01:45:00Z",
    )


def test_floating_times_float():
    found = only(calendar(event("DTSTART:20260302T190000")), default_zone="America/New_York")
    assert (found.schedule.zone, found.schedule.start) == ("", at("2026-03-02 19:00"))


def test_a_whole_day_is_at_home():
    assert (
        only(calendar(event("DTSTART:20260302")), default_zone="Europe/London").schedule.zone
        == "Europe/London"
    )


def test_the_window_is_half_open():
    data = calendar(
        event("DTSTART;VALUE=DATE:20260301", uid="day"),
        event("DTSTART:20260228T230000Z", "DTEND:20260228T233000Z", uid="first minutes in Berlin"),
        event("DTSTART:20260228T220000Z", "DTEND:20260228T230000Z", uid="ends as it opens"),
        event("DTSTART:20260228T230000Z", uid="a moment as it opens"),
        event("DTSTART:20260301T230000Z", uid="a moment as it closes"),
        event("DTSTART:20260301T235900", uid="floating, last minute"),
        event("DTSTART:20260201T000000", "DTEND:20260401T000000", uid="around"),
    )
    found = {row["uid"] for row in previewed(data, date(2026, 3, 1), date(2026, 3, 2))}
    assert found == {
        "day",
        "first minutes in Berlin",
        "a moment as it opens",
        "floating, last minute",
        "around",
    }
