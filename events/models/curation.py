"""What waits for an editor's decision, from whatever side it came: one row each, settled once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models.care import Done

from .events import Event


class QueueKind(models.TextChoices):
    """Why something waits."""

    NEW = "new", pgettext_lazy("in the queue", "New")
    CHANGED = "changed", pgettext_lazy("in the queue", "Changed")
    PROPOSAL = "proposal", _("Proposal from the public")
    MISSING = "missing", _("Gone from the organisation's calendar")
    DUPLICATE = "duplicate", _("Perhaps twice")
    REPORT = "report", _("Hint from a reader")


class Decision(models.TextChoices):
    """How something that waited was settled."""

    PUBLISHED = "published", _("Published")
    REFUSED = "refused", _("Not published")
    CANCELLED = "cancelled", _("Cancelled")
    TAKEN_DOWN = "taken_down", _("Taken out of the calendar")
    KEPT = "kept", _("Left as it is")
    DIFFERENT = "different", _("These are two events")
    MERGED = "merged", _("Made one with another event")
    DONE = "done", _("Dealt with")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class QueueEntry(models.Model):
    """One open thing about an event; `other` is the second event of a possible duplicate.

    `text` are a reader's words, or why two events may be one; `email` is the reader's, for questions, and forgotten
    some time after the decision. `received_key` lets a second press of the button do nothing; `undo` are the versions
    of the event before and after the decision.
    """

    kind = models.CharField(_("why"), max_length=9, choices=QueueKind)
    event = models.ForeignKey(Event, models.CASCADE, related_name="queue_entries", verbose_name=_("event"))
    other = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    received_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    score = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    undo = models.JSONField(default=dict, blank=True, editable=False)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.event}"

    class Meta:
        verbose_name = _("open matter")
        verbose_name_plural = _("open matters")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["created_at"], condition=models.Q(settled_at__isnull=True), name="queue_open"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "event"],
                condition=models.Q(settled_at__isnull=True, other__isnull=True) & ~models.Q(kind="report"),
                name="queue_open_once",
            ),
            models.UniqueConstraint(
                fields=["event", "other"],
                condition=models.Q(other__isnull=False),
                name="queue_pair_once",
            ),
        ]


class EventMerge(Done):
    """An event that became part of another one; its address leads to the survivor as long as that holds."""

    source = models.ForeignKey(
        Event, models.CASCADE, related_name="merges_away", verbose_name=_("merged event")
    )
    target = models.ForeignKey(
        Event, models.CASCADE, related_name="merges_in", verbose_name=_("remaining event")
    )

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    class Meta:
        verbose_name = _("merge of events")
        verbose_name_plural = _("merges of events")
        ordering = ["-done_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(undone_at__isnull=True),
                name="event_merged_once",
            )
        ]
