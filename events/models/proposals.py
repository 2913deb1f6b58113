"""Dates that somebody without an account proposed, held by an e-mail address that was confirmed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .events import Event


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    UNCONFIRMED = "unconfirmed", _("Address not confirmed")
    WAITING = "waiting", _("Waits for the editors")
    ACCEPTED = "accepted", _("Published")
    REFUSED = "refused", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Proposal(models.Model):
    """What was written into the form; it becomes a draft event when its address is confirmed.

    Address and name are deleted some time after the decision; the event stays.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=11, choices=ProposalState, default=ProposalState.UNCONFIRMED)
    data = models.JSONField(default=dict)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=20, default="de")
    contact = models.CharField(max_length=100, blank=True)
    event = models.OneToOneField(Event, models.SET_NULL, null=True, blank=True, related_name="proposal")
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return str(self.data.get("title", self.uuid))

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["created_at", "id"]
