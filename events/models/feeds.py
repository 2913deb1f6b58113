"""Calendars of organisations that are read regularly, and what was seen in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Organisation

from .events import Event


class FeedTrust(models.TextChoices):
    """What happens with what a calendar says."""

    MODERATE = "moderate", _("Editors look at it first")
    PUBLISH = "publish", _("Published directly")


class CalendarFeed(models.Model):
    """An organisation's own calendar (iCalendar), named once and read by housekeeping.

    `last_error` is the code of a trouble (`events.imports.troubles`), `is_refused` that it stays until somebody acts;
    a process that reads the feed holds it until `claimed_until`.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="feeds", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    url = models.CharField(
        _("address of the calendar"),
        max_length=1000,
        blank=True,
        help_text=_("The link that ends in .ics or is called “iCal”. Empty for a calendar read from files."),
    )
    trust = models.CharField(_("what happens"), max_length=8, choices=FeedTrust, default=FeedTrust.MODERATE)
    default_zone = models.CharField(
        _("time zone of times without one"), max_length=40, default="Europe/Berlin"
    )
    is_enabled = models.BooleanField(_("is read"), default=True)
    every_minutes = models.PositiveIntegerField(_("minutes between two readings"), default=240)

    etag = models.CharField(max_length=255, blank=True, editable=False)
    last_modified = models.CharField(max_length=80, blank=True, editable=False)
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    runs = models.PositiveIntegerField(default=0, editable=False)
    by_content = models.BooleanField(default=False, editable=False)
    last_read_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(null=True, blank=True, editable=False)
    next_read_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    last_error = models.CharField(max_length=500, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    is_refused = models.BooleanField(default=False, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_report = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    def __str__(self) -> str:
        return self.name or str(self.organisation)

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["organisation__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "url"], condition=~models.Q(url=""), name="feed_once"
            )
        ]


class CalendarUpload(models.Model):
    """A calendar file with more events than somebody can wait for; housekeeping takes it in.

    `content` is emptied once that is done, `report` is what came of it, in codes (`events.imports.report`).
    """

    feed = models.ForeignKey(CalendarFeed, models.CASCADE, related_name="uploads")
    content = models.BinaryField(blank=True)
    publishes = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return str(self.feed)


class FeedItemState(models.TextChoices):
    """Where an event of a feed stands."""

    ACTIVE = "active", _("In the feed")
    MISSING = "missing", _("Missing from the feed")
    GONE = "gone", _("Gone from the feed")
    IGNORED = "ignored", _("Refused by the editors")
    DUPLICATE = "duplicate", _("Another entry of an event already here")


class FeedItem(models.Model):
    """An event as a feed last said it; the event here may differ where an editor changed it.

    `identity` is the UID, or a digest of the content where a feed changes its UIDs. `seen` holds under `said` what
    the source said last, by field, and under `written` what stands in the event otherwise; `kept_fields` are those
    that an editor changed and the import leaves alone.
    """

    feed = models.ForeignKey(CalendarFeed, models.CASCADE, related_name="items")
    identity = models.CharField(max_length=255)
    external_uid = models.CharField(max_length=255, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    match_digest = models.CharField(max_length=64, blank=True, db_index=True)
    sequence = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=9, choices=FeedItemState, default=FeedItemState.ACTIVE)
    missing_runs = models.PositiveSmallIntegerField(default=0)
    last_seen_run = models.PositiveIntegerField(default=0)
    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="feed_items")
    seen = models.JSONField(default=dict, blank=True)
    kept_fields = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.identity

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "identity"], name="feed_item_once")]
