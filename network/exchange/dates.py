"""Days as people write them: 2018, 2018-03, 2018-03-14, 14.03.2018."""

import re
from datetime import date

from django.utils.translation import gettext as _

from .texts import shown

YEARS = range(1000, 2101)
_YEAR = re.compile(r"^\d{4}$")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_GERMAN = re.compile(r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def year_of(value: object) -> int:
    """Return a year; raises ValueError with the remedy."""
    text = str(value).strip()
    if _YEAR.match(text) and int(text) in YEARS:
        return int(text)
    raise ValueError(_("“%(value)s” is no year; four digits, for example 2012") % {"value": shown(value)})


def full_day(text: str) -> date:
    """Return the day of an ISO or German date; raises ValueError with the remedy."""
    if german := _GERMAN.match(text):
        day, month, year = german.groups()
        text = f"{year}-{int(month):02d}-{int(day):02d}"
    try:
        if _ISO.match(text) and (day := date.fromisoformat(text)).year in YEARS:
            return day
    except ValueError:
        pass
    raise ValueError(
        _("“%(value)s” is no date; for example 2024-11-04 or 04.11.2024") % {"value": shown(text)}
    )


def year_or_day(text: str) -> str:
    """Return a year as it is, or a day in ISO form; raises ValueError."""
    return str(year_of(text)) if _YEAR.match(text) else full_day(text).isoformat()


def first_day(text: str) -> date:
    """Return the day from which something holds; a year or month begins with its first day. Raises ValueError."""
    if _YEAR.match(text):
        return date(year_of(text), 1, 1)
    if month := _MONTH.match(text):
        return full_day(f"{month[1]}-{month[2]}-01")
    return full_day(text)


def first_day_after(text: str) -> date:
    """Return the first day on which something no longer holds; a year alone is its last. Raises ValueError."""
    return date(year_of(text) + 1, 1, 1) if _YEAR.match(text) else full_day(text)
