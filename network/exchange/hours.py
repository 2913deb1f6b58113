"""Opening hours as people write them: “Mo-Do 10:00-15:00”, “Mo, Mi 9–12 und 13–16 Uhr, Fr nach Vereinbarung”."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import time

DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_NAMES = r"mo(?:ntag)?|di(?:enstag)?|mi(?:ttwoch)?|do(?:nnerstag)?|fr(?:eitag)?|sa(?:mstag)?|sonnabend|so(?:nntag)?"
_DAY = rf"(?:(?:{_NAMES})s?\b\.?|täglich|werktags)"
_DAY_LIST = rf"{_DAY}(?:\s*(?:[-–,&/+]|bis|und)\s*{_DAY})*"
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = rf"{_CLOCK}\s*(?:uhr\s*)?(?:-|–|bis)\s*{_CLOCK}(?:\s*uhr\b)?"
_GROUP = rf"({_DAY_LIST})\s*:?\s*(?:von\s+)?({_SPAN}(?:\s*(?:,|;|/|&|\+|und)\s*{_SPAN})*)"
_GROUPS = re.compile(_GROUP, re.IGNORECASE)
_BEGINS = re.compile(rf"\s*{_DAY_LIST}\s*:?\s*(?:von\s+)?{_SPAN}", re.IGNORECASE)
_SPANS = re.compile(_SPAN, re.IGNORECASE)
_DAY_OR_DASH = re.compile(rf"{_DAY}|[-–]|bis", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;/|]|und)?\s*", re.IGNORECASE)
_NOTE = re.compile(r"^([^(]*?)\s*\((.*)\)\s*$", re.DOTALL)
_LEADING = re.compile(r"^\s*(?:[,;]|und\b)?\s*", re.IGNORECASE)
MAX_NOTE = 120


@dataclass(frozen=True, order=True)
class HoursRange:
    """Hours of one day; 0:00 as an end is midnight."""

    weekday: int
    opens_at: time
    closes_at: time
    note: str = ""


@dataclass
class Hours:
    """What lines of opening hours say: hours, words without times (“nach Vereinbarung”), and times that cannot be."""

    ranges: list[HoursRange] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def parse_hours(lines: Iterable[str]) -> Hours:
    """Return what the lines say, sorted and without repetitions."""
    found = Hours()
    for line in lines:
        ranges = _parse_line(line)
        if ranges:
            found.ranges += ranges
        elif _BEGINS.match(line):
            found.wrong.append(line)
        else:
            found.words.append(line)
    found.ranges = sorted(set(found.ranges))
    return found


def _parse_line(line: str) -> list[HoursRange]:
    """Return the hours of one line, none if it is not understood as a whole."""
    main, note = line, ""
    if noted := _NOTE.match(line):
        main, note = noted.groups()
    found: list[HoursRange] = []
    at = 0
    while group := _GROUPS.match(main, _BETWEEN.match(main, at).end()):
        times = list(_times(group[2]))
        if not times:
            return []
        found += [HoursRange(day, *pair) for day in _days(group[1]) for pair in times]
        at = group.end()
    rest = _LEADING.sub("", main[at:]).strip()
    if _GROUPS.search(rest):
        return []
    note = ", ".join(part for part in (rest, note) if part)
    if len(note) > MAX_NOTE:
        return []
    return [HoursRange(one.weekday, one.opens_at, one.closes_at, note) for one in found]


def _times(text: str) -> Iterator[tuple[time, time]]:
    """Yield begin and end of every span; nothing at all when one of them cannot be."""
    pairs = []
    for hour, minute, end_hour, end_minute in _SPANS.findall(text):
        try:
            opens, closes = time(int(hour), int(minute or 0)), _end(int(end_hour), int(end_minute or 0))
        except ValueError:
            return
        if closes <= opens and closes != time(0):
            return
        pairs.append((opens, closes))
    yield from pairs


def _end(hour: int, minute: int) -> time:
    """Return the end of a span; 24:00 is midnight. Raises ValueError."""
    return time(0) if (hour, minute) == (24, 0) else time(hour, minute)


def _days(text: str) -> list[int]:
    """Return the weekdays of “Mo-Do”, “Mo, Mi”, “Sa bis Mo”, “täglich”."""
    found: list[int] = []
    is_run = False
    for word in _DAY_OR_DASH.findall(text.lower()):
        if word in {"-", "–", "bis"}:
            is_run = True
        elif word in {"täglich", "werktags"}:
            found += range(7 if word == "täglich" else 5)
        else:
            day = 5 if word.startswith("sonna") else DAYS.index(word[:2].capitalize())
            if is_run and found:
                found += [number % 7 for number in range(found[-1] + 1, found[-1] + (day - found[-1]) % 7)]
            found.append(day)
            is_run = False
    return list(dict.fromkeys(found))


def hours_lines(ranges: Iterable[HoursRange]) -> list[str]:
    """Return hours in few lines that `parse_hours` reads back, days with the same times together."""
    days: dict[tuple[time, time, str], list[int]] = {}
    for one in sorted(set(ranges)):
        days.setdefault((one.opens_at, one.closes_at, one.note), []).append(one.weekday)
    return [_line(weekdays, *times) for times, weekdays in days.items()]


def _line(weekdays: list[int], opens: time, closes: time, note: str) -> str:
    """Return one line: “Mo-Mi, Fr 10:00-12:00 (nur telefonisch)”."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = ", ".join("-".join(DAYS[day] for day in dict.fromkeys((run[0], run[-1]))) for run in runs)
    end = "24:00" if closes == time(0) else f"{closes:%H:%M}"
    return f"{names} {opens:%H:%M}-{end}" + (f" ({note})" if note else "")
