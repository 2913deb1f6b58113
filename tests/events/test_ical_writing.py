"""What is written can be read: by ourselves without loss, by an independent parser without complaint."""

import random
import re
import time
from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest

from events.ical.components import CalendarEvent, Status, Words
from events.ical.folding import escaped, folded, quoted
from events.ical.reading import read
from events.ical.writing import write
from events.recurrence.schedule import Change, Schedule
from tests.events.ical_files import YEAR, only, previewed
from tests.events.ical_judge import judged
from tests.events.recurring import at, series

CREATED, CHANGED = at("2025-12-01 10:00+00:00"), at("2026-01-15 12:30+00:00")
FULL = Words(
    summary="Plenum, offen; für alle \\ mit Ü",
    description="Zeile eins\n\n- Punkt „zwei“\n" + "sehr lang 😀 " * 40 + "Ende",
    location="Haus der Vereine, Marktplatz 1, 01099 Musterstadt",
    url="https://example.org/termine/plenum/?a=1,2;b",
    conference="https://meet.example.org/plenum",
    categories=("Demokratie", "Kultur, Musik"),
    lat=51.050409,
    lon=-13.7,
    organizer="Haus, e. V. <mailto:info@example.org>",
)


def made(schedule: Schedule, words: Words = FULL, **values: object) -> CalendarEvent:
    """Return an event that was changed once."""
    known = {"uid": "a@example.org", "sequence": 3, "changed_at": CHANGED, "created_at": CREATED}
    return CalendarEvent(schedule=schedule, words=words, **{**known, **values})


def lines(*events: CalendarEvent, **options: str) -> list[str]:
    """Return the unfolded lines of a calendar."""
    data = write(events, **{"name": "Alle", **options})
    return data.decode().replace("\r\n ", "").split("\r\n")


WEEKLY = series(
    "2026-03-04 19:00",
    "FREQ=WEEKLY;UNTIL=20260630T170000Z",
    removed=frozenset({at("2026-03-11 19:00"), at("2026-04-01 19:00")}),
    extra=(at("2026-03-13 20:00"),),
    changes={
        at("2026-03-18 19:00"): Change(at("2026-03-19 20:00"), at("2026-03-19 23:00")),
        at("2026-03-25 19:00"): Change(is_cancelled=True),
        at("2026-04-08 19:00"): Change(at("2026-04-09 00:00"), at("2026-04-10 00:00"), is_all_day=True),
    },
)
DAYS = Schedule(at("2026-05-01"), at("2026-05-05"), is_all_day=True, rule="FREQ=YEARLY;COUNT=3",
                removed=frozenset({at("2027-05-01")}), extra=(at("2026-06-01"),),
                changes={at("2028-05-01"): Change(at("2028-05-02"))})  # fmt: skip
SCHEDULES = {
    "single": series("2026-03-04 19:00"),
    "weekly": WEEKLY,
    "days": DAYS,
    "one day": Schedule(at("2026-05-01"), at("2026-05-02"), is_all_day=True),
    "moment": series("2026-03-04 19:00", hours=0),
    "utc": series("2026-03-04 19:00", "FREQ=MONTHLY;BYDAY=1WE", zone="UTC"),
    "floating": series("2026-03-04 19:00", "FREQ=DAILY;UNTIL=20260310T190000", zone=""),
    "new york": series("2026-03-04 19:00", "FREQ=DAILY;COUNT=9", zone="America/New_York"),
    "half hour": series("2026-03-04 19:00", zone="Asia/Kolkata"),
    "skipped hour": series("2026-03-29 02:30", hours=0.75),
    "over the skipped hour": series("2026-03-28 22:00", "FREQ=WEEKLY;COUNT=3", hours=8),
    "twice": series("2026-10-25 02:30", hours=1),
}


@pytest.mark.parametrize("name", SCHEDULES)
def test_nothing_is_lost(name):
    moved = {
        key: replace(FULL, summary="Verlegt", status=Status.TENTATIVE)
        for key in list(SCHEDULES[name].changes)[:1]
    }
    written = made(SCHEDULES[name], exceptions=moved)
    assert only(write([written], name="Alle")) == written


# It lets a date in the skipped hour end as it begins.
@pytest.mark.parametrize("name", sorted(SCHEDULES.keys() - {"skipped hour"}))
def test_an_independent_library_finds_the_same_dates(name):
    data = write([made(SCHEDULES[name])], name="Alle")
    assert judged(data, *YEAR) == previewed(data)


@pytest.mark.parametrize("name", SCHEDULES)
def test_the_parser_of_others_finds_no_fault(name):
    parsed = icalendar.Calendar.from_ical(write([made(SCHEDULES[name])], name="Alle"))
    assert not [part.errors for part in parsed.walk() if part.errors]
    assert all({"UID", "DTSTAMP", "DTSTART"} <= each.keys() for each in parsed.walk("VEVENT"))


def test_words_that_say_nothing_are_not_written():
    written = made(SCHEDULES["single"], Words(summary="Treffen", url="javascript:x"))
    found = lines(written)
    assert not [
        line for line in found if line.endswith(":") or line.startswith(("URL", "GEO", "DESCRIPTION"))
    ]
    assert only(write([written], name="")).words == Words(summary="Treffen")


def test_the_calendar_says_what_it_is():
    found = lines(
        name="Termine, alle", url="https://example.org/feed.ics?a=b", page_url="https://example.org/termine/"
    )
    assert found[:10] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Buendnisportal//Calendar//DE",
        "CALSCALE:GREGORIAN",
        r"NAME:Termine\, alle",
        r"X-WR-CALNAME:Termine\, alle",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "SOURCE;VALUE=URI:https://example.org/feed.ics?a=b",
        "URL:https://example.org/termine/",
    ]
    assert not [line for line in found if line.startswith("METHOD")]


def test_a_series_is_written_by_the_letter():
    found = lines(made(WEEKLY))
    assert found[found.index("BEGIN:VEVENT") : found.index("END:VEVENT")][:11] == [
        "BEGIN:VEVENT",
        "UID:a@example.org",
        "DTSTAMP:20260115T123000Z",
        "CREATED:20251201T100000Z",
        "LAST-MODIFIED:20260115T123000Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Berlin:20260304T190000",
        "DTEND;TZID=Europe/Berlin:20260304T210000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260630T170000Z",
        "RDATE;TZID=Europe/Berlin:20260313T200000",
        "EXDATE;TZID=Europe/Berlin:20260311T190000",
    ]
    assert [line for line in found if line.startswith("RECURRENCE-ID")] == [
        "RECURRENCE-ID;TZID=Europe/Berlin:20260318T190000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260325T190000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260408T190000",
    ]
    assert found.count("STATUS:CANCELLED") == 1
    assert found.count("DTSTART;VALUE=DATE:20260409") == 1


def test_whole_days_end_exclusively():
    found = lines(made(DAYS))
    assert {"DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260505", "EXDATE;VALUE=DATE:20270501"} <= set(
        found
    )
    assert "BEGIN:VTIMEZONE" not in found


@pytest.mark.parametrize(
    ("schedule", "rule"),
    [
        (series("2026-03-04 19:00", "FREQ=DAILY;UNTIL=20260401"), "UNTIL=20260401T170000Z"),
        (series("2026-03-04 19:00", "FREQ=DAILY;UNTIL=20260401T190000"), "UNTIL=20260401T170000Z"),
        (series("2026-03-04 19:00", "FREQ=DAILY;UNTIL=20260401T170000Z", zone=""), "UNTIL=20260401T170000"),
        (replace(DAYS, rule="FREQ=DAILY;UNTIL=20260601T170000Z"), "UNTIL=20260601"),
    ],
)
def test_rules_end_in_the_form_of_their_start(schedule, rule):
    assert [line for line in lines(made(schedule)) if line.startswith("RRULE:FREQ=DAILY")] == [
        f"RRULE:FREQ=DAILY;{rule}"
    ]


def test_a_moment_has_no_end():
    assert not [line for line in lines(made(SCHEDULES["moment"])) if line.startswith(("DTEND", "DURATION"))]


def test_no_end_precedes_its_start_in_a_skipped_hour():
    assert "DURATION:PT2700S" in lines(made(SCHEDULES["skipped hour"]))


def test_cancelled_events_stay():
    written = made(replace(WEEKLY, changes={}), replace(FULL, status=Status.CANCELLED))
    assert only(write([written], name="Alle")) == written
    whole = write([replace(written, schedule=WEEKLY)], name="Alle")
    assert {row["status"] for row in previewed(whole)} == {"CANCELLED"}


def test_a_single_date_may_be_published_by_itself():
    key = at("2026-03-18 19:00")
    single = series("2026-03-18 19:00", changes={key: Change(at("2026-03-19 20:00"))})
    written = made(single, exceptions={key: replace(FULL, summary="Verlegt")}, is_partial=True)
    found = lines(written)
    assert (found.count("BEGIN:VEVENT"), found.count("RECURRENCE-ID;TZID=Europe/Berlin:20260318T190000")) == (
        1,
        1,
    )
    (row,) = previewed(write([written], name="Alle"))
    assert (row["recurrence_id"], row["start"]) == ("2026-03-18T18:00:00Z", "2026-03-19T19:00:00Z")


def test_a_removed_date_has_no_component():
    key = at("2026-03-11 19:00")
    written = made(WEEKLY, exceptions={key: replace(FULL, summary="Weg")})
    assert "SUMMARY:Weg" not in lines(written)


def test_the_same_events_give_the_same_bytes():
    events = [made(schedule, uid=name) for name, schedule in SCHEDULES.items()]
    shuffled = replace(
        WEEKLY, changes=dict(reversed(WEEKLY.changes.items())), removed=frozenset(sorted(WEEKLY.removed))
    )
    assert write(events, name="Alle") == write(iter(events), name="Alle")
    assert write([made(shuffled)], name="Alle") == write([made(WEEKLY)], name="Alle")


def test_each_zone_is_declared_once():
    events = [
        made(schedule, uid=f"{name}{number}") for name, schedule in SCHEDULES.items() for number in (1, 2)
    ]
    found = lines(*events)
    declared = [line for line in found if line.startswith("TZID:")]
    assert declared == ["TZID:America/New_York", "TZID:Asia/Kolkata", "TZID:Europe/Berlin"]
    used = {match[1] for line in found if (match := re.search(r";TZID=([^:]+):", line))}
    assert {line.removeprefix("TZID:") for line in declared} == used


@pytest.mark.parametrize(
    ("organizer", "line"),
    [
        ("Haus, e. V. <mailto:info@example.org>", 'ORGANIZER;CN="Haus, e. V.":mailto:info@example.org'),
        ('Haus "Eins" <https://example.org>', "ORGANIZER;CN=\"Haus 'Eins'\":https://example.org"),
        ("mailto:info@example.org", "ORGANIZER:mailto:info@example.org"),
        ("Haus, e. V.", r"CONTACT:Haus\, e. V."),
        ("Haus <javascript:x>", "CONTACT:Haus <javascript:x>"),
        ("x <mailto:a@example.org\r\nATTENDEE:b>", 'ORGANIZER;CN="x":mailto:a@example.orgATTENDEE:b'),
    ],
)
def test_organizers(organizer, line):
    assert line in lines(made(SCHEDULES["single"], Words(organizer=organizer)))


def test_nobody_writes_a_line_of_their_own():
    evil = "x\r\nEND:VEVENT\nBEGIN:VALARM\rATTACH:y\u2028URL:z\x00\x1b\x85"
    words = Words(evil, evil, evil, f"https://example.org/{evil}", "", (evil,), organizer=evil)
    found = lines(made(SCHEDULES["single"], words, uid=f"a{evil}"), name=evil)
    assert (found.count("END:VEVENT"), found.count("BEGIN:VALARM")) == (1, 0)
    assert not [line for line in found if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", line)]
    assert only(write([made(SCHEDULES["single"], words)], name="Alle")).words.summary.startswith(
        "x END:VEVENT"
    )


def test_lines_are_folded_between_characters():
    for length in range(60, 160):
        text = "SUMMARY:" + "aäß😀"[length % 4] * length
        raw = folded(text)
        assert all(len(piece) <= 75 for piece in raw.split(b"\r\n"))
        assert [piece.decode() for piece in raw.split(b"\r\n")]
        assert raw.decode().replace("\r\n ", "") == text + "\r\n"
    assert folded("A:" + "x" * 73) == b"A:" + b"x" * 73 + b"\r\n"


def test_texts_are_escaped_and_parameters_quoted():
    assert escaped("a\\b;c,d\r\ne\x07\tf") == "a\\\\b\\;c\\,d\\ne\tf"
    assert quoted('a"b\nc\x00;:,') == '"a\'b c;:,"'


def test_any_text_comes_back():
    source = random.Random(1)  # noqa: S311 -- the same every time
    alphabet = "aÄß \\;,:\"'^n\n“😀>&=" + "\u00a0\u0e01"
    for _ in range(200):
        text = "".join(source.choice(alphabet) for _ in range(source.randrange(1, 120)))
        data = write([made(SCHEDULES["single"], Words(text))], name="Alle")
        parsed = icalendar.Calendar.from_ical(data)
        assert str(parsed.walk("VEVENT")[0].get("SUMMARY", "")) == text
        assert read(data).events[0].words.summary.split() == text.split()


def test_a_thousand_events_are_written_and_read_quickly():
    events = [
        made(replace(WEEKLY, start=WEEKLY.start + timedelta(days=7 * (number % 9))), uid=str(number))
        if number % 5 == 0
        else made(series("2026-03-04 19:00"), uid=str(number))
        for number in range(1000)
    ]
    begin = time.process_time()
    data = write(events, name="Alle")
    written = time.process_time() - begin
    assert len(read(data).events) == 1000
    assert written < 1.5  # 0.1 s where it was measured; a slow machine may take its time
    assert time.process_time() - begin < 8
