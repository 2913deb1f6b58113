"""A rule of repetition as a value (RFC 5545 §3.3.10): its parts, and its text by the letter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from . import clock

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """How often a rule repeats; nothing below a day."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class Weekday(NamedTuple):
    """A weekday (Monday is 0), and which of its month or year: 0 is each, -1 the last."""

    ordinal: int
    day: int

    def __str__(self) -> str:
        """Return it as in BYDAY."""
        return f"{self.ordinal or ''}{WEEKDAYS[self.day]}"


@dataclass(frozen=True)
class Rule:
    """When something repeats; empty parts say nothing. `until` is the last wall time that still counts."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    months: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def has_days(self) -> bool:
        """Return whether the rule itself says on which days; else they are those of the first date."""
        return bool(self.weeks or self.year_days or self.month_days or self.weekdays)


def rule_text(rule: Rule, zone: str, is_all_day: bool) -> str:
    """Return the value of an RRULE, always the same for the same rule.

    UNTIL has the form of the first date: a day, UTC where there is a zone, else floating.
    """
    parts = [f"FREQ={rule.frequency}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        parts.append(f"UNTIL={until_text(rule.until, zone, is_all_day)}")
    for name, values in (
        ("BYMONTH", rule.months),
        ("BYWEEKNO", rule.weeks),
        ("BYYEARDAY", rule.year_days),
        ("BYMONTHDAY", rule.month_days),
        ("BYDAY", rule.weekdays),
        ("BYSETPOS", rule.positions),
    ):
        if values:
            parts.append(f"{name}={_list(values)}")
    if rule.week_start:
        parts.append(f"WKST={WEEKDAYS[rule.week_start]}")
    return ";".join(parts)


def until_text(until: datetime, zone: str, is_all_day: bool) -> str:
    """Return a wall time as UNTIL is written for a first date of this kind."""
    if is_all_day:
        return _digits(until.date().isoformat())
    if not zone:
        return _digits(until.isoformat(timespec="seconds"))
    return _digits(clock.instant(until, zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _digits(text: str) -> str:
    """Return an ISO date or time in its basic form (without separators)."""
    return text.replace("-", "").replace(":", "")


def _list(values: Iterable[int] | Iterable[Weekday]) -> str:
    """Return values as a list of RFC 5545."""
    return ",".join(str(value) for value in values)
