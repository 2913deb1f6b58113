"""The form with which an editor gives the calendar file of an organisation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from events.ical import bounds
from events.ical.reading import CalendarError, read
from events.imports.report import remark_of_error
from events.imports.wording import remark_words
from network.chooser_widgets import OrganisationChooser
from network.models import Organisation

from .choosable import co_organisers

# What is written while somebody waits for the page; larger files are taken in by housekeeping.
MOST_EVENTS = 300


class CalendarFileForm(forms.Form):
    """Whose calendar it is, the file, and whether its dates wait for a look."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Whose calendar is it?"), widget=OrganisationChooser
    )
    file = forms.FileField(
        label=gettext_lazy("Calendar file"),
        help_text=gettext_lazy(
            "A file that ends in .ics, as calendars export it. A later version under the same name changes the same "
            "events; what is missing in it stays."
        ),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )
    publishes = forms.BooleanField(
        label=gettext_lazy("Publish at once"),
        required=False,
        help_text=gettext_lazy("Otherwise every event is a draft and waits in the queue."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = co_organisers()

    def clean_file(self) -> UploadedFile:
        """Refuse what is no calendar or too large, and note how many events it holds."""
        file = self.cleaned_data["file"]
        try:
            # One byte more than is read shows that there is too much, however large the file.
            self.content = file.read(bounds.BYTES + 1)
            calendar = read(self.content)
        except CalendarError as error:
            raise ValidationError(remark_words(remark_of_error(error))) from error
        self.events = len(calendar.events)
        return file

    @property
    def is_large(self) -> bool:
        """Return whether nobody should wait while the file is taken in."""
        return self.events > MOST_EVENTS
