"""What can be found: one row per findable thing and language, and how common each word is."""

from django.db import models

from .subscriptions.models import SavedSearch

__all__ = ["SavedSearch", "SearchDocument", "TermStatistics"]


class SearchDocument(models.Model):
    """A findable thing as the engines see it; the outbox to Elasticsearch and the data of the embedded engine."""

    key = models.CharField(max_length=100, primary_key=True)
    type = models.CharField(max_length=20)
    locale = models.CharField(max_length=12)
    register_id = models.CharField(max_length=100)
    # Not constraints: a tombstone outlives its page or event.
    page = models.ForeignKey(
        "wagtailcore.Page", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    event = models.ForeignKey(
        "events.Event", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    data = models.JSONField(default=dict)
    # What a result list shows, apart from the terms: reading a row of results must not parse thousands of words.
    title = models.CharField(max_length=255, default="")
    shown = models.JSONField(default=dict)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    deleted = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    # What everybody may know of it, whatever the search makes of that: what feeds and subscribers call a change.
    public_digest = models.CharField(max_length=64, default="")
    appeared_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)
    analysis_version = models.CharField(max_length=16)
    seq = models.BigIntegerField(db_index=True)
    # The state that Elasticsearch has: waiting while below `seq`; `-seq` says that it refused this state for good.
    es_seq = models.BigIntegerField(default=0)
    # When the row was last written, or Elasticsearch was last noted to have taken it.
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key

    class Meta:
        indexes = [
            # Only what waits for Elasticsearch: asked after every save, and empty most of the time.
            models.Index(
                fields=["seq"], condition=models.Q(es_seq__lt=models.F("seq")), name="search_waiting"
            ),
            models.Index(fields=["updated_at"], name="search_updated"),
            models.Index(fields=["changed_at", "register_id"], name="search_changed"),
        ]


class TermStatistics(models.Model):
    """Document frequencies of one language, recomputed at rebuild and nightly; plans carry its version."""

    locale = models.CharField(max_length=12, primary_key=True)
    documents = models.PositiveIntegerField(default=0)
    frequencies = models.JSONField(default=dict)
    version = models.CharField(max_length=32)
    computed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.locale} {self.version}"
