"""Dates as people write them, one per line: “12.04.2026 19:00”, “Mi, 8.4.2026, 18.30 Uhr”, “2026-04-12”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.keys import key_start

MOST_LINES = 300
_DAY = r"(?:(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2}))"
_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?"
# A weekday before it says nothing new; “um”, commas and “Uhr” neither.
LINE = re.compile(rf"(?:[^\W\d]{{2,12}}\.?,?\s+)?{_DAY}(?:(?:,?\s+(?:um\s+)?|T){_TIME}(?:\s*(?:Uhr|h))?)?")


@dataclass(frozen=True, order=True)
class Line:
    """A day, and its time where one was written."""

    day: date
    clock: time | None = None

    def start(self, usual: datetime, is_all_day: bool) -> datetime:
        """Return the wall start that is meant, at the usual time unless another one was written."""
        return datetime.combine(self.day, usual.time() if is_all_day or self.clock is None else self.clock)


def read_lines(text: str) -> tuple[Line, ...]:
    """Return the dates of a text, each once and in order; raises ValidationError for a line that is none."""
    lines = [line.strip(" \t,;") for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        raise ValidationError(_("At most %(most)s dates."), params={"most": MOST_LINES})
    return tuple(sorted({_read(line) for line in lines}, key=lambda one: (one.day, one.clock or time(0))))


def _read(text: str) -> Line:
    """Return the date of a line."""
    found = LINE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        day = (
            date.fromisoformat(found["iso"])
            if found["iso"]
            else date(int(found["year"]), int(found["month"]), int(found["day"]))
        )
        clock = time(int(found["hour"]), int(found["minute"] or 0)) if found["hour"] else None
    except ValueError as error:
        raise ValidationError(
            _("“%(line)s” is no date. Write it as 12.04.2026 or 12.04.2026 19:00."),
            params={"line": text[:60]},
        ) from error
    if not 1900 <= day.year <= 2200:
        raise ValidationError(_("The year of “%(line)s” cannot be right."), params={"line": text[:60]})
    return Line(day, clock)


def written(lines: Iterable[Line]) -> str:
    """Return dates as lines in German notation."""
    return "\n".join(
        f"{line.day:%d.%m.%Y}" + (f" {line.clock:%H:%M}" if line.clock is not None else "") for line in lines
    )


def lines_of(keys: Iterable[str], with_time: bool = True) -> tuple[Line, ...]:
    """Return stored keys as lines; without times where every date is at the same one."""
    starts = [key_start(key) for key in sorted(keys)]
    is_timed = [with_time and len(key) > 10 for key in sorted(keys)]
    return tuple(
        Line(start.date(), start.time() if timed else None)
        for start, timed in zip(starts, is_timed, strict=True)
    )


class DateLinesField(forms.CharField):
    """Dates, one per line."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "date-lines"})

    def prepare_value(self, value: Any) -> Any:
        """Return the dates as lines."""
        return value if value is None or isinstance(value, str) else written(value)

    def to_python(self, value: Any) -> tuple[Line, ...]:
        """Return the dates; raises ValidationError."""
        return read_lines(super().to_python(value)) if isinstance(value, str) else tuple(value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether other dates are meant; what cannot be read has changed."""
        try:
            return tuple(initial or ()) != self.to_python(data)
        except ValidationError:
            return True
