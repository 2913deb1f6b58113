"""`manage.py search_sync`: send what waits to Elasticsearch."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from search.elastic_access import is_configured
from search.engines.base import EngineUnavailable
from search.store import waiting
from search.sync import drain


class Command(BaseCommand):
    """Sends once, or again and again."""

    help = "Send documents that changed to Elasticsearch. Exit code 1 if it does not take them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the pause between rounds."""
        parser.add_argument(
            "--loop", type=float, metavar="SECONDS", help="Repeat, with this pause, until stopped."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Send once, or in a loop that a signal ends and an outage does not."""
        if not is_configured():
            raise CommandError("There is no Elasticsearch: set ELASTICSEARCH_URL.")
        if options["loop"] is None:
            try:
                self._round()
            except EngineUnavailable as error:
                raise CommandError(f"{error}; {waiting().count()} documents wait.") from None
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: stop.set())
        while not stop.is_set():
            try:
                self._round(quietly=True)
            except EngineUnavailable as error:
                self.stderr.write(str(error))
            close_old_connections()
            stop.wait(options["loop"])

    def _round(self, quietly: bool = False) -> None:
        """Send what waits and say how much it was; nothing when nothing waited and nobody looks on."""
        sent = drain()
        if not quietly or sent.written or sent.refused:
            self.stdout.write(f"{sent.written} documents sent, {sent.refused} refused.")
