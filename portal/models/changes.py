"""The journal of changes: what content changed, written in the transaction that changed it."""

from django.db import models


class Clock(models.Model):
    """One row whose number rises with every batch of changes that was worked in; caches and engines follow it."""

    n = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.n)


class PendingChange(models.Model):
    """An object whose derived data (search document, cached pages) is out of date until it is worked in."""

    model = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.model}:{self.object_id}"
