"""Which place's clock a TZID means: IANA names, Windows names, paths that end in one, rules without a name."""

import re
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from events.ical.blocks import Block
from events.ical.observances import place_of, utc_by_rules
from events.ical.plain_text import unescaped

_OFFSET = re.compile(r"\(?(?:UTC|GMT|Z)?\s*([+-])(\d{1,2})(?::?00)?\)?(?:\s.*)?", re.IGNORECASE)
_OUTLOOK = re.compile(r"\((?:UTC|GMT)(?:[+-]\d\d:?\d\d)?\)\s*(.+)", re.IGNORECASE)
# What people and programs in Germany call their time, and the cities in Outlook's own names.
_ALIASES = {
    "utc": "UTC", "z": "UTC", "gmt": "UTC", "coordinated universal time": "UTC", "zulu": "UTC",
    "mez": "Europe/Berlin", "mesz": "Europe/Berlin", "cest": "Europe/Berlin", "cet/cest": "Europe/Berlin",
    "mez/mesz": "Europe/Berlin", "berlin": "Europe/Berlin", "germany": "Europe/Berlin",
    "western/central europe": "Europe/Berlin",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "amsterdam, berlin, bern, rom, stockholm, wien": "Europe/Berlin",
    "brussels, copenhagen, madrid, paris": "Europe/Paris",
    "brüssel, kopenhagen, madrid, paris": "Europe/Paris",
    "sarajevo, skopje, warsaw, zagreb": "Europe/Warsaw",
    "sarajevo, skopje, warschau, zagreb": "Europe/Warsaw",
    "belgrade, bratislava, budapest, ljubljana, prague": "Europe/Budapest",
    "belgrad, bratislava, budapest, ljubljana, prag": "Europe/Budapest",
    "dublin, edinburgh, lisbon, london": "Europe/London",
    "dublin, edinburgh, lissabon, london": "Europe/London",
    "eastern time (us & canada)": "America/New_York",
    "central time (us & canada)": "America/Chicago",
    "pacific time (us & canada)": "America/Los_Angeles",
}  # fmt: skip


def named(tzid: str) -> str:
    """Return the IANA name a TZID stands for by its name alone, else an empty text."""
    name = tzid.strip().strip("\"'").strip()
    found = _known().get(name.lower().removeprefix("/")) or _windows().get(name.lower())
    if found:
        return found
    if "/" in name:
        pieces = name.strip("/").split("/")
        for count in (3, 2, 1):
            found = _known().get("/".join(pieces[-count:]).lower())
            if found and (count > 1 or len(pieces) > 1):
                return found
    if outlook := _OUTLOOK.fullmatch(name):
        found = _known().get(outlook[1].strip().lower())
        if found:
            return found
    offset = _OFFSET.fullmatch(name) if not _OUTLOOK.fullmatch(name) else None
    hours = int(offset[2]) if offset else 0
    if offset and hours <= 12:
        return f"Etc/GMT{'-' if offset[1] == '+' else '+'}{hours}" if hours else "UTC"
    return ""


def likely(tzid: str) -> str:
    """Return what a name probably means, else an empty text.

    `US-Eastern` stands in RFC 2445 and in old files of Mozilla, `W. Europe` in those of Lotus Notes, and
    `(GMT+10:00) Canberra, Melbourne, Sydney` in those of Outlook.
    """
    name = tzid.strip().strip("\"'").strip().lower()
    found = _known().get(name.replace("-", "/", 1), "") or _windows().get(f"{name} standard time", "")
    outlook = _OUTLOOK.fullmatch(name)
    if found or not outlook:
        return found
    cities = (_cities().get(city.strip().replace(" ", "_"), "") for city in outlook[1].split(","))
    return next(filter(None, cities), "")


@cache
def _cities() -> dict[str, str]:
    """Return IANA names by the city they are named after, in lower case."""
    return {
        name.rpartition("/")[2].lower(): name for name in sorted(available_timezones()) if name[:1] in "AEIP"
    }


@cache
def _known() -> dict[str, str]:
    """Return IANA names and what else is understood, by lower case; nothing else reaches the zone database."""
    return {name.lower(): name for name in available_timezones()} | _ALIASES


@cache
def _windows() -> dict[str, str]:
    """Return the IANA names of Windows' zones, by lower case."""
    # Imported where it is used: the package is large, and many a calendar needs none of it.
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415

    return {windows.lower(): iana for windows, iana in WINDOWS_TO_OLSON.items() if iana.lower() in _known()}


def _plain(tzid: str) -> str:
    """Return a TZID as text: it is escaped as a property, and mostly not as a parameter."""
    return unescaped(tzid).strip().strip("\"'")


class ZoneBook:
    """The zones of one VCALENDAR: its X-WR-TIMEZONE, its VTIMEZONEs, and what their names mean."""

    def __init__(self, calendar: Block, default: str) -> None:
        """Read the calendar's own zone; `default` is where floating clocks hang when instants are compared."""
        self._blocks = {_plain(block.value("TZID")): block for block in calendar.of("VTIMEZONE")}
        self._found: dict[str, str] = {}
        self._default = default
        self.own = ""
        written = calendar.value("X-WR-TIMEZONE")
        if written:
            self.own = self.zone(written)

    @property
    def home(self) -> str:
        """Return where floating clocks hang."""
        return self.own or self._default

    def zone(self, tzid: str) -> str:
        """Return the IANA zone of a TZID, or an empty text where nobody can tell.

        The name of a place counts more than the rules beside it, as for every client. Rules count where the name
        says nothing, and where it says only an offset: a `GMT` with summer time is London's. What a name may mean
        comes last, for rules of a time when the place kept others.
        """
        if tzid not in self._found:
            name = named(tzid)
            is_offset = name == "UTC" or name.startswith(("Etc/", "GMT"))
            self._found[tzid] = (
                name if name and not is_offset else self._by_rules(tzid) or name or likely(tzid)
            )
        return self._found[tzid]

    def is_nowhere(self, tzid: str) -> bool:
        """Return whether the calendar declares a zone whose clock no place keeps."""
        return _plain(tzid) in self._blocks and not self.zone(tzid)

    def in_utc(self, tzid: str, wall: datetime) -> datetime | None:
        """Return a wall time of such a zone in UTC, or None if its rules are not understood."""
        return utc_by_rules(self._blocks[_plain(tzid)], wall)

    def _by_rules(self, tzid: str) -> str:
        """Return the zone whose place or rules the calendar declares."""
        block = self._blocks.get(_plain(tzid))
        if block is None:
            return ""
        return named(block.value("X-LIC-LOCATION")) or place_of(block, self._default)
