"""Calendars for the tests of reading and writing, as short as they can be."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from events.ical.components import Calendar, CalendarEvent
from events.ical.preview import rows
from events.ical.reading import read

CALENDARS = Path(__file__).with_name("calendars")
BERLIN = "Europe/Berlin"
EVENING = ("DTSTART;TZID=Europe/Berlin:20260302T190000", "DTEND;TZID=Europe/Berlin:20260302T210000")
FOUR_MONDAYS = (*EVENING, "RRULE:FREQ=WEEKLY;COUNT=4")
YEAR = date(2026, 1, 1), date(2027, 1, 1)


def calendar(*events: str, head: tuple[str, ...] = ()) -> bytes:
    """Return a file with events as `event` writes them, and lines before them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", *head, *events, "END:VCALENDAR", ""]
    return "\r\n".join(lines).encode()


def event(*lines: str, uid: str = "a@example.org", summary: str = "Treffen") -> str:
    """Return a VEVENT; an empty UID or title is left out."""
    known = [f"UID:{uid}"] * bool(uid) + [f"SUMMARY:{summary}"] * bool(summary)
    return "\r\n".join(["BEGIN:VEVENT", *known, *lines, "END:VEVENT"])


def zone(
    tzid: str,
    *,
    summer: str = "BYMONTH=3;BYDAY=-1SU",
    winter: str = "BYMONTH=10;BYDAY=-1SU",
    hours: int = 1,
    at: tuple[int, int] = (2, 3),
) -> tuple[str, ...]:
    """Return a VTIMEZONE as Outlook writes it: its yearly changes, their hours, and the offset of its winter."""
    standard, daylight = (f"{'-' if offset < 0 else '+'}{abs(offset):02}00" for offset in (hours, hours + 1))
    return (
        "BEGIN:VTIMEZONE", f"TZID:{tzid}",
        "BEGIN:STANDARD", f"DTSTART:16010101T{at[1]:02}0000", f"TZOFFSETFROM:{daylight}", f"TZOFFSETTO:{standard}",
        f"RRULE:FREQ=YEARLY;{winter}", "END:STANDARD",
        "BEGIN:DAYLIGHT", f"DTSTART:16010101T{at[0]:02}0000", f"TZOFFSETFROM:{standard}", f"TZOFFSETTO:{daylight}",
        f"RRULE:FREQ=YEARLY;{summer}", "END:DAYLIGHT",
        "END:VTIMEZONE",
    )  # fmt: skip


def only(data: bytes, **options: str) -> CalendarEvent:
    """Return the only event of a file in which nothing is refused."""
    found = read(data, **options)
    assert not found.refusals
    (single,) = found.events
    return single


def previewed(found: Calendar | bytes, since: date = YEAR[0], until: date = YEAR[1]) -> list[dict[str, Any]]:
    """Return what `preview_calendar` prints of a calendar, by default of 2026."""
    found = read(found) if isinstance(found, bytes) else found
    return [asdict(row) for row in rows(found, since, until, BERLIN)]


def starts(data: bytes) -> list[str]:
    """Return when the dates of 2026 start."""
    return [row["start"] for row in previewed(data)]


def reasons(data: bytes) -> str:
    """Return why events of a file were refused."""
    return " ".join(refusal.reason for refusal in read(data).refusals)


def notes(data: bytes) -> str:
    """Return what was mended."""
    return " ".join(note.reason for note in read(data).notes)
