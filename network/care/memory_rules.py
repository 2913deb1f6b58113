"""What the care of the register remembers of a merged entry, and what others wrote to it."""

from django.db import models
from django.utils import timezone

from network.models import DuplicatePair

from .relations import Work, rules, say_rows, stay


def merge_pairs(work: Work, found: models.ForeignKey) -> None:
    """Take the source out of the proposals; whom somebody told apart from it is told apart from the target."""
    for pair in DuplicatePair.objects.filter(**{found.name: work.source}):
        other = pair.second_id if pair.first_id == work.source.pk else pair.first_id
        was_dismissed = pair.dismissed_at is not None
        work.ledger.remove(pair)
        if not was_dismissed or other == work.target.pk:
            continue
        first, second = sorted((other, work.target.pk))
        there = DuplicatePair.objects.filter(first_id=first, second_id=second).first()
        if there is None:
            told = {"dismissed_at": pair.dismissed_at, "dismissed_by_id": pair.dismissed_by_id}
            work.ledger.add(
                DuplicatePair(first_id=first, second_id=second, likeness=pair.likeness, reasons=[], **told)
            )
        elif there.dismissed_at is None:
            work.ledger.change(there, dismissed_at=timezone.now(), dismissed_by_id=pair.dismissed_by_id)


def lend(work: Work, found: models.ForeignKey) -> None:
    """Take words along that are emptied and deleted after a while; that they went must not forbid undoing."""
    rows = list(found.model._base_manager.filter(**{found.name: work.source}))
    work.ledger.lend(rows, found.name, work.source, work.target)
    say_rows(work, found, rows)


rules.register("network.Correction.organisation", lend)
rules.register("network.RelayMessage.organisation", lend)
rules.register("network.DuplicatePair.first", merge_pairs)
rules.register("network.DuplicatePair.second", merge_pairs)
for _history in ("Merge.source", "Merge.target", "BulkEdit.entries"):
    rules.register(f"network.{_history}", stay)
