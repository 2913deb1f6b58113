"""The field of an end: a day, and an hour where one is given; stored as the first moment at which it is over."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import moments

FIRST_YEAR, LAST_YEAR = 2000, 2100


class EndWidget(forms.MultiWidget):
    """Two inputs of the browser: the last day, and the hour."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        day = forms.DateInput(attrs={"type": "date", "aria-label": _("Last day")}, format="%Y-%m-%d")
        hour = forms.TimeInput(attrs={"type": "time", "aria-label": _("Hour (optional)")}, format="%H:%M")
        super().__init__([day, hour], attrs)

    def decompress(self, value: datetime | None) -> list[Any]:
        """Return the day and the hour of a stored end."""
        return [moments.day_of(value), moments.hour_of(value)] if value else [None, None]


class EndField(forms.MultiValueField):
    """A day with or without an hour; an hour without a day means nothing."""

    widget = EndWidget

    def __init__(self, **kwargs: Any) -> None:
        for name in ("max_length", "empty_value", "input_formats"):
            kwargs.pop(name, None)
        fields = (forms.DateField(), forms.TimeField(required=False))
        super().__init__(fields, require_all_fields=False, **kwargs)
        self.fields[0].required = self.required

    def compress(self, values: list[Any]) -> datetime | None:
        """Return the end; raises ValidationError for an hour without a day and for years nobody means."""
        day, hour = [*values, None, None][:2]
        return read_end(day or None, hour or None)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the day or the hour is another one."""
        shown = initial if isinstance(initial, list) else self.widget.decompress(initial)
        return super().has_changed(shown, data)


def read_end(day: date | None, hour: time | None) -> datetime | None:
    """Return the end that a day and an hour mean, None for neither; raises ValidationError."""
    if day is None:
        if hour is not None:
            raise ValidationError(_("Say on which day, too."))
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(_("This year cannot be meant."))
    if hour == moments.MIDNIGHT:
        raise ValidationError(_("At 0:00 the day begins. For the whole day leave the hour empty."))
    return moments.end_of(day, hour)


class EndsAtField(models.DateTimeField):
    """The first moment at which something is over; forms and words speak of the last day."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return the form's field, whatever widget the admin has for moments."""
        kwargs.pop("widget", None)
        return super().formfield(**{**kwargs, "form_class": EndField})

    def words(self, value: datetime | None) -> str:
        """Return a value as people read it."""
        return moments.words_of(value)
