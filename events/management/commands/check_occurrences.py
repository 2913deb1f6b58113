"""Compare the table of dates with the schedules it is made from."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from events import occurrences
from events.models import Event


class Command(BaseCommand):
    """Names every date that the table has otherwise than its event says; exit code 1 where there is one."""

    help = "Compares the table of dates with the schedules of published events."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do about differences."""
        parser.add_argument("--repair", action="store_true", help="make the table equal to the schedules")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, print, and repair where asked."""
        now = timezone.now()
        live = Event.objects.filter(live=True).order_by("pk").prefetch_related("changed_dates")
        found = list(occurrences.differences(live.iterator(chunk_size=200), now))
        for one in found:
            self.stdout.write(f"{one.event_id} {one.key}: {_words(one)}")
        if found and options["repair"]:
            for event in Event.objects.filter(pk__in={one.event_id for one in found}):
                occurrences.rebuild(event, now)
            self.stdout.write(f"{len(found)} differences repaired.")
        elif found:
            raise CommandError(f"{len(found)} differences. --repair makes the table equal to the schedules.")
        else:
            self.stdout.write(f"{live.count()} published events, no difference.")


def _words(one: occurrences.Difference) -> str:
    """Return a difference in words."""
    if one.stored is None:
        return "missing"
    if one.wanted is None:
        return "no date of the event"
    names = [name for name, value in one.wanted.items() if one.stored[name] != value]
    return ", ".join(f"{name} is {one.stored[name]}, should be {one.wanted[name]}" for name in names)
