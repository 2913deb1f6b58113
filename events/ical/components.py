"""What the portal reads out of an iCalendar, and writes into one: plain values on both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from events.recurrence.schedule import Schedule


class Status(StrEnum):
    """The status of a VEVENT (RFC 5545 §3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Words:
    """What an event or one of its dates says and where it is; plain text, empty where nothing is said.

    `url` and `conference` are http(s) addresses. `categories` are free words of the publisher. `is_private` says that
    the publisher keeps it to itself (CLASS, RFC 5545 §3.8.1.3).
    """

    summary: str = ""
    description: str = ""
    location: str = ""
    url: str = ""
    conference: str = ""
    categories: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    organizer: str = ""
    status: Status = Status.CONFIRMED
    is_private: bool = False


@dataclass(frozen=True)
class CalendarEvent:
    """A VEVENT with all its exceptions: one UID, its schedule, its words, and words that differ at single dates.

    `sequence` is the highest of its components, `changed_at` their latest change (UTC). `exceptions` holds by
    original wall start what a date says differently; its times and cancellation stand in the schedule's changes.
    `is_partial` events are single dates of a series that was not published itself. What `is_mark` only marks a day:
    whoever has it in their calendar is not busy then.
    """

    uid: str
    schedule: Schedule
    words: Words
    exceptions: Mapping[datetime, Words] = field(default_factory=dict)
    sequence: int = 0
    changed_at: datetime | None = None
    created_at: datetime | None = None
    is_partial: bool = False
    is_mark: bool = False


@dataclass(frozen=True)
class Refusal:
    """What was left out or mended: where in the file (line, from 1), whose, and what to do about it.

    The reason is English; as a `reasons.Reason` it can be translated where it is shown.
    """

    line: int
    uid: str
    reason: str


@dataclass(frozen=True)
class Calendar:
    """What was read: events by UID in the order of the file, and how the calendar is called.

    `refusals` are components that were left out, `notes` what was mended or cut in those that were not.
    """

    events: tuple[CalendarEvent, ...]
    refusals: tuple[Refusal, ...] = ()
    name: str = ""
    zone: str = ""
    notes: tuple[Refusal, ...] = ()
