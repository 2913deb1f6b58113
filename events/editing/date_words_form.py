"""What may differ at one date of a series: words, place, link and times; an empty answer is as in the series."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminTimeInput
from wagtail.snippets.widgets import AdminSnippetChooser

from events.choices import AttendanceMode, DateStatus
from events.keys import key_start
from events.models import ChangedDate, Event, Venue
from events.series import OwnWords

from .date_forms import NoteForm, TimesForm, times_of
from .day_input import DayField
from .next_dates import day_words, time_words

LONGEST_DESCRIPTION = 5_000
TIMES = ("starts_on", "starts_at", "ends_on", "ends_at")


class DateWordsForm(NoteForm, TimesForm):
    """A single date in words and times of its own."""

    starts_on = DayField(label=_("Day"), required=False)
    starts_at = forms.TimeField(label=_("Begins at"), required=False, widget=AdminTimeInput)
    title = forms.CharField(
        label=_("Title"), max_length=ChangedDate._meta.get_field("title").max_length, required=False
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=LONGEST_DESCRIPTION,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_(
            "Stands on the page of this date above what the series says. Empty: only what that says."
        ),
    )
    venue = forms.ModelChoiceField(Venue.objects.none(), label=_("Venue"), required=False)
    online_url = forms.URLField(
        label=_("Link to take part online"),
        max_length=ChangedDate._meta.get_field("online_url").max_length,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    is_online_only = forms.BooleanField(label=_("This date takes place online only"), required=False)
    field_order = ["title", "description", "venue", "online_url", "is_online_only", "note", *TIMES]

    def __init__(
        self, *args: Any, event: Event, changed: ChangedDate, venues: QuerySet[Venue], **kwargs: Any
    ) -> None:
        self.key = key_start(changed.key)
        super().__init__(*args, event=event, initial=_answers(changed, event), **kwargs)
        self.fields["venue"].queryset = venues
        self.fields["venue"].widget = AdminSnippetChooser(model=Venue)
        if event.attendance_mode == AttendanceMode.ONLINE or changed.status == DateStatus.CANCELLED:
            del self.fields["is_online_only"]
        usual = (day_words(self.key), time_words(self.key, self.key + event.length, event.is_all_day))
        for name, value in {
            "title": event.title,
            "venue": str(event.venue or ""),
            "online_url": event.online_url,
            "starts_on": ", ".join(usual),
        }.items():
            self.fields[name].help_text = _as_in_series(value)
        self.fields["note"].help_text = _("Stands beside the date in lists, for example: Please bring a mat.")

    def clean(self) -> dict[str, Any]:
        """Fill in what was left out of the times, so that they can be checked; without any they are the series'."""
        asked = self.cleaned_data
        self.has_times = any(asked.get(name) is not None for name in TIMES)
        if not self.has_times:
            return asked
        if asked.get("starts_on") is None:
            asked["starts_on"] = self.key.date()
        if "starts_at" in self.fields and asked.get("starts_at") is None:
            asked["starts_at"] = self.key.time()
        if "ends_at" in self.fields and asked.get("ends_on") and asked.get("ends_at") is None:
            asked["ends_at"] = (self.key + self.event.length).time()
        return super().clean()

    def times(self) -> tuple[datetime, datetime] | None:
        """Return wall start and end, None for those of the series."""
        return self.span() if self.has_times else None

    def words(self) -> OwnWords:
        """Return what the date says itself."""
        asked = self.cleaned_data
        return OwnWords(
            title=asked["title"],
            description=asked["description"],
            venue_id=asked["venue"].pk if asked["venue"] else None,
            online_url=asked["online_url"],
            note=asked["note"],
            is_online_only=asked.get("is_online_only", False),
        )


def _answers(changed: ChangedDate, event: Event) -> dict[str, Any]:
    """Return what a date says itself, as answers of the form."""
    times: dict[str, Any] = {}
    if changed.start is not None:
        change = changed.as_change(event)
        times = times_of(changed.start, change.end, event.is_all_day)
    return {
        "title": changed.title,
        "description": changed.description,
        "venue": changed.venue_id,
        "online_url": changed.online_url,
        "is_online_only": changed.status == DateStatus.MOVED_ONLINE,
        "note": changed.note,
        **times,
    }


def _as_in_series(value: str) -> str:
    """Return what an empty answer means, with what the series says where it says something."""
    if not value:
        return gettext("Empty: as in the series.")
    return gettext("Empty: as in the series (%(value)s).") % {"value": value}
