"""What is kept about coming in: devices that are signed in, tries, mails that somebody asked for, invitations."""

import uuid

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SignIn(models.Model):
    """A device that is signed in; it ends with its session and holds no network address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    device = models.CharField(max_length=80, blank=True)
    signed_in_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.device


class Throttle(models.Model):
    """How far somebody's tries reach into the future; the key is a digest, the row goes once it is past."""

    key = models.CharField(max_length=64, primary_key=True)
    busy_until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key[:12]


class MailWish(models.Model):
    """A mail that somebody asked for, whether or not its address is known here; housekeeping looks that up."""

    class Kind(models.TextChoices):
        """What the mail is for."""

        SIGN_IN = "sign-in"
        NEW_ADDRESS = "new-address"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    email = models.EmailField()  # in small letters
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    next_url = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)


class Invitation(models.Model):
    """Somebody is asked in for a purpose; what follows from accepting is decided by the purpose, on the server."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))  # in small letters
    purpose = models.CharField(_("purpose"), max_length=60)
    subject = models.CharField(_("about"), max_length=100, blank=True)  # only the purpose knows what it means
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    created_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}".strip()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(fields=["purpose", "subject"], name="portal_invitation_about")]
