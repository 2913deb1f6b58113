"""What the care of the register remembers: looked-at pairs, merges and edits of many entries with their way back."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .organisations import Organisation


class DuplicatePair(models.Model):
    """Two entries that may be one; once somebody said they are not, they are never proposed again."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("first entry"))
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("second entry"))
    likeness = models.PositiveSmallIntegerField(_("likeness"))
    reasons = models.JSONField(_("reasons"), default=list)
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    dismissed_at = models.DateTimeField(_("dismissed"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"

    class Meta:
        verbose_name = _("pair of possible duplicates")
        verbose_name_plural = _("pairs of possible duplicates")
        ordering = ["-likeness", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="duplicate_pair_ordered"
            ),
        ]


class Done(models.Model):
    """Something done in one step that can be undone in one: who, when, and what it changed."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    done_at = models.DateTimeField(_("done"), default=timezone.now)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Emptied a year later (`network.personal_data`): what was there before does not live on here.
    steps = models.JSONField(default=dict, encoder=DjangoJSONEncoder, editable=False)

    @property
    def is_forgotten(self) -> bool:
        """Return whether it is so long ago that nothing leads back."""
        return not self.steps

    class Meta:
        abstract = True


class Merge(Done):
    """An entry that became part of another one."""

    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("merged entry"))
    target = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("remaining entry")
    )

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-done_at", "-id"]


class BulkEdit(Done):
    """Topics, areas or seats of many entries, changed together."""

    summary = models.JSONField(_("what was changed"), default=dict)
    entries = models.ManyToManyField(Organisation, related_name="+", verbose_name=_("entries"))

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    class Meta:
        verbose_name = _("edit of many entries")
        verbose_name_plural = _("edits of many entries")
        ordering = ["-done_at", "-id"]
