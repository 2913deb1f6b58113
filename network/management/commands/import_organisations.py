"""Import a list of organisations."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.exchange.importing import Importer
from network.exchange.reading import UnreadableList, read_list
from network.exchange.report import Report
from network.exchange.rows import Problem
from network.exchange.texts import shown
from portal import changes
from portal.exclusive import exclusively
from portal.progress import progress_bar
from portal.registries import after_import

SHOWN_LINES = 5
SHOWN_HEADINGS = 30


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
        with (
            exclusively("import-organisations") as is_free,
            progress_bar(self.stderr, "Organisations") as progress,
        ):
            if not is_free:
                raise CommandError("Another import is running; nothing was written.")
            report = importer.run(raw, progress)
        if report.conflict:
            raise CommandError(
                "Somebody changed the register meanwhile; nothing was written. Please run the import again. "
                f"({report.conflict})"
            )
        if report.written:
            changes.drain()
            for finish in after_import:
                finish()
        self._print(report, options["dry_run"])
        if report.problems and not report.written and not options["dry_run"]:
            raise CommandError(
                f"{len(report.problems)} problems, nothing was written. "
                "Mend them, or use --partial for the good rows."
            )

    def _print(self, report: Report, dry_run: bool) -> None:
        """Print what changed, what is unknown and what is wrong."""
        would = "would be " if dry_run else ""
        refused = not report.written and not dry_run
        if not refused:
            self._print_changes(report, would)
        self._print_unread(report.unknown_headings)
        for column, words in report.unknown.words.items():
            for word, lines in words.items():
                where = ", ".join(map(str, lines[:SHOWN_LINES])) + (" …" if len(lines) > SHOWN_LINES else "")
                self.stdout.write(f"unknown {column}, kept as written: “{shown(word)}” (line {where})")
        for note in report.notes:
            self.stdout.write(f"note: {_located(note, report)}")
        for problem in report.problems:
            self.stderr.write(self.style.ERROR(_located(problem, report)))
        if not refused:
            self.stdout.write(
                f"{len(report.created)} {would}created, {len(report.updated)} {would}updated, "
                f"{report.unchanged} unchanged, {len(report.problems)} problems."
            )

    def _print_changes(self, report: Report, would: str) -> None:
        """Print updated organisations with their columns, and what a dry run would create."""
        for name, columns in report.updated:
            self.stdout.write(f"{would}updated: {name} ({', '.join(columns)})")
        if would:
            for name in report.created:
                self.stdout.write(f"would be created: {name}")
        for name in report.new_topics:
            self.stdout.write(f"{would}added topic: {name}")

    def _print_unread(self, headings: Iterable[str]) -> None:
        """Print the columns that were not read."""
        found = list(headings)
        for heading in found[:SHOWN_HEADINGS]:
            self.stdout.write(f"unknown column, not read: {shown(heading)}")
        if len(found) > SHOWN_HEADINGS:
            self.stdout.write(f"and {len(found) - SHOWN_HEADINGS} more unknown columns, not read")


def _located(problem: Problem, report: Report) -> str:
    """Return a problem with its line and its column, which is named as in the file, too."""
    heading = report.headings.get(problem.column, problem.column)
    column = problem.column if heading == problem.column else f"{shown(heading)} ({problem.column})"
    where = f"line {problem.line}" + (f", column {column}" if column else "")
    return f"{where}: {problem.reason}"
