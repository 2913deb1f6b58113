"""Import regions and postcodes from the publishers' files."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.places.importing import Options, import_places
from network.places.types import Scope, UnreadablePlaces
from portal import changes
from portal.progress import progress_bar


def states(text: str) -> frozenset[str]:
    """Return the keys in a list such as `14,16`; raises ArgumentTypeError for anything that is no state."""
    found = frozenset(part.strip() for part in text.split(","))
    if not found <= {f"{number:02}" for number in range(1, 17)}:
        raise ArgumentTypeError(f"“{text}”: expected keys of states from 01 to 16, for example 14 or 14,16")
    return found


class Command(BaseCommand):
    """Reads GeoJSON, Destatis GV100AD, GeoNames postal codes and CSV; see network/places/README.md."""

    help = "Imports states, districts, municipalities and postcodes; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add files and options."""
        parser.add_argument("files", type=Path, nargs="+", metavar="file")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--only-state",
            type=states,
            metavar="14",
            help="states whose municipalities and postcodes are read (default: HOME_STATE)",
        )
        which.add_argument("--all", action="store_true", help="municipalities and postcodes of all states")
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="2026-01-31", help="date of the data")
        parser.add_argument("--attribution", default="", help="instead of what is usual for the format")
        parser.add_argument("--dry-run", action="store_true", help="report what would change, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report; raises CommandError where a file cannot be read, then nothing was written."""
        chosen = options["only_state"] or frozenset({settings.HOME_STATE})
        wanted = Options(
            scope=Scope(None if options["all"] else chosen),
            as_of=options["as_of"],
            attribution=options["attribution"],
            dry_run=options["dry_run"],
        )
        try:
            report = import_places(options["files"], wanted, partial(progress_bar, self.stderr))
        except UnreadablePlaces as error:
            raise CommandError(str(error)) from None
        for line in report.lines(everything=options["verbosity"] > 1):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Nothing was written: --dry-run.")
        else:
            changes.drain()
