"""Ask the search from the command line."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.asking import BadQuestion, answer, ask
from search.engines.base import EngineUnavailable


class Command(BaseCommand):
    """Answers one question, or one per line of a file, as JSON."""

    help = "Searches organisations and alliances; --batch FILE reads one JSON request per line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add question, filters and batch file."""
        parser.add_argument("q", nargs="?", default="")
        parser.add_argument("--region", action="append", default=[], help="AGS or kind:code")
        parser.add_argument("--topic", action="append", default=[], help="slug")
        parser.add_argument("--near", help="postcode or town")
        parser.add_argument("--radius", type=float, help="kilometres")
        parser.add_argument("--engine", choices=["embedded", "elastic"])
        parser.add_argument("--limit", type=int, default=20)
        parser.add_argument("--json", action="store_true", help="always on; kept for readability")
        parser.add_argument(
            "--batch", type=Path, help="JSON Lines with q, region, topic, near, radius, limit; - reads stdin"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON answer per question."""
        if options["engine"] == "elastic" and not settings.ELASTICSEARCH_URL:
            raise CommandError("--engine elastic needs ELASTICSEARCH_URL.")
        if options["batch"] is None:
            self._print(options, options["engine"], options["limit"])
            return
        lines = (
            sys.stdin
            if str(options["batch"]) == "-"
            else options["batch"].read_text(encoding="utf-8").splitlines()
        )
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                question = json.loads(line)
            except ValueError as error:
                raise CommandError(f"line {number}: no valid JSON: {error}") from None
            if isinstance(question, str):
                question = {"q": question}
            self._print(question, options["engine"], question.get("limit") or options["limit"], number)

    def _print(
        self, question: dict[str, Any], engine: str | None, limit: int, number: int | None = None
    ) -> None:
        """Ask one question and print its answer on one line."""
        try:
            request = ask(question, limit)
        except BadQuestion as error:
            where = f"line {number}: " if number else ""
            raise CommandError(f"{where}{error}") from None
        try:
            found = answer(request, engine)
        except EngineUnavailable as error:
            raise CommandError(str(error)) from None
        self.stdout.write(json.dumps(found, ensure_ascii=False))
