"""The record of personal data, what is known about one person, and forgetting that person."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from portal.personal_data import erasing, reporting, wording
from portal.personal_data.leaving import LastSuperuser
from portal.personal_data.people import Person, person_of

NO_ADDRESS, NOBODY, REFUSED = 2, 3, 4


class Command(BaseCommand):
    """For whoever has a shell on the server, once it is sure that the right person asks."""

    help = (
        "Show which personal data is kept (--list, --text), what is kept about a person (report ADDRESS), or delete"
        " it (erase ADDRESS). Exit code 2: no e-mail address; 3: nothing is known about it; 4: refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, about whom, and how."""
        parser.add_argument("action", nargs="?", choices=["report", "erase"])
        parser.add_argument("address", nargs="?", default="", help="the person's e-mail address")
        parser.add_argument("--list", action="store_true", help="show the record of processing activities")
        parser.add_argument(
            "--text", action="store_true", help="show the record as a text for the privacy notice"
        )
        parser.add_argument("--json", action="store_true", help="as JSON")
        parser.add_argument("--output", metavar="FILE", help="write the report there, and its JSON beside it")
        parser.add_argument(
            "--name", action="append", default=[], help="also look for this name; may be given more than once"
        )
        parser.add_argument("--dry-run", action="store_true", help="only show what would be deleted")
        parser.add_argument(
            "--contacts", action="store_true", help="also delete what organisations publish; they were asked"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked, in the language of the portal."""
        with override(settings.LANGUAGE_CODE):
            if options["list"] or options["text"]:
                self._show_record(options)
            elif options["action"] and options["address"]:
                person = _person(options)
                (self._report if options["action"] == "report" else self._erase)(person, options)
            else:
                raise CommandError(
                    "Say --list, --text, report ADDRESS or erase ADDRESS.", returncode=NO_ADDRESS
                )

    def _show_record(self, options: dict[str, Any]) -> None:
        """Print the record."""
        if options["json"]:
            self._print_data(wording.record_as_data())
        elif options["text"]:
            self.stdout.write("\n".join(wording.privacy_text()))
        else:
            self.stdout.write("\n".join(wording.record_as_text()))

    def _report(self, person: Person, options: dict[str, Any]) -> None:
        """Print what is known, or write it into two files; raises CommandError where nothing is."""
        report = reporting.report_on(person, timezone.now())
        if report.is_empty:
            raise CommandError(f"Nothing is kept about {person.address}.", returncode=NOBODY)
        data = json.dumps(report.as_data(), ensure_ascii=False, indent=2)
        if options["output"]:
            text_file = Path(options["output"])
            data_file = text_file.with_suffix(".json")
            if data_file == text_file:
                text_file = text_file.with_suffix(".txt")
            _write(text_file, report.as_text())
            _write(data_file, data + "\n")
            self.stdout.write(f"{text_file}, {data_file}")
        else:
            self.stdout.write(data if options["json"] else report.as_text())

    def _erase(self, person: Person, options: dict[str, Any]) -> None:
        """Show what would be deleted, ask, delete, and say what was done."""
        try:
            would = erasing.try_out(person, timezone.now())
            if would.is_nothing:
                raise CommandError(f"Nothing is kept about {person.address}.", returncode=NOBODY)
            if options["dry_run"]:
                self._print(would, options)
                return
            if not options["yes"]:
                self._print(would, options)
                self._ask(person)
            self._print(erasing.erase(person, timezone.now()), options)
        except LastSuperuser as error:
            raise CommandError(
                "This is the last superuser. Make another one first (createsuperuser).", returncode=REFUSED
            ) from error

    def _ask(self, person: Person) -> None:
        """Let the address be typed once more; raises CommandError for anything else."""
        typed = input("This cannot be undone. Type the address once more to delete all of this: ")
        if typed.strip().lower() != person.address:
            raise CommandError("Nothing was deleted.", returncode=REFUSED)

    def _print(self, erased: erasing.Erased, options: dict[str, Any]) -> None:
        """Print what was deleted, or would be."""
        if options["json"]:
            self._print_data(erased.as_data())
        else:
            self.stdout.write("\n".join(erased.lines()))

    def _print_data(self, data: Any) -> None:
        """Print plain data as JSON."""
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))


def _person(options: dict[str, Any]) -> Person:
    """Return whom it is about; raises CommandError for an address that is none."""
    try:
        return person_of(options["address"], options["name"], options["contacts"])
    except ValidationError as error:
        text = f"{options['address']!r} is no e-mail address."
        raise CommandError(text, returncode=NO_ADDRESS) from error


def _write(path: Path, text: str) -> None:
    """Write a file that nobody else on the server may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
