"""School holidays as ministries and newspapers print them: “Winterferien 08.02.–19.02.2027”, one per line."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 5_000
_DAY = r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?"
# A weekday before a day, and any dash or word between two, say nothing new.
_WEEKDAY = (
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)\.?,?\s+)?"
)
LINE = re.compile(
    rf"(?P<name>[^\d:;]+?(?:\s+\d{{4}}(?:/\d{{2,4}})?)?)\s*[:;,]?\s+(?:vom\s+)?{_WEEKDAY}{_DAY}"
    rf"(?:\s*(?:[-–—]|bis(?:\s+zum)?)\s*{_WEEKDAY}{_DAY})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Holidays:
    """A time without school, both days included."""

    name: str
    first_day: date
    last_day: date


def read_holidays(text: str) -> tuple[Holidays, ...]:
    """Return the holidays of a text; raises ValidationError for a line that says none."""
    if len(text) > LONGEST_TEXT:
        raise ValidationError(_("The text is too long."))
    return tuple(_read(line) for line in (raw.strip() for raw in text.splitlines()) if line)


def _read(line: str) -> Holidays:
    """Return the holidays of a line; a year that stands only once holds for both days."""
    found = LINE.fullmatch(line)
    if found is None:
        raise _refused(line)
    _name, *parts = found.groups()
    day, month, year, last_day, last_month, last_year = (int(part) if part else None for part in parts)
    if last_day is None:
        last_day, last_month, last_year = day, month, year
    last_year = last_year or (year and year + (last_month < month))
    year = year or (last_year and last_year - (last_month < month))
    if year is None:
        raise _refused(line)
    try:
        first, last = date(year, month, day), date(last_year, last_month, last_day)
    except ValueError as error:
        raise _refused(line) from error
    name = " ".join(found["name"].split()).rstrip(" :,;(")
    return Holidays(name if any(letter.isdigit() for letter in name) else f"{name} {first.year}", first, last)


def _refused(line: str) -> ValidationError:
    """Return what is said about a line that cannot be read."""
    return ValidationError(
        _("“%(line)s” cannot be read. Write it as: Winterferien 08.02.–19.02.2027"),
        params={"line": line[:80]},
    )
