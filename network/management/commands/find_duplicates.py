"""Look for entries of the register that may be one; the office decides in the admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import override

from network.care import duplicates
from network.care.duplicate_views import reason_words


class Command(BaseCommand):
    """Keeps the list of possible duplicates in step with the register."""

    help = "Look for entries of the register that may be one, and list them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many are listed."""
        parser.add_argument("--list", type=int, default=20, help="how many pairs to print (default 20)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Search and print the likest pairs."""
        found = duplicates.refresh(timezone.now())
        self.stdout.write(
            f"{found.waiting} possible duplicates ({found.new} new, {found.gone} gone), "
            f"{found.comparisons} comparisons"
        )
        pairs = duplicates.open_pairs().select_related("first", "second")[: max(options["list"], 0)]
        with override("de"):
            for pair in pairs:
                reasons = reason_words(pair.reasons)
                self.stdout.write(
                    f"{pair.likeness:3} %  {pair.first.name}  |  {pair.second.name}  ({reasons})"
                )
