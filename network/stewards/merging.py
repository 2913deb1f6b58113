"""What merging two entries does to requests for access: running ones end, because they were for another entry."""

from django.db import models
from django.utils import timezone

from network.care.relations import Work, rules, stay
from network.models import Reclaim, ReclaimState
from network.models.reclaims import RUNNING


def end_reclaims(work: Work, found: models.ForeignKey) -> None:
    """End what runs; rows stay with the source, whose history they are."""
    for reclaim in Reclaim.objects.filter(organisation=work.source, state__in=RUNNING).order_by("pk"):
        work.ledger.change(reclaim, state=ReclaimState.ENDED, ended_at=timezone.now())


def register() -> None:
    """Add the rules to those of the register."""
    rules.register("network.Reclaim.organisation", end_reclaims)
    rules.register("network.ReclaimVoucher.organisation", stay)
