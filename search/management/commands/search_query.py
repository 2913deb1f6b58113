"""Ask the search from the command line."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineUnavailable
from search.plain_questions import BadQuestion, answer, ask


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
            "--batch",
            type=Path,
            help="JSON Lines with q, region, topic, near, radius, limit; - reads stdin. One answer per line; "
            "a question that means nothing gets one with “error”.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one JSON answer per question."""
        if options["engine"] == "elastic" and not settings.ELASTICSEARCH_URL:
            raise CommandError("--engine elastic needs ELASTICSEARCH_URL.")
        if options["batch"] is None:
            question = {name: options[name] for name in ("q", "region", "topic", "near", "radius")}
            try:
                self._print(self._answer(question, options))
            except BadQuestion as error:
                raise CommandError(str(error)) from None
            return
        for number, line in enumerate(self._lines(options["batch"]), start=1):
            if line.strip():
                self._print(self._answer_line(number, line, options))

    def _lines(self, file: Path) -> Iterable[str]:
        """Return the lines of a file, or those of the standard input for "-"."""
        if str(file) == "-":
            return sys.stdin
        try:
            return file.read_text(encoding="utf-8-sig").split("\n")
        except (OSError, UnicodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from None

    def _answer_line(self, number: int, line: str, options: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to one line; one that means nothing is answered with the reason, and the others go on."""
        try:
            return self._answer(json.loads(line), options)
        except (
            ValueError,
            RecursionError,
        ) as error:  # a BadQuestion is a ValueError, as is JSON that is none
            self.stderr.write(f"line {number}: {error}")
            return {"error": str(error), "total": 0, "hits": [], "facets": {}, "corrected": None}

    def _answer(self, question: Any, options: dict[str, Any]) -> dict[str, Any]:
        """Ask one question and return its answer; raises BadQuestion."""
        try:
            return answer(ask(question, options["limit"]), options["engine"])
        except EngineUnavailable as error:
            raise CommandError(str(error)) from None

    def _print(self, found: dict[str, Any]) -> None:
        """Print an answer on one line."""
        self.stdout.write(json.dumps(found, ensure_ascii=False))
