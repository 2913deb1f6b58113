"""Build the demo network, or take it away."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.demo.building import Built, build
from network.demo.register import DemoFailed
from network.demo.removal import remove
from portal import changes
from portal.registries import after_import


class Command(BaseCommand):
    """Builds a full portal of invented organisations; a second run changes nothing."""

    help = "Builds the demo network (safe to repeat), or removes everything it made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and the word that it is meant."""
        parser.add_argument(
            "--remove", action="store_true", help="remove what the demo made, and nothing else"
        )
        parser.add_argument(
            "--force", action="store_true", help="build even where DEBUG is off; passwords are random then"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build or remove, then bring search and caches up to date."""
        if not (settings.DEBUG or options["force"] or options["remove"]):
            raise CommandError("DEBUG is off, so this looks like a real portal. Use --force if you mean it.")
        try:
            lines = self._remove() if options["remove"] else self._build()
        except DemoFailed as error:
            raise CommandError(str(error)) from None
        if changes.drain():
            for finish in after_import:
                finish()
        for line in lines:
            self.stdout.write(line)

    def _remove(self) -> list[str]:
        """Remove the demo and return what to say."""
        gone = remove()
        if not gone:
            return ["There was no demo."]
        return [f"Removed: {', '.join(f'{many} {what}' for what, many in gone.items())}."]

    def _build(self) -> list[str]:
        """Build the demo and return what to say."""
        built = build()
        return [_summary(built), *(_log_in(one.email, one.password) for one in built.log_ins)]


def _summary(built: Built) -> str:
    """Return what a run did in one line."""
    if not built.is_new:
        return "The demo is complete; nothing was changed."
    further = "".join(f", {many} {what}" for what, many in built.further.items())
    return (
        f"Demo: {len(built.organisations)} organisations imported, {len(built.pages)} pages written, "
        f"{built.pictures} pictures drawn{further}."
    )


def _log_in(email: str, password: str) -> str:
    """Return how to sign in; nobody knows a password that was given at random in an earlier run."""
    return f"Sign in as {email} with {password or '(the password given before)'}"
