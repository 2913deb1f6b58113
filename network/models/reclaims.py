"""Somebody asks to act for an organisation that lost its people; and whom the office asked about that."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation


class ReclaimWay(models.TextChoices):
    """How somebody shows a right to act for an organisation."""

    NONE = "", _("Not chosen yet")
    DOMAIN = "domain", _("Has an address of the organisation's own")
    ADDRESS = "address", _("The organisation's known address says so")
    MEMBERS = "members", _("Two members of the same alliance say so")
    OFFICE = "office", _("The office decides")


class ReclaimState(models.TextChoices):
    """Where a request stands."""

    UNCONFIRMED = "unconfirmed", _("The address is not confirmed yet")
    OPEN = "open", _("Waits for others to confirm")
    WAITING = "waiting", _("Shown; objections are possible")
    OFFICE = "office", _("The office decides")
    GRANTED = "granted", _("Granted: invitation sent")
    REFUSED = "refused", _("Refused")
    ENDED = "ended", _("Ended without a decision")


RUNNING = (ReclaimState.OPEN, ReclaimState.WAITING, ReclaimState.OFFICE)


class Reclaim(models.Model):
    """Somebody asks for access to an organisation's page; deleted half a year after it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="reclaims", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("e-mail address"))  # in small letters
    words = models.TextField(_("in their own words"), max_length=1000, blank=True)
    way = models.CharField(_("how it is shown"), max_length=10, choices=ReclaimWay, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ReclaimState, default=ReclaimState.UNCONFIRMED
    )
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    shown_at = models.DateTimeField(_("shown"), null=True)
    waits_until = models.DateTimeField(_("objections until"), null=True)
    objection = models.TextField(_("objection"), max_length=1000, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name}"

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "waits_until"], name="reclaim_state")]


class ReclaimVoucher(models.Model):
    """A steward of another member says: this person belongs to them."""

    reclaim = models.ForeignKey(Reclaim, models.CASCADE, related_name="vouchers")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    said_at = models.DateTimeField(_("said"), default=timezone.now)

    def __str__(self) -> str:
        return f"{self.organisation} → {self.reclaim}"

    class Meta:
        verbose_name = _("confirmation by a member")
        verbose_name_plural = _("confirmations by members")
        constraints = [
            models.UniqueConstraint(fields=["reclaim", "organisation"], name="voucher_once_by_organisation"),
            models.UniqueConstraint(fields=["reclaim", "user"], name="voucher_once_by_person"),
        ]


class Outreach(models.Model):
    """The office asked the people of an organisation who cares for its page; several at once share a batch."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="outreaches", verbose_name=_("organisation")
    )
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    done_at = models.DateTimeField(_("done"), default=timezone.now)

    def __str__(self) -> str:
        return f"{self.organisation}, {self.done_at:%Y-%m-%d}"

    class Meta:
        verbose_name = _("question who cares for a page")
        verbose_name_plural = _("questions who cares for a page")
        ordering = ["-done_at", "-id"]
