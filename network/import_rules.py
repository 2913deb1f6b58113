"""What the admin's forms refuse because an import would: lists that were written out can be read in again."""

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.exchange.dates import YEARS, year_or_day
from network.exchange.texts import BadText, one_line, word_key


def register_id_of(text: str) -> str:
    """Return a register id as an import folds it; raises ValidationError for signs that nobody sees."""
    folded = _folded(one_line, text)
    if any(unicodedata.category(letter) == "Cf" for letter in folded):
        raise ValidationError(_("Holds a sign that nobody sees. Delete it and type the id anew."))
    return folded


def founded_of(text: str) -> str:
    """Return a year, or a day in ISO form; raises ValidationError."""
    return _folded(year_or_day, text.strip()) if text.strip() else ""


def check_name(name: str) -> None:
    """Raise ValidationError for a name that shows nothing."""
    if not word_key(name):
        raise ValidationError(_("A name has at least one letter or digit."))


def check_year(year: int | None) -> None:
    """Raise ValidationError for a year that no list could hold."""
    if year is not None and year not in YEARS:
        bounds = {"first": YEARS[0], "last": YEARS[-1]}
        raise ValidationError(_("A year between %(first)s and %(last)s."), params=bounds)


def check_past_day(day: date | None) -> None:
    """Raise ValidationError for a day that is still to come, or that no list could hold."""
    check_year(day.year if day else None)
    if day is not None and day > timezone.localdate():
        raise ValidationError(_("This day is still to come."))


def check_dates(since: date | None, until: date | None) -> None:
    """Raise ValidationError for a beginning or an end that no list could hold."""
    days = {"since": since, "until": until}
    if wrong := refused(**{name: partial(check_year, day.year) for name, day in days.items() if day}):
        raise ValidationError(wrong)


def refused(**checks: Callable[[], object]) -> dict[str, ValidationError]:
    """Return what checks refuse, by field."""
    found: dict[str, ValidationError] = {}
    for name, check in checks.items():
        try:
            check()
        except ValidationError as error:
            found[name] = error
    return found


def _folded(fold: Callable[[str], str], text: str) -> str:
    """Return a text as an import reads it; raises ValidationError with the import's remedy."""
    try:
        return fold(text)
    except (BadText, ValueError) as error:
        message = str(error)
        raise ValidationError(f"{message[:1].upper()}{message[1:]}.") from None
