"""The one row a saved search is: an address, a filter, a rhythm, and up to when it was told about."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often somebody wants to hear of what is new."""

    WEEKLY = "weekly", _("once a week, on Mondays")
    AT_ONCE = "at_once", _("as soon as something changes")


class SavedSearch(models.Model):
    """Somebody's wish to be told what is new for a filter; no name, no network address, no history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField()  # in small letters, so that one address is one address
    query = models.CharField(max_length=1000, blank=True)  # canonical, see `filters`
    language = models.CharField(max_length=12)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    looked_until = models.DateTimeField(null=True)  # everything up to this moment was told or did not match
    last_sent_at = models.DateTimeField(null=True)
    faulty_since = models.DateTimeField(null=True)  # since when the filter names something that is gone

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_prefix(self) -> str:
        """Return how the keys of all its mails in the outbox begin."""
        return f"saved-search:{self.pk}:"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "query"], name="search_saved_once")]
        indexes = [models.Index(fields=["rhythm", "looked_until"], name="search_saved_due")]
