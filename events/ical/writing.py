"""Writing a calendar that every client reads: by the letter of RFC 5545 and 7986, the same bytes for the same events.

Nothing here asks what time it is: DTSTAMP is the event's last change, so that a feed changes when an event does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from events.ical.components import CalendarEvent, Status, Words
from events.ical.folding import escaped, folded, quoted
from events.ical.plain_text import web_address
from events.ical.vtimezone import vtimezone
from events.recurrence import clock
from events.recurrence.rule import rule_text
from events.recurrence.rules import read_rule
from events.recurrence.schedule import Change, Schedule

PRODUCT = "-//Buendnisportal//Calendar//DE"
# How often clients may ask; what else is known of a calendar stands in its events.
REFRESH = "PT4H"
# How far the clock of an endless series elsewhere is told, from its first date on.
YEARS_AHEAD = 20
LONGEST_ADDRESS = 2_000

_UTC_NAMES = {"UTC", "Etc/UTC"}
_BASIC = "%Y%m%dT%H%M%S"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(
    events: Iterable[CalendarEvent], *, name: str, about: str = "", url: str = "", page_url: str = ""
) -> bytes:
    """Return a VCALENDAR in UTF-8: events in the given order, one VTIMEZONE per zone in use.

    `about` is what clients tell of the calendar, `url` its own address, `page_url` that of the page that shows it.
    """
    lines = []
    if name:
        lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]
    if about:
        lines += [f"DESCRIPTION:{escaped(about)}", f"X-WR-CALDESC:{escaped(about)}"]
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}", f"X-PUBLISHED-TTL:{REFRESH}"]
    if address := web_address(url, LONGEST_ADDRESS):
        lines.append(f"SOURCE;VALUE=URI:{address}")
    if address := web_address(page_url, LONGEST_ADDRESS):
        lines.append(f"URL:{address}")
    return _calendar(lines, list(events))


def write_message(event: CalendarEvent) -> bytes:
    """Return an event as it is told by mail, once (METHOD:PUBLISH, RFC 5546 §3.2.1, which demands an ORGANIZER)."""
    return _calendar(["METHOD:PUBLISH"], [event])


def _calendar(about: Iterable[str], events: Sequence[CalendarEvent]) -> bytes:
    """Return a VCALENDAR with lines about itself."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", *about]
    lines += _zones(events)
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(map(folded, lines))


def _zones(events: Iterable[CalendarEvent]) -> Iterator[str]:
    """Yield the lines of every zone that a time refers to, for the years of its events."""
    years: dict[str, tuple[int, int]] = {}
    for event in events:
        schedule = event.schedule
        if schedule.zone and _has_times(schedule) and schedule.zone not in _UTC_NAMES:
            first, last = _years(schedule)
            known = years.get(schedule.zone, (first, last))
            years[schedule.zone] = min(first, known[0]), max(last, known[1])
    for zone in sorted(years):
        yield from vtimezone(zone, *years[zone])


def _has_times(schedule: Schedule) -> bool:
    """Return whether any date is more than a whole day's."""
    return not schedule.is_all_day or any(change.is_all_day is False for change in schedule.changes.values())


def _years(schedule: Schedule) -> tuple[int, int]:
    """Return the years in which a schedule needs its clock, and one more on either side."""
    ends = [change.end or change.start for change in schedule.changes.values() if change.end or change.start]
    known = [schedule.start, schedule.end, *schedule.extra, *schedule.changes, *ends]
    last = max(wall.year for wall in known)
    return min(wall.year for wall in known) - 1, max(
        last, schedule.start.year + YEARS_AHEAD * bool(schedule.rule)
    ) + 1


def _event(event: CalendarEvent) -> Iterator[str]:
    """Yield the lines of an event: the series or single date, then each date that differs."""
    schedule = event.schedule
    keys = schedule.changes.keys() | event.exceptions.keys()
    if event.is_partial:
        keys |= {schedule.start, *schedule.extra}
    else:
        yield from _component(event, _first_date(schedule), event.words)
    for key in sorted(keys - schedule.removed):
        change = schedule.changes.get(key, Change())
        words = event.exceptions.get(key, event.words)
        start = change.start or key
        times = [
            _time("RECURRENCE-ID", key, schedule),
            *_span(start, change.end or start + schedule.length, _kind(schedule, change)),
        ]
        yield from _component(event, times, words, is_cancelled=change.is_cancelled)


def _kind(schedule: Schedule, change: Change) -> Schedule:
    """Return the schedule with the kind of time that a date has."""
    return schedule if change.is_all_day is None else replace(schedule, is_all_day=change.is_all_day)


def _first_date(schedule: Schedule) -> Iterator[str]:
    """Yield when a series or single date takes place."""
    yield from _span(schedule.start, schedule.end, schedule)
    if schedule.rule:
        rule = read_rule(schedule.rule, schedule.start, schedule.zone, schedule.is_all_day)
        yield f"RRULE:{rule_text(rule, schedule.zone, schedule.is_all_day)}"
    for name, walls in (("RDATE", sorted(schedule.extra)), ("EXDATE", sorted(schedule.removed))):
        for wall in walls:  # one a line: some clients read no lists
            yield _time(name, wall, schedule)


def _component(
    event: CalendarEvent, times: Iterable[str], words: Words, *, is_cancelled: bool = False
) -> Iterator[str]:
    """Yield the lines of a VEVENT."""
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_utc(event.changed_at or event.created_at or _EPOCH)}"
    if event.created_at:
        yield f"CREATED:{_utc(event.created_at)}"
    if event.changed_at:
        yield f"LAST-MODIFIED:{_utc(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield from times
    yield from _words(words)
    if event.is_mark:
        yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{Status.CANCELLED if is_cancelled else words.status}"
    yield "END:VEVENT"


def _words(words: Words) -> Iterator[str]:
    """Yield what is said; nothing where nothing is."""
    for name, text in (
        ("SUMMARY", words.summary),
        ("DESCRIPTION", words.description),
        ("LOCATION", words.location),
    ):
        if text:
            yield f"{name}:{escaped(text)}"
    if words.lat is not None and words.lon is not None:
        yield f"GEO:{_degrees(words.lat)};{_degrees(words.lon)}"
    for name, address in (("URL", words.url), ("CONFERENCE;VALUE=URI", words.conference)):
        if address := web_address(address, LONGEST_ADDRESS):
            yield f"{name}:{address}"
    categories = [escaped(category) for category in words.categories if category]
    if categories:
        yield f"CATEGORIES:{','.join(categories)}"
    if words.organizer:
        yield _organizer(words.organizer)


def _organizer(text: str) -> str:
    """Return `Name <address>` or an address as ORGANIZER, which must have one; a name alone as CONTACT."""
    name, bracket, rest = text.rpartition(" <")
    address = rest.removesuffix(">") if bracket else text
    if address.startswith("mailto:") or web_address(address, LONGEST_ADDRESS):
        address = "".join(address.split())
        return f"ORGANIZER;CN={quoted(name)}:{address}" if name else f"ORGANIZER:{address}"
    return f"CONTACT:{escaped(text)}"


def _degrees(value: float) -> str:
    """Return degrees with up to six decimals, a tenth of a metre."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _span(start: datetime, end: datetime, schedule: Schedule) -> Iterator[str]:
    """Yield DTSTART, and DTEND where there is a length (RFC 5545 §3.8.2.2: later than the start).

    Where the clock skips a time so that the end would come first, the length is written instead.
    """
    yield _time("DTSTART", start, schedule)
    if end <= start:
        return
    zone = "" if schedule.is_all_day else schedule.zone
    if zone and clock.instant(end, zone) <= clock.instant(start, zone):
        yield f"DURATION:PT{(end - start) // timedelta(seconds=1)}S"
    else:
        yield _time("DTEND", end, schedule)


def _time(name: str, wall: datetime, schedule: Schedule) -> str:
    """Return a property with a day, a floating time, a UTC time or a time of a zone."""
    if schedule.is_all_day:
        return f"{name};VALUE=DATE:{wall.strftime('%Y%m%d')}"
    text = wall.strftime(_BASIC)
    if not schedule.zone:
        return f"{name}:{text}"
    return f"{name}:{text}Z" if schedule.zone in _UTC_NAMES else f"{name};TZID={schedule.zone}:{text}"


def _utc(instant: datetime) -> str:
    """Return an instant in UTC."""
    return f"{instant.astimezone(UTC).strftime(_BASIC)}Z"
