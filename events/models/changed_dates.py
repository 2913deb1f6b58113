"""What differs at single dates of a series."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from events.choices import DateStatus
from events.keys import LONGEST
from events.recurrence.schedule import Change
from portal.link_schemes import check_links

from .events import MIDNIGHT, Event
from .venues import Venue


class ChangedDate(models.Model):
    """What differs at one date of a series, addressed by its original wall start; empty means as in the series."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="changed_dates")
    key = models.CharField(_("date"), max_length=LONGEST)
    status = models.CharField(
        _("status"), max_length=12, choices=DateStatus, default=DateStatus.AS_SERIES, blank=True
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    starts_on = models.DateField(_("new first day"), null=True, blank=True)
    starts_at = models.TimeField(_("begins at"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    ends_at = models.TimeField(_("ends at"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("venue")
    )
    online_url = models.URLField(_("link to take part online"), max_length=500, blank=True)

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """Refuse a link that leads out of the web."""
        super().clean()
        check_links(self)

    @property
    def start(self) -> datetime | None:
        """Return where its start was moved to, None where it was not."""
        if self.starts_on is None:
            return None
        return datetime.combine(self.starts_on, self.starts_at or MIDNIGHT)

    def as_change(self, event: Event) -> Change:
        """Return the change of its times as a plain value."""
        start, end = self.start, None
        if start is not None:
            end = start + event.length
            if event.is_all_day and self.ends_on:
                end = datetime.combine(self.ends_on + timedelta(days=1), MIDNIGHT)
            elif self.ends_at is not None:
                end = datetime.combine(self.ends_on or self.starts_on, self.ends_at)
                end += timedelta(days=1) if self.ends_on is None and end < start else timedelta(0)
        return Change(start, end, self.status == DateStatus.CANCELLED)

    class Meta:
        verbose_name = _("changed date")
        verbose_name_plural = _("changed dates")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["event", "key"], name="changed_date_once")]
