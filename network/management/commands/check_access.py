"""Name everything in which the rights of organisations differ from what they follow from."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from network.access import provisioning


class Command(BaseCommand):
    """Compares groups, rules, collections and members with pages, trust and stewardships."""

    help = "Check the access of every organisation. Exit code 1 if something differs and is not repaired."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to repair."""
        parser.add_argument("--repair", action="store_true", help="put right what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and print every difference in a line of its own."""
        outcome = provisioning.check(repair=options["repair"])
        for text in outcome.found:
            self.stdout.write(text)
        if not outcome.found:
            self.stdout.write("Every right follows from pages, trust and stewardships.")
        elif not outcome.is_mended:
            raise CommandError(f"{len(outcome.found)} differences. Repair them with --repair.")
        else:
            self.stdout.write(f"{len(outcome.found)} differences repaired.")
