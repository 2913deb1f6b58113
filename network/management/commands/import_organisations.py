"""Import a list of organisations."""

from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

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
    """Reads CSV (as German Excel writes it too), XLSX and JSON Lines; network/IMPORT.md lists the columns.

    Everything is said in the portal's default language, as the office speaks it.
    """

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
        """Import and report; raises CommandError where bad rows keep, or would keep, the list out."""
        try:
            raw = read_list(options["file"])
        except UnreadableList as error:
            raise CommandError(str(error)) from None
        importer = Importer(
            dry_run=options["dry_run"], partial=options["partial"], create_topics=options["create_topics"]
        )
        with (
            exclusively("import-organisations") as is_free,
            progress_bar(self.stderr, _("Organisations")) as progress,
        ):
            if not is_free:
                raise CommandError(_("Another import is running; nothing was written."))
            report = importer.run(raw, progress)
        if report.conflict:
            raise CommandError(
                _(
                    "Somebody changed the register meanwhile; nothing was written. Run the import again. (%(why)s)"
                )
                % {"why": report.conflict}
            )
        if report.written:
            changes.drain()
            for finish in after_import:
                finish()
        self._print(report, options["dry_run"])
        if report.problems and not options["partial"]:
            raise CommandError(_refusal(len(report.problems), options["dry_run"]))

    def _print(self, report: Report, dry_run: bool) -> None:
        """Print what changed, what is unknown and what is wrong."""
        refused = not report.written and not dry_run
        if not refused:
            self._print_changes(report, dry_run)
        self._print_unread(report.unknown_headings)
        for column, words in report.unknown.words.items():
            for word, lines in words.items():
                self.stdout.write(_unplaced(column, word, lines, report))
        for note in report.notes:
            self.stdout.write(_("note: %(note)s") % {"note": _located(note, report)})
        for problem in report.problems:
            self.stderr.write(self.style.ERROR(_located(problem, report)))
        if not refused:
            self.stdout.write(_total(report, dry_run))

    def _print_changes(self, report: Report, dry_run: bool) -> None:
        """Print updated organisations with their columns, and what a dry run would create."""
        updated = (
            _("would be updated: %(name)s (%(columns)s)") if dry_run else _("updated: %(name)s (%(columns)s)")
        )
        for name, columns in report.updated:
            self.stdout.write(updated % {"name": name, "columns": ", ".join(columns)})
        if dry_run:
            for name in report.created:
                self.stdout.write(_("would be created: %(name)s") % {"name": name})
        topic = _("topic that would be added: %(name)s") if dry_run else _("topic added: %(name)s")
        for name in report.new_topics:
            self.stdout.write(topic % {"name": name})

    def _print_unread(self, headings: Iterable[str]) -> None:
        """Print the columns that were not read."""
        found = list(headings)
        for heading in found[:SHOWN_HEADINGS]:
            self.stdout.write(_("unknown column, not read: %(column)s") % {"column": shown(heading)})
        if len(found) > SHOWN_HEADINGS:
            more = {"count": len(found) - SHOWN_HEADINGS}
            self.stdout.write(_("and %(count)s more unknown columns, not read") % more)


def _refusal(problems: int, dry_run: bool) -> str:
    """Return why nothing was written, or would be, and what to do."""
    reason = (
        _("%(count)s problems, nothing would be written. Mend them, or use --partial for the good rows.")
        if dry_run
        else _("%(count)s problems, nothing was written. Mend them, or use --partial for the good rows.")
    )
    return reason % {"count": problems}


def _total(report: Report, dry_run: bool) -> str:
    """Return how many rows were, or would be, written."""
    total = (
        _(
            "%(created)s would be created, %(updated)s would be updated, %(unchanged)s unchanged, "
            "%(problems)s problems."
        )
        if dry_run
        else _("%(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(problems)s problems.")
    )
    return total % {
        "created": len(report.created),
        "updated": len(report.updated),
        "unchanged": report.unchanged,
        "problems": len(report.problems),
    }


def _unplaced(column: str, word: str, lines: Sequence[int], report: Report) -> str:
    """Return a word that was kept because nothing or too much answers to it, with the first of its lines."""
    candidates = report.unknown.candidates.get((column, word))
    said = {
        "column": column,
        "word": shown(word),
        "lines": ", ".join(map(str, lines[:SHOWN_LINES])) + (" …" if len(lines) > SHOWN_LINES else ""),
        "candidates": "; ".join(candidates or ()),
    }
    if candidates and column == "municipality":
        return (
            _(
                "ambiguous %(column)s, kept as written: “%(word)s” (line %(lines)s) may be %(candidates)s. "
                "Give the district, too, or the key instead of the name."
            )
            % said
        )
    if candidates:
        return (
            _(
                "ambiguous %(column)s, kept as written: “%(word)s” (line %(lines)s) may be %(candidates)s. "
                "Give the key instead of the name."
            )
            % said
        )
    return _("unknown %(column)s, kept as written: “%(word)s” (line %(lines)s)") % said


def _located(problem: Problem, report: Report) -> str:
    """Return a problem with its line and its column, which is named as in the file, too."""
    said = {"line": problem.line, "column": problem.column, "reason": problem.reason}
    if not problem.column:
        return _("line %(line)s: %(reason)s") % said
    heading = report.headings.get(problem.column, problem.column)
    if heading != problem.column:
        said["column"] = f"{shown(heading)} ({problem.column})"
    return _("line %(line)s, column %(column)s: %(reason)s") % said
