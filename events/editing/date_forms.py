"""What is asked before a date is called off, moved, or all dates are."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminTimeInput

from events.models import ChangedDate, Event
from events.models.events import MIDNIGHT

from .day_input import DayField

NOTE_LENGTH = ChangedDate._meta.get_field("note").max_length


class NoteForm(forms.Form):
    """Why, in the words that stand beside the date."""

    note = forms.CharField(
        label=_("What should people know?"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_(
            "Stands beside the date, for example: Cancelled because of illness. Name nobody who is ill."
        ),
    )


class TimesForm(forms.Form):
    """New times on the wall's clock."""

    starts_on = DayField(label=_("New day"))
    starts_at = forms.TimeField(label=_("Begins at"), widget=AdminTimeInput)
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Only if it is not the same day, or the night after it."),
    )
    ends_at = forms.TimeField(label=_("Ends at"), required=False, widget=AdminTimeInput)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        if event.is_all_day:
            del self.fields["starts_at"], self.fields["ends_at"]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and years that cannot be meant."""
        cleaned = super().clean()
        if "starts_on" in cleaned and not self.errors:
            if not 1900 <= cleaned["starts_on"].year <= 2200:
                self.add_error("starts_on", _("This year cannot be right."))
            else:
                start, end = self.span()
                if end < start or end - start > timedelta(days=366):
                    self.add_error(
                        "ends_on", _("The end lies before the beginning, or more than a year after it.")
                    )
        return cleaned

    def span(self) -> tuple[datetime, datetime]:
        """Return the new wall start and end; without an end it lasts as long as before."""
        day, last = self.cleaned_data["starts_on"], self.cleaned_data.get("ends_on")
        if self.event.is_all_day:
            start = datetime.combine(day, MIDNIGHT)
            return start, datetime.combine(last, MIDNIGHT) + timedelta(
                days=1
            ) if last else start + self.event.length
        start = datetime.combine(day, self.cleaned_data["starts_at"])
        clock = self.cleaned_data.get("ends_at")
        if clock is None:
            return start, start + self.event.length
        end = datetime.combine(last or day, clock)
        return start, end + timedelta(days=1) if last is None and end < start else end


class MoveForm(NoteForm, TimesForm):
    """A single date at another time, and why."""

    field_order = ["starts_on", "starts_at", "ends_on", "ends_at", "note"]


class CopyForm(forms.Form):
    """When the copy takes place for the first time."""

    starts_on = DayField(label=_("First day of the copy"))

    def clean_starts_on(self) -> date:
        """Refuse years that cannot be meant."""
        day = self.cleaned_data["starts_on"]
        if not 1900 <= day.year <= 2200:
            raise forms.ValidationError(_("This year cannot be right."))
        return day


def times_of(start: datetime, end: datetime, is_all_day: bool) -> dict[str, date | time | None]:
    """Return wall times as answers of a `TimesForm`."""
    if is_all_day:
        last = max(start, end - timedelta(days=1)).date()
        return {"starts_on": start.date(), "ends_on": last if last != start.date() else None}
    return {
        "starts_on": start.date(),
        "starts_at": start.time(),
        "ends_on": end.date() if end.date() != start.date() else None,
        "ends_at": end.time() if end != start else None,
    }
