"""Show what is in a calendar file, without the database."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events.ical import bounds
from events.ical.components import Calendar
from events.ical.preview import Row, rows
from events.ical.reading import CalendarError, read


def day(text: str) -> date:
    """Return a date such as 2026-03-27; raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no date; expected for example 2026-03-27") from None


def known_zone(text: str) -> str:
    """Return the name of a time zone; raises ArgumentTypeError for an unknown one."""
    if text not in available_timezones():
        raise ArgumentTypeError(f"“{text}” is no time zone; expected for example Europe/Berlin or UTC")
    return text


class Command(BaseCommand):
    """Reads a calendar as the import does and prints its dates; see events/ical/README.md."""

    help = "Prints every date of an iCalendar file between two days; reads and writes no database."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add file, window and form."""
        parser.add_argument("file", help="an .ics file, or - for standard input")
        parser.add_argument(
            "--from", dest="since", type=day, required=True, metavar="2026-03-01", help="first day"
        )
        parser.add_argument(
            "--to", dest="until", type=day, required=True, metavar="2026-04-01", help="the day after the last"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON list")
        parser.add_argument(
            "--zone",
            type=known_zone,
            default=settings.TIME_ZONE,
            help="where days begin at midnight, and floating times are at home (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the dates; raises CommandError where the file cannot be read as a whole."""
        if options["until"] < options["since"]:
            raise CommandError("--to is before --from.")
        calendar = self._read(options["file"], options["zone"])
        try:
            found = rows(calendar, options["since"], options["until"], options["zone"])
        except CalendarError as error:
            raise CommandError(f"{options['file']}: {error}") from None
        for kind, remarks in (("left out", calendar.refusals), ("note", calendar.notes)):
            for remark in remarks:
                whose = f" (UID {remark.uid})" if remark.uid else ""
                self.stderr.write(f"line {remark.line}: {kind}{whose}: {remark.reason}")
        if options["json"]:
            self.stdout.write(json.dumps([asdict(row) for row in found], indent=1))
        else:
            self._print(found)

    def _read(self, name: str, zone: str) -> Calendar:
        """Return the calendar of a file; raises CommandError."""
        try:
            # One byte more than is read shows that there is too much, however large the file.
            with Path("/dev/stdin" if name == "-" else name).open("rb") as file:
                return read(file.read(bounds.BYTES + 1), default_zone=zone)
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from None
        except CalendarError as error:
            raise CommandError(f"{name}: {error}") from None

    def _print(self, found: list[Row]) -> None:
        """Print a table for people."""
        for row in found:
            mark = "" if row.status == "CONFIRMED" else f" [{row.status}]"
            moved = f" (was {row.recurrence_id})" if row.recurrence_id not in (None, row.start) else ""
            self.stdout.write(f"{row.start:<20}  {row.end:<20}  {row.summary}{mark}{moved}")
        self.stdout.write(f"{len(found)} dates")
