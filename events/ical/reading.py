"""Reading a calendar somebody else wrote: bounded, forgiving where the meaning is clear, clear where it is not."""

from events.ical.allowance import Allowance
from events.ical.blocks import Block, calendars
from events.ical.components import Calendar, CalendarEvent, Refusal
from events.ical.parts import Part, part_of, uid_of
from events.ical.plain_text import one_line, shortened, unescaped
from events.ical.reasons import CalendarError, Reason, Refused, gettext_noop
from events.ical.series import event_of, newest
from events.ical.zones import ZoneBook

__all__ = ["CalendarError", "read"]


def read(data: bytes, *, default_zone: str = "Europe/Berlin", source_name: str = "") -> Calendar:
    """Return what a file holds; raises CalendarError where it cannot be read as a whole.

    `default_zone` is where floating times are compared with instants; they stay floating in what is returned.
    `source_name` names a calendar that has no name of its own. What is wrong with one component costs that one.
    """
    gathered = _Gathered()
    name = zone = ""
    for block in calendars(data):
        _check_scale(block)
        book = ZoneBook(block, default_zone)
        name = name or one_line(unescaped(block.value("X-WR-CALNAME") or block.value("NAME")))
        zone = zone or book.own
        gathered.add(block, book)
    events = gathered.events()
    return Calendar(
        events=events,
        refusals=tuple(sorted(gathered.refusals, key=lambda refusal: refusal.line)),
        name=shortened(name, 255) or source_name,
        zone=zone,
        notes=tuple(sorted(gathered.notes, key=lambda note: note.line)),
    )


def _check_scale(calendar: Block) -> None:
    """Raise CalendarError for dates of another calendar than ours (RFC 5545 §3.7.1)."""
    scale = calendar.first("CALSCALE")
    if scale is not None and scale.value.strip().upper() not in ("", "GREGORIAN"):
        message = gettext_noop(
            "CALSCALE:%(scale)s is not supported; ask for a calendar with Gregorian dates."
        )
        raise CalendarError(Reason(message, scale=scale.value.strip()[:40]), scale.number)


class _Gathered:
    """The parts of all events of a file, by UID in the order of the file."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.masters: dict[str, Part | None] = {}
        self.exceptions: dict[str, list[Part]] = {}
        self.broken: dict[str, int] = {}
        self.refusals: list[Refusal] = []
        self.notes: list[Refusal] = []

    def add(self, calendar: Block, book: ZoneBook) -> None:
        """Take the events of a calendar."""
        is_withdrawn = calendar.value("METHOD").upper() == "CANCEL"
        for block in calendar.of("VEVENT"):
            uid = ""
            try:
                uid = uid_of(block)
                part = part_of(block, uid, book, is_withdrawn, self._note(uid))
            except Refused as error:
                self._refuse(uid, error)
                if uid and block.first("RECURRENCE-ID") is None:
                    self.broken.setdefault(uid, error.line)
                    self.masters.setdefault(uid, None)
                continue
            self.masters.setdefault(uid, None)
            if part.date is None:
                self.masters[uid] = newest(self.masters[uid], part, self._note(uid))
            else:
                self.exceptions.setdefault(uid, []).append(part)

    def events(self) -> tuple[CalendarEvent, ...]:
        """Return the events; dates of a series that was refused go with it."""
        allowance = Allowance()
        found: list[CalendarEvent] = []
        for uid, master in self.masters.items():
            exceptions = self.exceptions.get(uid, [])
            if master is None and uid in self.broken:
                self._refuse_all(exceptions, self.broken[uid])
                continue
            try:
                found.append(event_of(master, exceptions, allowance, self._note(uid)))
            except Refused as error:
                self._refuse(uid, error)
                self._refuse_all(exceptions, error.line)
        return tuple(found)

    def _note(self, uid: str):  # noqa: ANN202 -- a function that takes a note
        """Return what takes notes about an event."""
        return lambda line, reason: self.notes.append(Refusal(line, uid, reason))

    def _refuse(self, uid: str, error: Refused) -> None:
        """Remember a component that was left out."""
        self.refusals.append(Refusal(error.line, uid, error.reason))

    def _refuse_all(self, parts: list[Part], line: int) -> None:
        """Leave out the dates of a series that was left out."""
        for part in parts:
            reason = Reason(
                gettext_noop("It is a date of a series that was left out (line %(line)s)."), line=line
            )
            self.refusals.append(Refusal(part.block.number, part.uid, reason))
