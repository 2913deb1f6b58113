"""Lay the ground of a new portal."""

from typing import Any

from django.core.management.base import BaseCommand

from network.models import Region, Topic
from network.setup import set_up_portal


class Command(BaseCommand):
    """Create languages, home page, directory, list of alliances, places and topics; safe to repeat."""

    help = "Creates what every portal begins with; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up and say what is there."""
        home = set_up_portal()
        regions, topics = Region.objects.count(), Topic.objects.count()
        self.stdout.write(f"Portal is set up: {home.title}, {regions} regions, {topics} topics.")
