"""Components (RFC 5545 §3.6) as they stand in the file: calendars with their events and zones, nothing else kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from events.ical import bounds
from events.ical.lines import Line, content_lines
from events.ical.reasons import CalendarError, Reason, gettext_noop

_NAME = re.compile(r"[A-Za-z0-9-]+")
_KEPT = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
# What stands directly in a calendar: where one begins, another has ended, whether it says so or not.
_DIRECT = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"}
# Without these an event would be another one; whatever else is garbled may be passed over.
DECISIVE = (
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "STATUS",
)  # fmt: skip


@dataclass
class Block:
    """A component: where it begins, what it says, what it holds, and why it cannot be used (empty: it can)."""

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)
    problem: Reason | None = None
    problem_line: int = 0

    def all(self, name: str) -> list[Line]:
        """Return the lines of a name."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """Return the first line of a name, if there is one."""
        return next((line for line in self.lines if line.name == name), None)

    def value(self, name: str) -> str:
        """Return the value of the first line of a name without spaces around it, else an empty text."""
        line = self.first(name)
        return line.value.strip() if line else ""

    def of(self, name: str) -> Iterator["Block"]:
        """Yield the components of a name within this one."""
        return (block for block in self.blocks if block.name == name)

    def refuse(self, line: int, reason: Reason) -> None:
        """Note why this component cannot be used; the first reason stays."""
        if self.problem is None:
            self.problem, self.problem_line = reason, line


class Reader:
    """Puts components together line by line, and keeps to the bounds while doing so."""

    def __init__(self) -> None:
        """Begin outside of any calendar."""
        self.calendars: list[Block] = []
        self.open: list[Block] = []
        self.events = 0
        self.zones = 0

    def feed(self, line: Line) -> None:
        """Take the next line; raises CalendarError where what follows could not be trusted."""
        if line.name == "BEGIN":
            self._begin(_component_name(line), line.number)
        elif line.name == "END":
            self._end(_component_name(line), line.number)
        elif self.open:
            self._add(line)
        # Between calendars, publishers' caches leave comments; nothing there can change an event.

    def finish(self) -> list[Block]:
        """Return the calendars; raises CalendarError if one has no end, since then nobody knows what is missing."""
        if self.open:
            block = self.open[-1]
            raise CalendarError(
                Reason(
                    gettext_noop(
                        "The file ends in the middle: BEGIN:%(name)s has no END. It was probably cut off; fetch it"
                        " again."
                    ),
                    name=block.name,
                ),
                block.number,
            )
        return self.calendars

    def _begin(self, name: str, number: int) -> None:
        """Open a component."""
        if name in _DIRECT:
            self._close_open_events(number)
        if name == "VCALENDAR" and self.open:
            raise CalendarError(
                Reason(
                    gettext_noop(
                        "A calendar begins before the one of line %(line)s has ended (END:VCALENDAR)."
                    ),
                    line=self.open[0].number,
                ),
                number,
            )
        if len(self.open) >= bounds.DEPTH:
            raise CalendarError(
                Reason(gettext_noop("Components lie deeper in each other than in any calendar.")), number
            )
        block = Block(name, number)
        if not self.open and name != "VCALENDAR":
            block.refuse(
                number, Reason(gettext_noop("It stands outside of BEGIN:VCALENDAR and END:VCALENDAR."))
            )
        self._count(name, number)
        holder = self.open[-1] if self.open else None
        if name == "VCALENDAR":
            self.calendars.append(block)
        elif name in _KEPT:
            (holder or self._outside(number)).blocks.append(block)
        self.open.append(block)

    def _outside(self, number: int) -> Block:
        """Return a calendar for what stands in none."""
        self.calendars.append(Block("VCALENDAR", number))
        return self.calendars[-1]

    def _count(self, name: str, number: int) -> None:
        """Count events and zones; raises CalendarError above the limit."""
        self.events += name == "VEVENT"
        self.zones += name == "VTIMEZONE"
        if self.events > bounds.EVENTS:
            raise CalendarError(
                Reason(
                    gettext_noop(
                        "There are more than %(limit)s events; ask for a calendar with fewer or only future events."
                    ),
                    limit=bounds.EVENTS,
                ),
                number,
            )
        if self.zones > bounds.ZONES:
            raise CalendarError(
                Reason(gettext_noop("There are more than %(limit)s time zones."), limit=bounds.ZONES), number
            )

    def _close_open_events(self, number: int) -> None:
        """Close what has no END before its neighbour begins."""
        while self.open and self.open[-1].name != "VCALENDAR":
            self.open.pop().refuse(
                number,
                Reason(gettext_noop("It has no END before the next component begins; it may be incomplete.")),
            )

    def _end(self, name: str, number: int) -> None:
        """Close a component, and whatever within it was left open; an END without BEGIN is passed over."""
        if name not in {block.name for block in self.open}:
            return
        while (block := self.open.pop()).name != name:
            reason = Reason(
                gettext_noop("It has no END before END:%(name)s; it may be incomplete."), name=name
            )
            block.refuse(number, reason)
            for holder in self.open:
                if holder.name == "VEVENT":
                    holder.refuse(number, reason)

    def _add(self, line: Line) -> None:
        """Keep a line of the innermost component, if it is one that is read."""
        block = self.open[-1]
        if block.name not in _KEPT:
            return
        if "\0" in line.value:
            block.refuse(line.number, Reason(gettext_noop("It holds NUL bytes; the file is damaged.")))
        if len(block.lines) >= bounds.LINES_OF_COMPONENT:
            block.refuse(
                line.number,
                Reason(gettext_noop("It has more than %(limit)s lines."), limit=bounds.LINES_OF_COMPONENT),
            )
        if block.name == "VCALENDAR" and block.problem is not None:
            raise CalendarError(block.problem, line.number)
        if len(block.lines) >= bounds.LINES_OF_COMPONENT:
            return
        if not line.name and line.value.strip().upper().startswith(DECISIVE):
            block.refuse(line.number, Reason(gettext_noop("The line has no colon between name and value.")))
        if line.is_cut and line.name in DECISIVE:
            block.refuse(
                line.number,
                Reason(gettext_noop("%(name)s is longer than any real one."), name=line.name),
            )
        block.lines.append(line)


def _component_name(line: Line) -> str:
    """Return the name after BEGIN or END; servers that fail at the end write their error right behind it."""
    found = _NAME.match(line.value.strip())
    return found[0].upper() if found else ""


def calendars(data: bytes) -> list[Block]:
    """Return the VCALENDARs of a file (RFC 5545 §3.4 allows several); raises CalendarError."""
    reader = Reader()
    for line in content_lines(data):
        reader.feed(line)
    return reader.finish()
