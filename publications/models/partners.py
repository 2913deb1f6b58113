"""Cooperation partners who pass infoposts on: an address, whose they want, and which posts were told."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Organisation

from .infoposts import InfopostPage

# How the keys of all mails to partners begin in the outbox.
KIT_KEYS = "share-kit:"


class Partner(models.Model):
    """Somebody's wish to get share kits, of one organisation or of everybody; no name, no network address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))  # in small letters, so that one address is one address
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="partners", verbose_name=_("organisation")
    )
    language = models.CharField(_("language"), max_length=12)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_prefix(self) -> str:
        """Return how the keys of all mails to this partner begin in the outbox."""
        return f"{KIT_KEYS}{self.pk}:"

    class Meta:
        verbose_name = _("cooperation partner")
        verbose_name_plural = _("cooperation partners")
        constraints = [
            models.UniqueConstraint(fields=["email", "organisation"], name="partner_once"),
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(organisation=None), name="partner_of_all_once"
            ),
        ]


class ToldInfopost(models.Model):
    """An infopost whose kit went to partners; it goes once, however often the post is changed afterwards."""

    page = models.OneToOneField(InfopostPage, models.CASCADE, primary_key=True, related_name="told")
    at = models.DateTimeField(default=timezone.now)
    # Keys of the further authors that were told so, as with dates; those who come later are told, too.
    named = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return str(self.page_id)
