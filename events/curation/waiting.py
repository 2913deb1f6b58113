"""What waits: put into the queue once, settled once, whoever does it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from events.models import Event, QueueEntry
from events.models.curation import Decision, QueueKind
from portal.models import User

# What publishing an event settles.
ABOUT_DRAFTS = (QueueKind.NEW, QueueKind.CHANGED, QueueKind.PROPOSAL)


class AlreadySettled(Exception):
    """Somebody else was faster; `entry` says who and how."""

    def __init__(self, entry: QueueEntry) -> None:
        super().__init__(entry.pk)
        self.entry = entry


def open_entries() -> QuerySet[QueueEntry]:
    """Return what waits, longest first."""
    return QueueEntry.objects.filter(settled_at__isnull=True).order_by("created_at", "pk")


def enqueue(event: Event, kind: QueueKind, text: str = "", score: int = 0) -> QueueEntry:
    """Let something about an event wait, once per kind; what waits already gets the new words."""
    waiting = open_entries().filter(event=event, kind=kind, other=None)
    if entry := waiting.first():
        if (entry.text, entry.score) != (text, score) and (text or score):
            entry.text, entry.score = text or entry.text, score or entry.score
            entry.save(update_fields=["text", "score"])
        return entry
    try:
        with transaction.atomic():
            return QueueEntry.objects.create(event=event, kind=kind, text=text, score=score)
    except IntegrityError:  # another process was faster
        return waiting.get()


def settle(pk: int, decision: Decision, by: User | None, now: datetime, reason: str = "") -> QueueEntry:
    """Settle an entry, in the transaction of what is decided; raises AlreadySettled for whoever comes second."""
    values = {"settled_at": now, "settled_by": by, "decision": decision, "reason": reason}
    won = QueueEntry.objects.filter(pk=pk, settled_at__isnull=True).update(**values)
    entry = QueueEntry.objects.select_related("event", "other", "settled_by").get(pk=pk)
    if not won:
        raise AlreadySettled(entry)
    return entry


def settle_all(
    event: Event,
    decision: Decision,
    now: datetime,
    kinds: tuple[QueueKind, ...] = ABOUT_DRAFTS,
    by: User | None = None,
) -> int:
    """Settle everything of some kinds that waits about an event; return how many there were."""
    waiting = open_entries().filter(event=event, kind__in=kinds)
    return waiting.update(settled_at=now, settled_by=by, decision=decision)


def reopen(entry: QueueEntry) -> bool:
    """Let an entry wait again; False where the same waits by now."""
    try:
        with transaction.atomic():
            entry.settled_at = entry.settled_by = None
            entry.decision = entry.reason = ""
            entry.save(update_fields=["settled_at", "settled_by", "decision", "reason"])
    except IntegrityError:
        return False
    return True
