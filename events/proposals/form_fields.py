"""Fields for days and times that browsers have an input for, and that take what Germans type where they have not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")
_TIMES = ("%H:%M", "%H:%M:%S", "%H.%M", "%H")


class DayField(forms.DateField):
    """A day."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
        super().__init__(widget=widget, input_formats=_DAYS, **options)
        self.error_messages["invalid"] = _("Write the day like this: 24.3.2026.")


class ClockField(forms.TimeField):
    """A time of day, to the minute."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "short"})
        super().__init__(widget=widget, input_formats=_TIMES, **options)
        self.error_messages["invalid"] = _("Write the time like this: 18:30.")
