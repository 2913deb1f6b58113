"""Mails that wait to be sent, and signed links that were used."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Urgency(models.IntegerChoices):
    """What goes first in each round, lowest first: whoever waits at a door, then whoever filled in a form."""

    DOOR = 0, _("access and emergencies")
    ANSWER = 1, _("somebody waits for it")
    NEWS = 2, _("everything else")


class OutgoingMail(models.Model):
    """A mail in the outbox: written with the content that causes it, sent by housekeeping, repeated until it went."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        _("key"), max_length=200, unique=True, help_text=_("The same key is never sent twice.")
    )
    recipient = models.EmailField(_("recipient"))
    reply_to = models.EmailField(_("reply to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    html = models.TextField(
        _("text with markup"), blank=True, help_text=_("The same once more for programs that show HTML.")
    )
    unsubscribe_url = models.URLField(
        _("unsubscribe"),
        max_length=500,
        blank=True,
        help_text=_("A POST to it ends the subscription that this mail belongs to (RFC 8058)."),
    )
    attachments = models.JSONField(
        _("attachments"),
        default=list,
        blank=True,
        help_text=_("Small files of text; they are deleted with the mail."),
    )
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.NEWS)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    noted_at = models.DateTimeField(
        _("noted"), null=True, blank=True, help_text=_("Somebody knows that it was given up.")
    )

    def __str__(self) -> str:
        return self.subject

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        indexes = [
            models.Index(fields=["sent_at", "not_before"], name="outbox_due"),
            models.Index(
                fields=["urgency", "not_before", "created_at"],
                condition=models.Q(sent_at=None, given_up_at=None),
                name="outbox_next",
            ),
        ]


class UsedLink(models.Model):
    """A signed link whose single use was spent."""

    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest[:12]
