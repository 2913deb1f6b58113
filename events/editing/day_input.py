"""Days as people here write them, 02.09.2026, in every language of the admin; what a browser writes is read, too."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminDateInput

GERMAN = "%d.%m.%Y"
READ = [GERMAN, "%d.%m.%y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day, shown and picked in German notation."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": READ, "widget": AdminDateInput(format=GERMAN), **kwargs})
