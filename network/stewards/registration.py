"""What this room adds to the portal's registries."""

from datetime import datetime

from network.models import Outreach
from portal import registries
from portal.registries import Job, RetentionRule

from . import housekeeping, merging, purposes, queues, reclaim_receiving, reclaiming
from .beside_entry import beside_entry


def register() -> None:
    """Fill the registries."""
    purposes.register()
    queues.register()
    merging.register()
    registries.page_sections.register("reclaim", beside_entry)
    # Before the outbox, so that its mails go in the same round.
    registries.jobs.register("reclaims", Job(housekeeping.go_on, order=27))
    registries.retention_rules.register("reclaims", RetentionRule(reclaiming.KEEP, reclaim_receiving.forget))
    registries.retention_rules.register("outreach", RetentionRule(reclaiming.KEEP, forget_outreach))


def forget_outreach(before: datetime) -> int:
    """Delete questions of the office that are long over; return how many there were."""
    return Outreach.objects.filter(done_at__lt=before).delete()[0]
