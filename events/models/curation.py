"""What waits for an editor's decision, from whatever side it came: one row each, settled once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .events import Event


class QueueKind(models.TextChoices):
    """Why something waits."""

    NEW = "new", pgettext_lazy("in the queue", "New")
    CHANGED = "changed", pgettext_lazy("in the queue", "Changed")
    PROPOSAL = "proposal", _("Proposal from the public")
    MISSING = "missing", _("Gone from the organisation's calendar")
    DUPLICATE = "duplicate", _("Perhaps twice")
    REPORT = "report", _("Hint from a reader")


class QueueEntry(models.Model):
    """One open thing about an event; `other` is the second event of a possible duplicate."""

    kind = models.CharField(_("why"), max_length=9, choices=QueueKind)
    event = models.ForeignKey(Event, models.CASCADE, related_name="queue_entries", verbose_name=_("event"))
    other = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    score = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=20, blank=True)

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
