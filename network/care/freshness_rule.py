"""Whoever was asked about a merged entry need not answer any more: what remains is asked about in its own time."""

from django.db import models

from network.models import Asking
from network.models.stewardship import today

from .relations import Work, rules


def merge_askings(work: Work, found: models.ForeignKey) -> None:
    """Let rounds refer to the target; one that runs ends, because only one may."""
    for asking in Asking.objects.filter(organisation=work.source).order_by("pk"):
        work.ledger.change(asking, organisation=work.target, closed_on=asking.closed_on or today())


rules.register("network.Asking.organisation", merge_askings)
