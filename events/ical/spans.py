"""When a VEVENT begins and ends, and which dates its lists name: DTSTART, DTEND, DURATION, RDATE, EXDATE."""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from events.ical import bounds, stamps
from events.ical.blocks import Block
from events.ical.lines import Line
from events.ical.reasons import Reason, Refused, gettext_noop
from events.ical.stamps import NotUnderstood, Stamp
from events.ical.zones import ZoneBook

Note = Callable[[int, Reason], None]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when; both are days, or both are times on one clock."""

    start: Stamp
    end: Stamp

    def in_zone(self, zone: str, home: str) -> tuple[datetime, datetime]:
        """Return both on the wall of a zone."""
        return self.start.in_zone(zone, home), self.end.in_zone(zone, home)


def stamp_of(
    line: Line, book: ZoneBook, note: Note, value: str | None = None, beside: Line | None = None
) -> Stamp:
    """Return the date or time of a line, or of one value of its list; raises Refused.

    A time that names no zone is told by that of the line it stands beside.
    """
    text = line.value if value is None else value
    tzid = line.params.get("TZID", "") or (beside.params.get("TZID", "") if beside else "")
    zone = book.zone(tzid) if tzid else book.own
    try:
        found = stamps.stamp(text, zone, line.is_typed("DATE"))
    except NotUnderstood as error:
        raise Refused(line.number, error.reason) from None
    if tzid and not zone and not found.is_day and found.zone != "UTC":
        if book.is_nowhere(tzid):
            wall = book.in_utc(tzid, found.wall)
            if wall is None:
                raise nowhere(line, tzid)
            return Stamp(wall, zone="UTC")
        note(
            line.number,
            Reason(
                gettext_noop("The time zone “%(zone)s” is unknown; its times are taken as local ones."),
                zone=tzid[:60],
            ),
        )
        return replace(found, zone=book.own)
    if found.zone == "UTC" and zone:
        return _at_home(found, zone)
    return found


def nowhere(line: Line, tzid: str) -> Refused:
    """Return why a time cannot be told: its zone keeps the clock of no place."""
    message = gettext_noop(
        "The time zone “%(zone)s” keeps the clock of no place; use a name such as Europe/Berlin."
    )
    return Refused(line.number, Reason(message, zone=tzid[:60]))


def _at_home(found: Stamp, zone: str) -> Stamp:
    """Return a UTC time on the wall of the calendar's zone, unless that clock shows it twice."""
    wall = found.wall.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    return found if wall.fold else replace(found, wall=wall.replace(tzinfo=None), zone=zone)


def span_of(block: Block, book: ZoneBook, note: Note) -> Span | None:
    """Return when a component takes place, or None without DTSTART; raises Refused.

    Without an end, a day lasts one day and a time no time (RFC 5545 §3.6.1). An end on the day before which it is
    exclusive is a common slip for one day; an end before its start is nobody's guess.
    """
    line = block.first("DTSTART")
    if line is None:
        return None
    start = stamp_of(line, book, note)
    ends = block.first("DTEND")
    lasts = block.first("DURATION")
    if ends is not None and ends.value.strip():
        start, end = _on_one_clock(
            start, _aligned(start, stamp_of(ends, book, note, beside=line), ends, note), book.home
        )
    elif lasts is not None and lasts.value.strip():
        end = _after(start, lasts)
    else:
        return Span(start, replace(start, wall=start.wall + _DAY) if start.is_day else start)
    return _checked(Span(start, end), ends or lasts or line, note)


def _on_one_clock(start: Stamp, end: Stamp, home: str) -> tuple[Stamp, Stamp]:
    """Return both on the clock of the start, or on that of UTC where the end is in an hour that comes twice."""
    if start.is_day or start.zone == end.zone:
        return start, end
    wall = end.in_zone(start.zone, home)
    if start.zone and wall.fold:
        return Stamp(start.in_zone("UTC", home), zone="UTC"), Stamp(end.in_zone("UTC", home), zone="UTC")
    return start, Stamp(wall.replace(fold=0), zone=start.zone)


def _aligned(start: Stamp, end: Stamp, line: Line, note: Note) -> Stamp:
    """Return the end as the kind that the start is."""
    if start.is_day == end.is_day:
        return end if end.zone or end.is_day else replace(end, zone=start.zone)
    note(
        line.number,
        Reason(gettext_noop("DTSTART is a day and DTEND a time, or the other way round; DTSTART counts.")),
    )
    if start.is_day:
        return Stamp(
            datetime.combine(end.wall, datetime.min.time())
            + (_DAY if end.wall.time() != datetime.min.time() else timedelta()),
            is_day=True,
        )
    return Stamp(end.wall, zone=start.zone)


def _after(start: Stamp, line: Line) -> Stamp:
    """Return the end by a DURATION, on the wall's clock as all lengths here."""
    try:
        length = stamps.duration(line.value)
    except NotUnderstood as error:
        raise Refused(line.number, error.reason) from None
    return replace(start, wall=start.wall + (stamps.whole_days(length) if start.is_day else length))


def _checked(span: Span, line: Line, note: Note) -> Span:
    """Return the span, mended where that is no guess; raises Refused."""
    start, end = span.start.wall, span.end.wall
    if span.start.is_day and end == start:
        note(line.number, Reason(gettext_noop("The last day is exclusive (DTEND); it is taken as one day.")))
        return replace(span, end=replace(span.end, wall=start + _DAY))
    if end < start:
        raise Refused(
            line.number, Reason(gettext_noop("It ends before it begins; correct DTSTART or DTEND."))
        )
    if (end - start).days > bounds.LONGEST_DAYS:
        raise Refused(
            line.number,
            Reason(
                gettext_noop("It would last longer than %(years)s years."), years=bounds.LONGEST_DAYS // 365
            ),
        )
    return span


@dataclass(frozen=True, slots=True)
class Frame:
    """What the lists of an event are read by: its first span on the wall of its zone."""

    start: datetime
    end: datetime
    zone: str
    is_all_day: bool
    book: ZoneBook

    def key(self, found: Stamp) -> datetime:
        """Return the wall start that a RECURRENCE-ID, EXDATE or RDATE names.

        A day beside a timed event means its date on that day; a time beside whole days means its day.
        """
        if not self.is_all_day:
            return (
                datetime.combine(found.wall, self.start.time())
                if found.is_day
                else found.in_zone(self.zone, self.book.home)
            )
        midnight = datetime.min.time()
        is_written_so = found.is_day or found.zone != "UTC"
        wall = found.utc_day or (
            found.wall if is_written_so else found.in_zone(self.book.home, self.book.home)
        )
        return datetime.combine(wall, midnight)

    def dated_key(self, found: Stamp, added: Container[datetime]) -> datetime:
        """Return the key of an existing date; Outlook names an evening's date by its midnight."""
        key = self.key(found)
        is_midnight = key.time() == datetime.min.time() and key not in added
        return datetime.combine(key, self.start.time()) if is_midnight else key


def values(block: Block, name: str) -> Iterator[tuple[Line, str]]:
    """Yield the values of the lists of a name, with their lines."""
    return ((line, value) for line in block.all(name) for value in line.value.split(",") if value.strip())


def removed_of(
    block: Block, frame: Frame, added: Container[datetime], note: Note
) -> tuple[set[datetime], set[datetime]]:
    """Return the starts that EXDATE takes away, and the days (at midnight) on which it takes away everything."""
    starts: set[datetime] = set()
    days: set[datetime] = set()
    for line, value in values(block, "EXDATE"):
        found = stamp_of(
            line, frame.book, note, value.partition("/")[0]
        )  # some name a date from when until when
        starts.add(frame.dated_key(found, added))
        if found.is_day:
            days.add(found.wall)
    return starts, days


def added_of(block: Block, frame: Frame, note: Note) -> dict[datetime, datetime | None]:
    """Return the starts that RDATE adds, with their ends where it names a period of another length."""
    added: dict[datetime, datetime | None] = {}
    for line, value in values(block, "RDATE"):
        begin, slash, rest = value.partition("/")
        found = stamp_of(line, frame.book, note, begin)
        start = frame.key(found)
        end = None
        if slash:
            try:
                end = (
                    start + stamps.duration(rest)
                    if rest.strip()[:1].upper() in ("P", "+", "-")
                    else frame.key(stamp_of(line, frame.book, note, rest))
                )
            except NotUnderstood as error:
                raise Refused(line.number, error.reason) from None
            if end < start:
                raise Refused(line.number, Reason(gettext_noop("A period of RDATE ends before it begins.")))
            end = None if end - start == frame.end - frame.start else end
        added[start] = end
    return added
