"""What was proposed, in words, for its proposer to look at."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .data import day_of, time_of
from .forms import ChangeForm

_SHOWN_TOGETHER = {"starts_on", "starts_at", "ends_on", "ends_at", "is_all_day", "repeats_until"}


def lines_of(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield label and words of everything that was filled in."""
    form = ChangeForm()
    for _heading, fields in form.groups():
        for field in fields:
            if field.name == "starts_on":
                yield str(_("When")), when_of(data)
            if field.name in _SHOWN_TOGETHER:
                continue
            if words := _words(field.field, data.get(field.name)):
                yield str(field.label), words


def when_of(data: Mapping[str, Any]) -> str:
    """Return first day, times and last day in words."""
    first, last = day_of(data, "starts_on"), day_of(data, "ends_on")
    words = [date_format(first, "DATE_FORMAT") if first else ""]
    if not data.get("is_all_day"):
        clock = [
            date_format(one, "TIME_FORMAT")
            for name in ("starts_at", "ends_at")
            if (one := time_of(data, name))
        ]
        words.append(" – ".join(clock))
    if last and last != first:
        words.append(_("until %(day)s") % {"day": date_format(last, "DATE_FORMAT")})
    if until := day_of(data, "repeats_until"):
        words.append(_("repeated until %(day)s") % {"day": date_format(until, "DATE_FORMAT")})
    return ", ".join(filter(None, words))


def _words(field: forms.Field, value: Any) -> str:
    """Return an entry as people read it; choices by their label."""
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels[str(one)] for one in chosen if one and str(one) in labels)
    return str(value or "")
