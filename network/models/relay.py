"""Messages to organisations whose address is not public, between being written and being passed on."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation


class RelayMessage(models.Model):
    """A message that waits for its sender's confirmation; once passed on, only that there was one is left."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="relay_messages", verbose_name=_("organisation")
    )
    sender_name = models.CharField(_("name"), max_length=100, blank=True)
    sender = models.EmailField(_("e-mail"), blank=True)
    text = models.TextField(_("message"), max_length=4000, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now, db_index=True)
    passed_on_at = models.DateTimeField(_("passed on"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.created_at:%Y-%m-%d}"

    class Meta:
        verbose_name = _("message to an organisation")
        verbose_name_plural = _("messages to organisations")
        ordering = ["-created_at"]
