"""`manage.py preview_calendar`: the dates of a file, as a list for programs and a table for people."""

import json
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.ical.preview import rows
from events.ical.reading import read
from tests.events.ical_files import BERLIN, CALENDARS, EVENING, FOUR_MONDAYS, calendar, event
from tests.events.ical_judge import judged

SINCE, UNTIL = date(2026, 3, 1), date(2026, 7, 1)
MOVED, CALLED_OFF = "Offenes Plenum (verlegt)", "Abgesagt: Vorstandssitzung"
# recurrence_id, start, end, status, summary; written by hand.
EXPECTED = {
    "google.ics": [
        ("2026-03-05T18:00:00Z", "2026-03-05T18:00:00Z", "2026-03-05T20:00:00Z", "CONFIRMED", "Offenes Plenum"),
        (None, "2026-03-10T17:00:00Z", "2026-03-10T19:00:00Z", "TENTATIVE", "Vortrag: Stadt für alle"),
        ("2026-03-19T18:00:00Z", "2026-03-19T18:00:00Z", "2026-03-19T20:00:00Z", "CONFIRMED", "Offenes Plenum"),
        ("2026-03-26T18:00:00Z", "2026-03-27T17:00:00Z", "2026-03-27T19:30:00Z", "CONFIRMED", MOVED),
        ("2026-04-09T17:00:00Z", "2026-04-09T17:00:00Z", "2026-04-09T19:00:00Z", "CONFIRMED", "Offenes Plenum"),
        ("2026-04-16T17:00:00Z", "2026-04-16T17:00:00Z", "2026-04-16T19:00:00Z", "CONFIRMED", "Offenes Plenum"),
        ("2026-04-23T17:00:00Z", "2026-04-23T17:00:00Z", "2026-04-23T19:00:00Z", "CONFIRMED", "Offenes Plenum"),
        ("2026-04-30T17:00:00Z", "2026-04-30T17:00:00Z", "2026-04-30T19:00:00Z", "CONFIRMED", "Offenes Plenum"),
        (None, "2026-05-01", "2026-05-02", "CONFIRMED", "Fest am 1. Mai"),
    ],
    "outlook.ics": [
        ("2026-03-03T17:00:00Z", "2026-03-03T17:00:00Z", "2026-03-03T19:00:00Z", "CONFIRMED", "Vorstandssitzung"),
        (None, "2026-03-12T14:00:00Z", "2026-03-12T15:00:00Z", "CONFIRMED", "Call with partners"),
        (None, "2026-03-20", "2026-03-23", "CONFIRMED", "Klausur"),
        ("2026-04-07T16:00:00Z", "2026-04-07T16:00:00Z", "2026-04-07T18:00:00Z", "CANCELLED", CALLED_OFF),
        ("2026-05-05T16:00:00Z", "2026-05-05T16:00:00Z", "2026-05-05T18:00:00Z", "CONFIRMED", "Vorstandssitzung"),
        ("2026-06-02T16:00:00Z", "2026-06-02T16:00:00Z", "2026-06-02T18:00:00Z", "CONFIRMED", "Vorstandssitzung"),
    ],
    "apple.ics": [
        ("2026-03-06T18:00:00Z", "2026-03-06T18:00:00Z", "2026-03-06T22:00:00Z", "CONFIRMED", "Küche für alle"),
        ("2026-03-20T18:00:00Z", "2026-03-21", "2026-03-22", "CONFIRMED", "Küche für alle: ganzer Tag"),
        ("2026-04-03T17:00:00Z", "2026-04-03T17:00:00Z", "2026-04-03T21:00:00Z", "CONFIRMED", "Küche für alle"),
        ("2026-04-17T17:00:00Z", "2026-04-17T17:00:00Z", "2026-04-17T21:00:00Z", "CONFIRMED", "Küche für alle"),
    ],
    "thunderbird.ics": [
        ("2026-03-27T18:00:00Z", "2026-03-27T18:00:00Z", "2026-03-27T19:30:00Z", "CONFIRMED", "Lesekreis"),
        ("2026-03-29T17:00:00Z", "2026-03-29T17:00:00Z", "2026-03-29T18:30:00Z", "CONFIRMED", "Lesekreis"),
        ("2026-03-31T17:00:00Z", "2026-03-31T17:00:00Z", "2026-03-31T18:30:00Z", "CONFIRMED", "Lesekreis"),
    ],
    "nextcloud.ics": [
        ("2026-03-10", "2026-03-10", "2026-03-11", "CONFIRMED", "Infostand"),
        ("2026-05-10", "2026-05-11", "2026-05-13", "CONFIRMED", "Infostand an zwei Tagen"),
        ("2026-06-10", "2026-06-10", "2026-06-11", "CONFIRMED", "Infostand"),
    ],
    "meetup.ics": [
        (None, "2026-03-18T17:30:00Z", "2026-03-18T20:30:00Z", "CONFIRMED", "Offener Abend: Linux & Freunde"),
    ],
    "moodle.ics": [
        (None, "2026-03-15T22:59:00Z", "2026-03-15T22:59:00Z", "CONFIRMED", "Anmeldeschluss Fortbildung"),
        (None, "2026-03-17", "2026-03-18", "CONFIRMED", "Seminartag"),
    ],
}  # fmt: skip


def preview(
    path: Path | str, *options: str, since: str = "2026-03-01", until: str = "2026-07-01"
) -> tuple[str, str]:
    """Return what the command prints, and what it remarks."""
    out, remarks = StringIO(), StringIO()
    call_command(
        "preview_calendar", str(path), "--from", since, "--to", until, *options, stdout=out, stderr=remarks
    )
    return out.getvalue(), remarks.getvalue()


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file and returns its path."""

    def written(data: bytes) -> Path:
        path = tmp_path / "calendar.ics"
        path.write_bytes(data)
        return path

    return written


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("name", EXPECTED)
def test_calendars_as_programs_of_the_world_write_them(name, ending, file):
    path = file((CALENDARS / name).read_bytes().replace(b"\n", ending))
    out, remarks = preview(path, "--json")
    found = [
        (row["recurrence_id"], row["start"], row["end"], row["status"], row["summary"])
        for row in json.loads(out)
    ]
    assert found == EXPECTED[name]
    assert remarks == ""


@pytest.mark.parametrize("name", sorted(EXPECTED.keys() - {"outlook.ics"}))
def test_an_independent_library_finds_the_same(name):
    data = (CALENDARS / name).read_bytes()
    found, _ = preview(CALENDARS / name, "--json")
    assert json.loads(found) == judged(data, SINCE, UNTIL)


def test_rows_say_what_is_promised_and_no_more(file):
    out, _ = preview(file(calendar(event(*EVENING))), "--json")
    assert json.loads(out) == [
        {
            "uid": "a@example.org",
            "recurrence_id": None,
            "start": "2026-03-02T18:00:00Z",
            "end": "2026-03-02T20:00:00Z",
            "all_day": False,
            "status": "CONFIRMED",
            "summary": "Treffen",
        }
    ]


def test_rows_are_sorted_by_start_then_uid(file):
    data = calendar(*(event(*FOUR_MONDAYS, uid=uid) for uid in "ba"), event("DTSTART:20260302", uid="c"))
    found = [(row["start"], row["uid"]) for row in json.loads(preview(file(data), "--json")[0])]
    assert found == sorted(found)
    assert len(found) == 9


def test_an_empty_window_or_calendar_is_an_empty_list(file):
    assert preview(file(calendar()), "--json")[0].strip() == "[]"
    assert preview(file(calendar(event(*EVENING))), "--json", until="2026-03-01")[0].strip() == "[]"


def test_days_begin_in_berlin_unless_another_zone_is_wanted(file):
    path = file(
        calendar(
            event("DTSTART:20260301T223000Z", uid="before"), event("DTSTART:20260301T233000Z", uid="after")
        )
    )
    window = {"since": "2026-03-02", "until": "2026-03-03"}
    assert [row["uid"] for row in json.loads(preview(path, "--json", **window)[0])] == ["after"]
    assert [row["uid"] for row in json.loads(preview(path, "--json", "--zone", "UTC", **window)[0])] == []
    found, _ = preview(path, "--json", "--zone", "UTC", since="2026-03-01", until="2026-03-02")
    assert len(json.loads(found)) == 2


def test_a_whole_day_is_one_day_in_every_zone(file):
    path = file(calendar(event("DTSTART;VALUE=DATE:20260302")))
    for zone in ("Europe/Berlin", "UTC", "Pacific/Auckland", "America/Los_Angeles"):
        for day in (1, 3):
            window = {"since": f"2026-03-0{day}", "until": f"2026-03-0{day + 1}"}
            assert preview(path, "--json", "--zone", zone, **window)[0].strip() == "[]"
        assert (
            len(
                json.loads(preview(path, "--json", "--zone", zone, since="2026-03-02", until="2026-03-03")[0])
            )
            == 1
        )


def test_people_get_a_table(file):
    cancelled = event("RECURRENCE-ID;VALUE=DATE:20260309", "STATUS:CANCELLED")
    moved = event("RECURRENCE-ID;VALUE=DATE:20260316", "DTSTART:20260317T180000Z")
    out, _ = preview(file(calendar(event(*FOUR_MONDAYS), cancelled, moved)))
    assert out.splitlines() == [
        "2026-03-02T18:00:00Z  2026-03-02T20:00:00Z  Treffen",
        "2026-03-09T18:00:00Z  2026-03-09T20:00:00Z  Treffen [CANCELLED]",
        "2026-03-17T18:00:00Z  2026-03-17T18:00:00Z  Treffen (was 2026-03-16T18:00:00Z)",
        "2026-03-23T18:00:00Z  2026-03-23T20:00:00Z  Treffen",
        "4 dates",
    ]


def test_what_was_left_out_and_mended_is_said_with_its_line(file):
    broken = event(*EVENING, "RRULE:FREQ=SECONDLY", uid="broken")
    out, remarks = preview(file(calendar(broken, event(*EVENING, "URL:javascript:x"))), "--json")
    assert len(json.loads(out)) == 1
    assert remarks.splitlines() == [
        "line 9: left out (UID broken): FREQ=SECONDLY is not supported. Use DAILY, WEEKLY, MONTHLY or YEARLY.",
        "line 16: note (UID a@example.org): URL is no web address and was left out.",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html></html>", "line 1: This is a web page, not a calendar"),
        (calendar(event(*EVENING))[:-25], "The file ends in the middle"),
        (b"", "The file is empty."),
        (b"BEGIN:VCALENDAR\r\n" + b" " * 3_000_000, "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(data, message, file):
    with pytest.raises(CommandError) as error:
        preview(file(data), "--json")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"since": "gestern"}, "no date"),
        ({"until": "2026-02-30"}, "no date"),
        ({"until": "2026-02-01"}, "--to is before --from"),
        ({"options": ["--zone", "Mars"]}, "no time zone"),
    ],
)
def test_wrong_options_are_refused(options, message, file):
    arguments = options.pop("options", [])
    with pytest.raises(CommandError) as error:
        preview(file(calendar()), *arguments, **options)
    assert message in str(error.value)


def test_a_missing_file_is_an_error(tmp_path):
    for path in (tmp_path / "missing.ics", tmp_path):
        with pytest.raises(CommandError):
            preview(path)


def test_no_database_is_needed(file, django_db_blocker):
    with django_db_blocker.block():
        assert json.loads(preview(file(calendar(event(*EVENING))), "--json")[0])


def test_dates_at_both_ends_of_time_are_no_accident(file):
    data = calendar(
        event(*EVENING, "RRULE:FREQ=YEARLY"), event("DTSTART:19000101", "RRULE:FREQ=YEARLY", uid="old")
    )
    assert json.loads(preview(file(data), "--json", since="0001-01-01", until="0002-01-01")[0]) == []
    assert len(json.loads(preview(file(data), "--json", since="0001-01-01", until="9999-12-31")[0])) > 1000


def test_more_dates_than_anybody_looks_at_are_an_error(file, monkeypatch):
    monkeypatch.setattr("events.ical.preview.MOST_ROWS", 100)
    path = file(calendar(*(event(*EVENING, "RRULE:FREQ=DAILY", uid=uid) for uid in "ab")))
    with pytest.raises(CommandError, match="more than 100 dates; choose a shorter time"):
        preview(path)
    assert len(json.loads(preview(path, "--json", until="2026-04-01")[0])) == 60


def test_reading_loads_no_django():
    code = "import sys, events.ical.preview, events.ical.reading, events.ical.writing; print('django' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert found.stdout.strip() == "False"


def test_the_same_bytes_give_the_same_rows():
    data = (CALENDARS / "google.ics").read_bytes()
    assert rows(read(data), SINCE, UNTIL, BERLIN) == rows(read(data), SINCE, UNTIL, BERLIN)
