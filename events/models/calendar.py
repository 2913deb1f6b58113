"""The calendar's page, and the school holidays that the office keeps."""

from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import URLPattern, get_resolver
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

from network.import_rules import check_year, refused
from portal.models import BasePage


class SchoolHoliday(models.Model):
    """A time without school in the home state; series that avoid it are renewed when it changes."""

    name = models.CharField(_("name"), max_length=80, help_text=_("For example: Winterferien 2027."))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse days backwards in time, or more than a summer."""
        super().clean()
        years = {name: partial(check_year, day.year) for name, day in self._days() if day}
        if wrong := refused(**years):
            raise ValidationError(wrong)
        if self.first_day and self.last_day:
            if self.last_day < self.first_day:
                raise ValidationError({"last_day": _("The end lies before the beginning.")})
            if (self.last_day - self.first_day).days > 92:
                raise ValidationError({"last_day": _("No school holidays are longer than three months.")})

    def _days(self) -> tuple[tuple[str, date | None], ...]:
        """Return both days by the name of their field."""
        return ("first_day", self.first_day), ("last_day", self.last_day)

    class Meta:
        verbose_name = _("school holidays")
        verbose_name_plural = _("school holidays")
        ordering = ["first_day", "id"]


class EventCalendarPage(RoutablePageMixin, BasePage):
    """The calendar: everything that takes place, and the addresses of all its lists and dates.

    What answers below its own address stands in `events.calendar.urls`: functions `(page, request, …)`.
    """

    lead = models.CharField(_("sentence below the heading"), max_length=250, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead", help_text=_("One sentence. It is also shown where this page is linked.")),
    ]
    parent_page_types = ["portal.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "events/calendar_page.html"
    is_ground = True

    @property
    def summary(self) -> str:
        """Return the sentence below the heading."""
        return self.lead

    @classmethod
    def get_subpage_urls(cls) -> list[URLPattern]:
        """Return the addresses below the calendar's own."""
        return get_resolver("events.calendar.urls").url_patterns

    class Meta:
        verbose_name = _("calendar")
