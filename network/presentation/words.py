"""Wording of dates, hours and keys in the reader's language."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from network.languages import LANGUAGES, language_label
from network.records import HoursFact

from .types import Hours, SpokenLanguage

WHOLE_DAY = frozenset({"0–24", "0–23.59"})
SHORT_DAYS = {0: _("Mo"), 1: _("Tu"), 2: _("We"), 3: _("Th"), 4: _("Fr"), 5: _("Sa"), 6: _("Su")}


def labels(choices: type, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the labels of keys, in the order of the choices; keys that no longer exist are left out."""
    chosen = set(keys)
    return tuple(str(label) for key, label in choices.choices if key in chosen)


def since_words(since: date | None, text: str) -> str:
    """Return since when something holds: the words given, else the year, or month and year when known so exactly."""
    if text or since is None:
        return text
    if since.month == since.day == 1:
        return str(since.year)
    return formats.date_format(since, "F Y")


def until_words(until: date | None) -> str:
    """Return the last month or year in which something holds; `until` is the first day on which it does not."""
    if until is None:
        return ""
    last = until - timedelta(days=1)
    return str(last.year) if (last.month, last.day) == (12, 31) else formats.date_format(last, "F Y")


def period_words(since: date | None, until: date | None) -> str:
    """Return a period in years; `until` is the first day after it."""
    first = str(since.year) if since else ""
    last = str((until - timedelta(days=1)).year) if until else ""
    if first and last:
        return first if first == last else f"{first}–{last}"
    if first:
        return gettext("since %(when)s") % {"when": first}
    return gettext("until %(when)s") % {"when": last} if last else ""


def spoken(codes: Iterable[str]) -> tuple[SpokenLanguage, ...]:
    """Return languages by their names in the reader's language; their own name where the reader may need it."""
    interface = get_language() or "de"
    found = []
    for code in codes:
        language = LANGUAGES.get(code)
        if language is None:
            continue
        own = code not in {"de", "de-simple", "gsg", "en"}
        label = language.own if own else language_label(code, interface)
        found.append(SpokenLanguage(code, label, language.dir if own else "ltr", code if own else ""))
    return tuple(found)


def language_words(codes: Iterable[str]) -> str:
    """Return languages as one line of names in the reader's language."""
    interface = get_language() or "de"
    return ", ".join(language_label(code, interface) for code in codes)


def hours_words(facts: Iterable[HoursFact]) -> tuple[Hours, ...]:
    """Return weekly hours with days of equal hours in one line, in the order of the week."""
    by_day: dict[int, list[HoursFact]] = {}
    for fact in sorted(facts, key=lambda one: one.start):
        by_day.setdefault(fact.start // 1440, []).append(fact)
    lines: dict[tuple[str, str], list[int]] = {}
    for day, spans in by_day.items():
        hours = " · ".join(
            f"{_clock(span.start)}–{_clock(span.end) if span.end % 1440 else 24}" for span in spans
        )
        note = " · ".join(dict.fromkeys(span.note for span in spans if span.note))
        lines.setdefault((hours, note), []).append(day)
    return tuple(Hours(_days(days), _hours(hours), note) for (hours, note), days in lines.items())


def _hours(hours: str) -> str:
    """Return the hours of a day in words; many write the end of a whole one as 23.59."""
    if hours in WHOLE_DAY:
        return gettext("day and night")
    return gettext("%(hours)s o'clock") % {"hours": hours}


def _clock(minute: int) -> str:
    """Return a minute of the week as a time of day: 9, 13.30."""
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour}.{rest:02d}" if rest else str(hour)


def _days(days: list[int]) -> str:
    """Return weekdays as a run (Mo–Do) or a list (Mo, Mi)."""
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{SHORT_DAYS[days[0]]}–{SHORT_DAYS[days[-1]]}"
    return ", ".join(str(SHORT_DAYS[day]) for day in days)


def founded_year(text: str) -> str:
    """Return the year of a founding date, empty where none begins it."""
    return text[:4] if text[:4].isdecimal() and len(text) >= 4 else ""


def founded_words(text: str) -> str:
    """Return a founding date as people say it."""
    try:
        return formats.date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return text
