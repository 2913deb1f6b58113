"""Explain how a query is read, and why documents match it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.region_table import region_table
from search.explaining import explain_match, explain_reading
from search.models import SearchDocument
from search.query import SearchRequest
from search.service import lore_of, read, search
from search.store import indexed


class Command(BaseCommand):
    """Prints needs, weights, places and the cut of a query, and what its first hits or given documents meet."""

    help = "Explains how the search reads a query and what matches it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the query and the documents to explain."""
        parser.add_argument("q")
        parser.add_argument("--doc", action="append", default=[], help="register id; may be repeated")
        parser.add_argument("--hits", type=int, default=3, help="how many of the first hits to explain")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the explanation."""
        request = SearchRequest(now=timezone.now(), q=options["q"], page_size=max(options["hits"], 1))
        reading = read(request, region_table())
        for line in explain_reading(reading, lore_of(request)):
            self.stdout.write(line)
        ids = options["doc"] or [hit.register_id for hit in search(request).found[: options["hits"]]]
        for register_id in ids:
            self._explain(register_id, reading)

    def _explain(self, register_id: str, reading: Any) -> None:
        """Print what one document meets."""
        row = SearchDocument.objects.filter(
            register_id=register_id, locale=settings.LANGUAGE_CODE, deleted=False
        ).first()
        if row is None:
            raise CommandError(f"There is no document with the register id “{register_id}”.")
        self.stdout.write(f"\n{register_id} {row.title}")
        for line in explain_match(reading, indexed(row)):
            self.stdout.write(f"  {line}")
