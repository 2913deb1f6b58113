"""What follows for the queue when an event is published, wherever that was done."""

from typing import Any

from django.utils import timezone

from events.choices import Source
from events.models import Event
from events.models.curation import Decision
from events.proposals import deciding as proposals

from . import duplicates
from .waiting import settle_all


def on_publication(sender: type, instance: Event, **kwargs: Any) -> None:
    """Settle what waited about the drafts of an event whose newest version is public, and tell its proposer."""
    if not instance.live or instance.has_unpublished_changes:
        return
    now = timezone.now()
    settle_all(instance, Decision.PUBLISHED, now)
    proposals.accept(instance, now)
    if instance.source != Source.FEED:  # a feed brings hundreds at once; the nightly search looks at them
        duplicates.find_for(instance, now)
