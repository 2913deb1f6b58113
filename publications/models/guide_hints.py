"""Hints from readers that something in a guide is wrong."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.corrections import CorrectionStatus

from .guide_sections import GuideSection
from .guides import GuidePage


class GuideHint(models.Model):
    """A reader's hint about a guide or a section of it; deleted when its retention ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guide = models.ForeignKey(GuidePage, models.CASCADE, related_name="hints", verbose_name=_("guide"))
    section = models.ForeignKey(
        GuideSection,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hints",
        verbose_name=_("section"),
    )
    text = models.TextField(_("what is wrong"), max_length=2000)
    sender = models.EmailField(_("e-mail for questions"), blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=CorrectionStatus, default=CorrectionStatus.OPEN
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now)

    def __str__(self) -> str:
        return f"{self.guide}: {self.text[:60]}"

    class Meta:
        verbose_name = _("hint on a guide")
        verbose_name_plural = _("hints on guides")
        ordering = ["-created_at"]
