"""Who takes care of what waits, and what was done from the list with its way back."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WorkAssignment(models.Model):
    """That somebody takes care of an item of a queue; deleted when the item waits no more."""

    queue = models.CharField(max_length=100)
    key = models.CharField(max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.queue}: {self.key}"

    class Meta:
        verbose_name = _("care for an open matter")
        verbose_name_plural = _("care for open matters")
        constraints = [models.UniqueConstraint(fields=["queue", "key"], name="work_assigned_once")]


class WorkStep(models.Model):
    """What one person did to several items at once: their titles by key, and what it takes to undo it.

    Kept for a day, because titles and ways back may name people.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    queue = models.CharField(max_length=100)
    action = models.CharField(max_length=100)
    titles = models.JSONField(default=dict)
    way_back = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.queue}: {self.action} ({len(self.titles)})"

    class Meta:
        verbose_name = _("step in the list of open matters")
        verbose_name_plural = _("steps in the list of open matters")
        ordering = ["-at", "-id"]
