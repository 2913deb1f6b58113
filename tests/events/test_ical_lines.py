"""Content lines and components: what is one calendar, and what is none."""

import pytest

from events.ical import bounds
from events.ical.blocks import calendars
from events.ical.lines import content_lines
from events.ical.reading import CalendarError, read
from tests.events.ical_files import CALENDARS, EVENING, calendar, event, only, reasons


def lines(text: str | bytes):
    data = text if isinstance(text, bytes) else text.encode()
    return list(content_lines(b"BEGIN:VCALENDAR\r\n" + data))[1:]


def test_a_line_has_name_parameters_and_value():
    (line,) = lines('dtstart;tzid="Europe/Berlin";VALUE=DATE-TIME:20260302T190000')
    assert (line.number, line.name, line.value) == (2, "DTSTART", "20260302T190000")
    assert line.params == {"TZID": "Europe/Berlin", "VALUE": "DATE-TIME"}


def test_quoted_parameters_may_hold_what_separates():
    (line,) = lines('ORGANIZER;CN="Haus: a, b; c";ROLE=CHAIR:mailto:a@example.org')
    assert line.params == {"CN": "Haus: a, b; c", "ROLE": "CHAIR"}
    assert line.value == "mailto:a@example.org"


def test_outlooks_zone_names_need_no_quotes():
    (line,) = lines("DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin:20260302T190000")
    assert (line.params["TZID"], line.value) == ("(UTC+01:00) Amsterdam, Berlin", "20260302T190000")


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\r\r\n"])
def test_any_end_of_line_will_do(ending):
    found = lines(ending.join(["SUMMARY:eins", " zwei", "\tdrei", "", "STATUS:TENTATIVE"]))
    assert [(line.name, line.value) for line in found] == [
        ("SUMMARY", "einszweidrei"),
        ("STATUS", "TENTATIVE"),
    ]


def test_lines_are_counted_as_an_editor_does():
    assert [line.number for line in lines("A:1\n 2\n 3\nB:4")] == [2, 5]


def test_characters_folded_in_the_middle_come_together_again():
    (line,) = lines(b"SUMMARY:gr" + "ü".encode()[:1] + b"\r\n " + "ü".encode()[1:] + b"n")
    assert line.value == "grün"


def test_a_line_that_is_none_is_passed_over():
    assert [line.name for line in lines("Treffpunkt am Markt\nSUMMARY:x\n=:y")] == ["", "SUMMARY", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_encodings_of_western_europe_are_read(encoding):
    data = calendar(event(*EVENING, summary="Müllers Fest in Köln")).decode().encode(encoding)
    assert only(data).words.summary == "Müllers Fest in Köln"


def test_the_last_line_needs_no_end():
    assert only(calendar(event(*EVENING)).rstrip()).uid == "a@example.org"


def test_small_letters_are_read():
    data = calendar(event(*EVENING)).replace(b"BEGIN:VEVENT", b"begin:vevent").replace(b"SUMMARY", b"Summary")
    assert only(data).words.summary == "Treffen"


def test_several_calendars_stand_in_one_file():
    data = calendar(event(*EVENING)) + calendar(event(*EVENING, uid="b"), head=("X-WR-CALNAME:Zweiter",))
    found = read(data)
    assert [each.uid for each in found.events] == ["a@example.org", "b"]
    assert found.name == "Zweiter"


def test_a_calendar_without_events_is_one():
    assert read(calendar()).events == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \r\n" * 1000, "empty"),
        (b"<!DOCTYPE html><html><body>Anmelden</body></html>", "web page"),
        (b"\xef\xbb\xbf<HTML>", "web page"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "XML"),
        (b'["vcalendar", [], []]', "JSON"),
        (b"PK\x03\x04zip", "compressed"),
        (b"\x1f\x8b\x08gzip", "compressed"),
        (b"BEGIN:VCARD\r\nFN:Erika Beispiel\r\nEND:VCARD", "vCard"),
        (b"Warning: mysql_connect() in feed.php\r\nBEGIN:VCALENDAR", "does not begin with BEGIN:VCALENDAR"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT", "does not begin with BEGIN:VCALENDAR"),
        (b"\0" * 5000, "does not begin with BEGIN:VCALENDAR"),
        (b"\xff\xfe\x00\xd8", "does not begin with BEGIN:VCALENDAR"),
        (calendar(event(*EVENING))[:-20], "cut off"),
        (b"BEGIN:VCALENDAR", "cut off"),
        (b"BEGIN:VCALENDAR\r\nSUMMARY:x" + b"\r\n x" * 5000, "cut off"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR", "before the one of line 1 has ended"),
        (calendar("BEGIN:VEVENT", *["BEGIN:VALARM"] * 20, *["END:VALARM"] * 20, "END:VEVENT"), "deeper"),
        (calendar(head=("X-WR-CALNAME:a\0b",)), "NUL"),
        (calendar(head=("CALSCALE:HEBREW",)), "line 4: CALSCALE:HEBREW is not supported"),
        (calendar(head=("X-A:1",) * 5000), "more than 4000 lines"),
        (calendar("Unfug") + b"Unfug\r\n" * 2000, "too many lines"),
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_refused_with_what_to_do(data, words):
    with pytest.raises(CalendarError) as error:
        read(data)
    assert words in str(error.value)


def test_an_error_names_its_line():
    with pytest.raises(CalendarError, match="^line 4: The file ends in the middle: BEGIN:VEVENT") as error:
        read(calendar(event(*EVENING)).split(b"END:VEVENT")[0])
    assert error.value.line == 4
    assert error.value.reason.params == {"name": "VEVENT"}
    assert error.value.reason.message % error.value.reason.params == error.value.reason


def test_what_is_too_much_is_refused():
    with pytest.raises(CalendarError, match="larger than 2 MB"):
        read(calendar(event("DESCRIPTION:" + "x" * bounds.BYTES)))
    with pytest.raises(CalendarError, match="more than 2000 events"):
        read(calendar(*[event(*EVENING)] * (bounds.EVENTS + 1)))
    with pytest.raises(CalendarError, match="more than 100 time zones"):
        read(calendar(*["BEGIN:VTIMEZONE", "END:VTIMEZONE"] * (bounds.ZONES + 1)))


def test_an_event_without_end_is_left_out_by_itself():
    broken = event(*EVENING, uid="broken").removesuffix("END:VEVENT")
    for data in (calendar(broken, event(*EVENING)), calendar(event(*EVENING), broken)):
        found = read(data)
        assert [each.uid for each in found.events] == ["a@example.org"]
        assert [refusal.uid for refusal in found.refusals] == ["broken"]
        assert "no END" in found.refusals[0].reason


def test_an_alarm_without_end_makes_its_event_incomplete():
    assert "no END before END:VEVENT" in reasons(calendar(event("BEGIN:VALARM", *EVENING)))


def test_an_end_without_beginning_is_passed_over():
    assert only(calendar("END:VALARM", event(*EVENING, "END:VTODO")))


def test_an_event_outside_of_a_calendar_is_left_out():
    found = read(calendar() + event(*EVENING).encode())
    assert found.events == ()
    assert "outside" in found.refusals[0].reason


def test_what_servers_write_behind_a_calendar_is_passed_over():
    page = b"<!DOCTYPE html>\n<p>Error 500</p>\n"
    assert only(calendar(event(*EVENING)).rstrip() + page)
    assert only(calendar(event(*EVENING)) + b"<!-- cached -->")


def test_other_components_are_passed_over():
    others = (
        f"BEGIN:{name}\r\nUID:x\r\nSUMMARY:x\r\nEND:{name}" for name in ("VTODO", "VJOURNAL", "VFREEBUSY")
    )
    alarm = "BEGIN:VALARM\r\nDESCRIPTION:Wecker\r\nTRIGGER:-PT5M\r\nEND:VALARM"
    assert only(calendar(*others, event(*EVENING, alarm))).words.description == ""


@pytest.mark.parametrize(
    "line", ["DTSTART 20260302T190000", "RRULE FREQ=WEEKLY", "EXDATE;TZID=Europe/Berlin"]
)
def test_a_garbled_line_that_decides_costs_its_event(line):
    assert "no colon" in reasons(calendar(event(*EVENING, line)))


def test_a_garbled_line_of_text_costs_nothing():
    assert (
        only(calendar(event(*EVENING, "DESCRIPTION:Zeile eins", "Zeile zwei"))).words.description
        == "Zeile eins"
    )


def test_a_nul_byte_costs_its_event():
    found = read(calendar(event(*EVENING, summary="a\0b"), event(*EVENING, uid="b")))
    assert [each.uid for each in found.events] == ["b"]
    assert (found.refusals[0].line, found.refusals[0].uid) == (6, "a@example.org")


def test_pictures_within_do_not_matter():
    picture = "ATTACH;ENCODING=BASE64;VALUE=BINARY:" + "A" * (bounds.BYTES_OF_LINE * 3)
    assert only(calendar(event(picture, *EVENING)))


def test_endless_lines_are_cut_or_refused():
    assert len(only(calendar(event(*EVENING, "LOCATION:" + "x" * 500_000))).words.location) == bounds.LOCATION
    assert "longer than any" in reasons(calendar(event(*EVENING, "EXDATE:" + "20260302T190000," * 20_000)))
    assert "more than 4000 lines" in reasons(calendar(event(*EVENING, *["COMMENT:x"] * 5000)))


@pytest.mark.parametrize("name", sorted(path.name for path in CALENDARS.glob("*.ics")))
def test_every_half_of_a_calendar_is_refused_or_read(name):
    data = (CALENDARS / name).read_bytes()
    for end in range(0, len(data) - 1, 97):
        with pytest.raises(CalendarError):
            read(data[:end])


def test_blocks_keep_what_is_read_only():
    (block,) = calendars(calendar("BEGIN:VTODO\r\nUID:x\r\nEND:VTODO", event(*EVENING)))
    assert [each.name for each in block.blocks] == ["VEVENT"]
