"""`manage.py search_check`: is what can be found the same as what is public, in the table and in the index?"""

from argparse import ArgumentParser
from collections.abc import Collection
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.progress import progress_bar
from search.drift import index_drift, repair_documents, stale_documents
from search.elastic_access import is_configured
from search.engines.base import EngineUnavailable
from search.indexing import AlreadyRunning, alone, fill_new_index, reason_for_new_index, repair_index
from search.store import refused, waiting

SHOWN = 10


class Command(BaseCommand):
    """Compares documents with pages and the index with documents."""

    help = "Print how documents differ from pages, and the index from documents. Exit code 1 if they do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to repair."""
        parser.add_argument("--repair", action="store_true", help="Mend what differs, then compare again.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, repair if asked to, and fail if something still differs."""
        try:
            differs = self._documents(options["repair"])
            if is_configured():
                differs |= self._index(options["repair"])
        except EngineUnavailable as error:
            raise CommandError(f"The index cannot be compared: {error}") from None
        except AlreadyRunning:
            raise CommandError("A new index is being made; compare when it is done.") from None
        if differs:
            raise CommandError("There are differences. Repair them: manage.py search_check --repair")

    def _documents(self, repair: bool) -> bool:
        """Compare documents with pages; return whether they differ in the end."""
        stale = self._stale()
        if stale and repair:
            repair_documents(stale)
            stale = self._stale()
        return bool(stale)

    def _stale(self) -> dict[str, int]:
        """Compare every document with its page and print the result."""
        with progress_bar(self.stdout, "Documents") as progress:
            stale = stale_documents(progress)
        self._line("Documents that are not as their pages say", sorted(stale))
        return stale

    def _index(self, repair: bool) -> bool:
        """Compare the index with the table; return whether they differ in the end."""
        reason = reason_for_new_index()
        if reason:
            self.stdout.write(f"A new index is needed: {reason}.")
            if not repair:
                return True
            with alone():
                fill_new_index()
        drift = self._drift()
        if drift and repair:
            repair_index(drift)
            drift = self._drift()
        return bool(drift) or refused().exists()

    def _drift(self) -> Any:
        """Compare by key and version and print the result."""
        drift = index_drift()
        self._line("Documents that the index lacks", drift.missing)
        self._line("Documents that the index has in another state", drift.different)
        self._line("Documents that the index has too many", drift.surplus)
        self._line("Documents that Elasticsearch refuses", refused().values_list("key", flat=True))
        self.stdout.write(f"Documents on their way: {waiting().count()}")
        return drift

    def _line(self, label: str, keys: Collection[str]) -> None:
        """Print how many keys there are and the first of them."""
        keys = list(keys)
        some = f" ({', '.join(keys[:SHOWN])}{' …' if len(keys) > SHOWN else ''})" if keys else ""
        self.stdout.write(f"{label}: {len(keys)}{some}")
