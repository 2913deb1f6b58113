"""Hints from readers that something in an entry is wrong."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation


class CorrectionStatus(models.TextChoices):
    """Whether the office has dealt with a hint."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    REJECTED = "rejected", _("Not followed")


class Correction(models.Model):
    """A reader's hint about an entry; deleted when its retention ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="corrections", verbose_name=_("organisation")
    )
    text = models.TextField(_("what is wrong"), max_length=2000)
    sender = models.EmailField(_("e-mail for questions"), blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=CorrectionStatus, default=CorrectionStatus.OPEN
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text[:60]}"

    class Meta:
        verbose_name = _("hint from a reader")
        verbose_name_plural = _("hints from readers")
        ordering = ["-created_at"]
