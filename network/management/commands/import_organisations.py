"""Import a list of organisations."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.exchange.importing import Importer, Report
from network.exchange.reading import UnreadableList, read_list
from portal import changes
from portal.progress import progress_bar
from portal.registries import after_import


class Command(BaseCommand):
    """Reads CSV (as German Excel writes it too), XLSX and JSON Lines; see network/README.md for the columns."""

    help = "Imports organisations from CSV, XLSX or JSON Lines; safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add file and options."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="print what would change, write nothing")
        parser.add_argument(
            "--partial", action="store_true", help="write the good rows although others are bad"
        )
        parser.add_argument("--create-topics", action="store_true", help="add topics that are not known yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and report; raises CommandError when nothing was written because of bad rows."""
        try:
            raw = read_list(options["file"])
        except UnreadableList as error:
            raise CommandError(str(error)) from None
        importer = Importer(
            dry_run=options["dry_run"], partial=options["partial"], create_topics=options["create_topics"]
        )
        with progress_bar(self.stderr, "Organisations") as progress:
            report = importer.run(raw, progress)
        self._print(report, options["dry_run"])
        if report.written:
            changes.drain()
            for finish in after_import:
                finish()
        if report.problems and not report.written and not options["dry_run"]:
            raise CommandError(
                f"{len(report.problems)} problems, nothing was written. Mend them, or use --partial for the good rows."
            )

    def _print(self, report: Report, dry_run: bool) -> None:
        """Print what changed, what is unknown and what is wrong."""
        would = "would be " if dry_run else ""
        for name, columns in report.updated:
            self.stdout.write(f"{would}updated: {name} ({', '.join(columns)})")
        if dry_run:
            for name in report.created:
                self.stdout.write(f"would be created: {name}")
        for name in report.new_topics:
            self.stdout.write(f"{would}added topic: {name}")
        for heading in report.unknown_headings:
            self.stdout.write(f"unknown column, not read: {heading}")
        for what, words in report.unknown.words.items():
            for word, lines in words.items():
                where = ", ".join(str(line) for line in lines[:5]) + (" …" if len(lines) > 5 else "")
                self.stdout.write(f"unknown {what}, kept as written: “{word}” (line {where})")
        for problem in report.problems:
            self.stderr.write(self.style.ERROR(str(problem)))
        self.stdout.write(
            f"{len(report.created)} {would}created, {len(report.updated)} {would}updated, "
            f"{report.unchanged} unchanged, {len(report.problems)} problems."
        )
