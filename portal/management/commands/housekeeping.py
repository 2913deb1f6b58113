"""`manage.py housekeeping`: what a timer calls every few minutes."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from portal import housekeeping
from portal.exclusive import exclusively


class Command(BaseCommand):
    """Runs the registered jobs once, or again and again."""

    help = (
        "Run the registered jobs: planned publishing, changes, mails, retention. Exit code 1 if one failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the pause between rounds and the name of a single job."""
        parser.add_argument(
            "--loop", type=float, metavar="SECONDS", help="Repeat, with this pause, until stopped."
        )
        parser.add_argument(
            "--only", default="", metavar="NAME", help="Run this job alone, even if it is not due."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once, or in a loop that a signal ends after the running job."""
        if options["only"] and options["only"] not in dict(housekeeping.in_order()):
            known = ", ".join(name for name, _job in housekeeping.in_order())
            raise CommandError(f"No job is called {options['only']!r}. There are: {known}.")
        if options["loop"] is None:
            self._finish(self._round(options["only"]))
            return
        stop = _stop_on_signals()
        while not stop.is_set():
            self._round(options["only"])
            close_old_connections()
            stop.wait(options["loop"])

    def _round(self, only: str) -> list[str]:
        """Run the jobs unless another process is at it; return the names of those that failed."""
        with exclusively("housekeeping") as is_mine:
            if not is_mine:
                self.stdout.write("Housekeeping is running already.")
                return []
            outcomes = list(housekeeping.run(timezone.now(), only))
        for outcome in outcomes:
            mark = "ok" if outcome.ok else "FAILED"
            self.stdout.write(f"{outcome.name}: {mark}, {outcome.message} ({outcome.milliseconds} ms)")
        return [outcome.name for outcome in outcomes if not outcome.ok]

    def _finish(self, failed: list[str]) -> None:
        """Raise CommandError, which makes the exit code 1, if something failed."""
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}")


def _stop_on_signals() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stop.set())
    return stop
