"""Derived tables: every date of every event, and what last left the house about an event.

Nothing here is a source: `events.occurrences` makes the first from schedules, `events.publishing` keeps the second.
"""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.choices import EventStatus
from events.keys import LONGEST

from .events import Event


class OccurrenceQuerySet(models.QuerySet):
    """Dates by when they are: upcoming, running and past share no date and leave none out, at any instant."""

    def listed(self) -> "OccurrenceQuerySet":
        """Return the dates of published events (an explicit comparison, which partial indexes understand)."""
        return self.filter(is_live=True)

    def upcoming(self, now: datetime) -> "OccurrenceQuerySet":
        """Return what has not begun, soonest first."""
        return self.filter(start__gt=now).order_by("start", "end", "id")

    def running(self, now: datetime) -> "OccurrenceQuerySet":
        """Return what has begun and not ended."""
        return self.filter(start__lte=now, end__gt=now).order_by("start", "end", "id")

    def past(self, now: datetime) -> "OccurrenceQuerySet":
        """Return what has ended, latest first."""
        return self.filter(start__lte=now, end__lte=now).order_by("-start", "-end", "-id")

    def not_over(self, now: datetime) -> "OccurrenceQuerySet":
        """Return what is running or still to come, soonest first."""
        return self.filter(Q(end__gt=now) | Q(start__gt=now)).order_by("start", "end", "id")

    def on_days(self, first: date, last: date) -> "OccurrenceQuerySet":
        """Return what takes place on one of the days from first to last, in Berlin."""
        return self.filter(first_day__lte=last, last_day__gte=first).order_by("start", "end", "id")


class Occurrence(models.Model):
    """One date of an event; days are those of Berlin, the last one inclusive."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences")
    key = models.CharField(max_length=LONGEST)
    start = models.DateTimeField()
    end = models.DateTimeField()
    first_day = models.DateField()
    last_day = models.DateField()
    is_all_day = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=EventStatus, default=EventStatus.SCHEDULED)
    is_moved = models.BooleanField(default=False)
    is_live = models.BooleanField(default=False)
    # Longer than a month: never in a bounded search of a month's dates, always under “running”.
    is_long = models.BooleanField(default=False)

    objects = OccurrenceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.event_id} {self.key}"

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["start", "end", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="occurrence_once"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="occurrence_ends_after_start"),
        ]
        indexes = [
            # SQLite does not use a plain index on (is_live, start) for `WHERE is_live` (measured: 173 ms, not 0.06).
            # The event is there for filters, and `is_live` because SQLite asks the row for the condition of a
            # partial index unless the index has it: counting 100,000 dates takes 3 ms and not 15.
            models.Index(
                fields=["start", "end", "event", "is_live"],
                condition=Q(is_live=True),
                name="occurrence_live_start",
            ),
            models.Index(fields=["end", "is_live"], condition=Q(is_live=True), name="occurrence_live_end"),
            models.Index(
                fields=["first_day", "start", "end", "last_day", "event", "is_live"],
                condition=Q(is_live=True),
                name="occurrence_live_days",
            ),
            models.Index(
                fields=["last_day"], condition=Q(is_live=True, is_long=True), name="occurrence_live_long"
            ),
        ]


class Publication(models.Model):
    """What last left the house about an event; its row outlives the event, so that feeds show that it has gone.

    `sequence` rises when time, place or status change (RFC 5545 §3.8.7.4), `changed_at` when anything does.
    """

    event = models.OneToOneField(Event, models.SET_NULL, null=True, related_name="publication")
    uid = models.CharField(max_length=255, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    appeared_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    content_digest = models.CharField(max_length=64, blank=True)
    dates_digest = models.CharField(max_length=64, blank=True)
    is_gone = models.BooleanField(default=False)
    # Keys of the further organisers that were told so; see `events.co_organisers.telling`.
    named = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.uid
