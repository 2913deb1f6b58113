"""Calendars as the programs of organisations write them, and feeds that serve them without any net."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from events.imports.fetch import Fetched, NotModified
from events.imports.guard import check_address
from events.imports.running import run_feed
from events.imports.troubles import FeedTrouble
from events.models import CalendarFeed
from network.models import Organisation
from tests import builders

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
TOKEN = "private-7f3a9c"
ADDRESS = f"https://calendar.example.org/{TOKEN}/basic.ics?key={TOKEN}"

BERLIN = """BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""


def vevent(uid: str = "1@example.org", summary: str = "Lesung", *lines: str, **properties: str) -> str:
    """Return a VEVENT; a property with a parameter is given as a whole line."""
    named = {"DTSTAMP": "20260201T080000Z", **properties}
    if not any(line.startswith(("DTSTART", "RECURRENCE-ID")) for line in lines):
        named.setdefault("DTSTART", "20260310T180000Z")
        named.setdefault("DTEND", "20260310T200000Z")
    body = [f"UID:{uid}", f"SUMMARY:{summary}", *(f"{name}:{value}" for name, value in named.items()), *lines]
    return "\n".join(["BEGIN:VEVENT", *body, "END:VEVENT"])


def calendar(*events: str, head: Iterable[str] = (), zones: Iterable[str] = ()) -> bytes:
    """Return a calendar of these events."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//DE", *head, *zones, *events, "END:VCALENDAR"]
    return "\r\n".join("\n".join(lines).split("\n")).encode() + b"\r\n"


def google(*events: str) -> bytes:
    """Return a calendar as Google exports it: single events in UTC, the zone beside them, much that nobody needs."""
    head = ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:Termine", "X-WR-TIMEZONE:Europe/Berlin"]
    return calendar(*events, head=head, zones=[BERLIN.format(tzid="Europe/Berlin")])


def outlook(*events: str) -> bytes:
    """Return a calendar as Outlook 365 publishes it: its own names of zones."""
    return calendar(*events, head=["METHOD:PUBLISH"], zones=[BERLIN.format(tzid="W. Europe Standard Time")])


def outlook_uids(titles: Iterable[str], fetched: int) -> list[str]:
    """Return events as Outlook 365 gives them at one fetch: with UIDs that nobody has seen before."""
    return [
        vevent(
            "040000008200E00074C5B7101A82E008" + sha256(f"{fetched}-{title}".encode()).hexdigest().upper(),
            title,
            f"DTSTART;TZID=W. Europe Standard Time:202603{10 + number}T190000",
            f"DTEND;TZID=W. Europe Standard Time:202603{10 + number}T210000",
        )
        for number, title in enumerate(titles)
    ]


def weekly(*more: str, title: str = "Sprachcafé", uid: str = "weekly@example.org", rule: str = "") -> str:
    """Return a series of Wednesday evenings as Nextcloud writes it, with further lines."""
    return vevent(
        uid,
        title,
        "DTSTART;TZID=Europe/Berlin:20260304T190000",
        "DTEND;TZID=Europe/Berlin:20260304T210000",
        f"RRULE:{rule or 'FREQ=WEEKLY;COUNT=6'}",
        *more,
    )


def exception(key: str, *lines: str, uid: str = "weekly@example.org", title: str = "Sprachcafé") -> str:
    """Return what differs at one date of a series; its key is the original wall start."""
    return vevent(uid, title, f"RECURRENCE-ID;TZID=Europe/Berlin:{key}", *lines)


class Site:
    """A site that serves one calendar; `asked` are the addresses it was asked for."""

    def __init__(self, body: bytes = b"", trouble: FeedTrouble | Exception | None = None) -> None:
        self.body = body
        self.trouble = trouble
        self.asked: list[str] = []

    def fetch(self, url: str, *, etag: str, last_modified: str) -> Fetched | NotModified:
        """Answer as `events.imports.fetch.fetch` does."""
        self.asked.append(url)
        if self.trouble is not None:
            raise self.trouble
        current = sha256(self.body).hexdigest()
        if etag == current:
            return NotModified(check_address(url))
        return Fetched(self.body, check_address(url), etag=current)


def feed(entry: Organisation | None = None, **fields: Any) -> CalendarFeed:
    """Return the feed of an organisation; checked first unless it is told otherwise."""
    entry = entry or builders.organisation(trust=fields.pop("trust_of_organisation", "checked"))
    return CalendarFeed.objects.create(organisation=entry, **{"url": ADDRESS, **fields})


def trusted_feed(**fields: Any) -> CalendarFeed:
    """Return a feed whose dates are published directly."""
    return feed(trust_of_organisation="trusted", trust="publish", **fields)


def read(source: CalendarFeed, body: bytes | Site, now: datetime = NOW, **options: Any) -> Any:
    """Read a feed that holds this now; return the report."""
    site = body if isinstance(body, Site) else Site(body)
    report = run_feed(source, now, fetch=site.fetch, **options)
    source.refresh_from_db()
    return report
