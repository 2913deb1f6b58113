"""Export the organisations in the format that import_organisations reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network.exchange.exporting import FORMATS, write_list
from network.exchange.spreadsheet import CellTooLong


class Command(BaseCommand):
    """Writes the office's whole list, with everything that is not public; importing it again changes nothing."""

    help = "Exports every organisation to CSV, XLSX or JSON Lines. The file holds data that is not public."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add file and format."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--format", choices=sorted(FORMATS), help="default: by the file's ending, else jsonl"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and say how many there were; raises CommandError where the file cannot be written."""
        path: Path = options["file"]
        name = options["format"] or path.suffix.lstrip(".").lower()
        try:
            count = write_list(path, name if name in FORMATS else "jsonl")
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from None
        except CellTooLong as error:
            raise CommandError(str(error)) from None
        written = {"count": count, "file": path.name}
        self.stdout.write(_("%(count)s organisations written to %(file)s.") % written)
