"""What somebody wrote into the form, as plain data that a row can hold, and back."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines

from events.recurrence.form_rule import Choices, rule_of
from events.recurrence.rule import Frequency

Data = dict[str, Any]

NEVER, WEEKLY, FORTNIGHTLY, MONTHLY_WEEKDAY, MONTHLY_DAY = (
    "",
    "weekly",
    "fortnightly",
    "monthly_weekday",
    "monthly_day",
)


def as_data(cleaned: Mapping[str, Any]) -> Data:
    """Return checked entries as JSON holds them."""
    return {name: _plain(value) for name, value in cleaned.items()}


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def day_of(data: Mapping[str, Any], name: str) -> date | None:
    """Return a day."""
    return date.fromisoformat(data[name]) if data.get(name) else None


def time_of(data: Mapping[str, Any], name: str) -> time | None:
    """Return a time."""
    return time.fromisoformat(data[name]) if data.get(name) else None


def rule_from(data: Mapping[str, Any]) -> str:
    """Return the RRULE that was chosen, "" for a single date; raises RuleError for what cannot be."""
    repeats, first = data.get("repeats"), day_of(data, "starts_on")
    if not repeats or first is None:
        return ""
    start = datetime.combine(first, time_of(data, "starts_at") or time(0))
    week_of_month = (first.day - 1) // 7 + 1
    ordinal = week_of_month if week_of_month < 5 else -1
    until = day_of(data, "repeats_until")
    choices = {
        WEEKLY: Choices(Frequency.WEEKLY, weekdays=(first.weekday(),), until=until),
        FORTNIGHTLY: Choices(Frequency.WEEKLY, interval=2, weekdays=(first.weekday(),), until=until),
        MONTHLY_WEEKDAY: Choices(Frequency.MONTHLY, ordinal=ordinal, weekday=first.weekday(), until=until),
        MONTHLY_DAY: Choices(Frequency.MONTHLY, month_day=first.day, until=until),
    }[repeats]
    return rule_of(choices, start, is_all_day=bool(data.get("is_all_day")))


def paragraphs(text: str) -> SafeString:
    """Return plain text as paragraphs, every sign of it escaped."""
    parts = normalize_newlines(text).strip().split("\n\n")
    html = "".join(
        f"<p>{escape(part.strip()).replace(chr(10), '<br/>')}</p>" for part in parts if part.strip()
    )
    return mark_safe(html)  # noqa: S308 - escaped part by part
