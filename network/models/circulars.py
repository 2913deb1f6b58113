"""Circulars: what members write to all who want to hear about a topic or region, and the office to its members."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation
from .regions import Region
from .topics import Topic

SUBJECT = 120
TEXT = 5000


class CircularState(models.TextChoices):
    """Where a circular stands."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waits for the office")
    RETURNED = "returned", _("Sent back by the office")
    SENDING = "sending", _("Is being sent")
    SENT = "sent", _("Sent")


class Circular(models.Model):
    """A mail to many, written once; its words are forgotten after a while, what became of it later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="circulars",
        verbose_name=_("organisation"),
        help_text=_("Who writes; nobody for the coordination office."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    # To whom: a topic or a region of a member's, what the office selects.
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.SET_NULL, null=True, blank=True, related_name="+")
    selection = models.JSONField(default=dict, blank=True)
    is_duty = models.BooleanField(
        _("duty"), default=False, help_text=_("Nobody can unsubscribe: terms, security, the network itself.")
    )
    reply_to = models.EmailField(_("answers go to"), blank=True)
    subject = models.CharField(_("subject"), max_length=SUBJECT, blank=True)
    text = models.TextField(_("text"), max_length=TEXT, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=CircularState, default=CircularState.DRAFT)
    reason = models.TextField(_("why it was sent back"), blank=True)
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    submitted_at = models.DateTimeField(_("sent off"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    mails_count = models.PositiveIntegerField(_("mails"), default=0)
    # Ids of the organisations that were reached when the sending began, and of those without anybody.
    reached = models.JSONField(default=list, blank=True)
    unreached = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.subject or str(_("(words forgotten)"))

    @property
    def is_open(self) -> bool:
        """Return whether it can still be changed by whoever wrote it."""
        return self.state in (CircularState.DRAFT, CircularState.RETURNED)

    class Meta:
        verbose_name = _("circular")
        verbose_name_plural = _("circulars")
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["state", "submitted_at"], name="circular_queue")]


class CircularMail(models.Model):
    """That somebody was written to, so that nobody is twice; of the address only a digest is kept."""

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="mails")
    recipient = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.recipient[:8]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circular", "recipient"], name="circular_mail_once"),
        ]


class CircularWish(models.Model):
    """A person wants circulars about a topic or region on behalf of an organisation; it ends with the stewardship."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="circular_wishes")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="circular_wishes")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.topic or self.region}"

    class Meta:
        verbose_name = _("wish for circulars")
        verbose_name_plural = _("wishes for circulars")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(topic__isnull=False, region__isnull=True)
                | models.Q(topic__isnull=True, region__isnull=False),
                name="circular_wish_about_one",
            )
        ]


class CircularRefusal(models.Model):
    """Somebody wants no circulars of the office, duties aside; only a digest of who is kept."""

    recipient = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.recipient[:8]
