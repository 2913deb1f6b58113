"""Opening hours as people write them: “Mo-Do 10:00-15:00”, “Mo, Mi 9–12 und 13–16 Uhr”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

DAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_DAY = r"(?:mo|di|mi|do|fr|sa|so)[a-zäöü]*\.?"
_LINE = re.compile(
    rf"^\s*(?P<days>{_DAY}(?:\s*(?:[-–,&/+]|bis|und)\s*{_DAY})*)\s*:?\s*(?P<hours>.+)$", re.IGNORECASE
)
_SPAN = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr)?\s*(?:[-–]|bis)\s*(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class HoursRange:
    """Hours of one day."""

    weekday: int
    opens_at: time
    closes_at: time
    note: str = ""


def parse_hours(lines: Iterable[str]) -> tuple[list[HoursRange], list[str]]:
    """Return the hours of the lines, and the lines that were not understood."""
    found: list[HoursRange] = []
    bad: list[str] = []
    for line in lines:
        ranges = _parse_line(line)
        if ranges:
            found += ranges
        else:
            bad.append(line)
    return sorted(set(found), key=lambda one: (one.weekday, one.opens_at, one.closes_at)), bad


def _parse_line(line: str) -> list[HoursRange]:
    """Return the hours of one line, none if it is not understood."""
    match = _LINE.match(line)
    if not match:
        return []
    spans = list(_SPAN.finditer(match["hours"]))
    note = _SPAN.sub("", match["hours"]).strip(" ,;und.()") if spans else ""
    try:
        times = [(_time(span[1], span[2]), _time(span[3], span[4])) for span in spans]
    except ValueError:
        return []
    if any(closes <= opens and closes != time(0) for opens, closes in times):
        return []
    return [
        HoursRange(day, opens, closes, note[:120]) for day in _days(match["days"]) for opens, closes in times
    ]


def _time(hour: str, minute: str | None) -> time:
    """Return a time of day; 24 is midnight."""
    return time(int(hour) % 24 if int(hour) == 24 else int(hour), int(minute or 0))


def _days(text: str) -> list[int]:
    """Return the weekdays of “Mo-Do”, “Mo, Mi” or “Mo bis Fr”."""
    found: list[int] = []
    run = False
    for word in re.findall(rf"{_DAY}|[-–]|bis", text, re.IGNORECASE):
        if word in {"-", "–"} or word.lower() == "bis":
            run = True
            continue
        day = DAYS[word[:2].lower()]
        found += range(found[-1] + 1, day + 1) if run and found and day > found[-1] else [day]
        run = False
    return list(dict.fromkeys(found))


def hours_line(one: HoursRange) -> str:
    """Return hours as `parse_hours` reads them."""
    day = next(name for name, number in DAYS.items() if number == one.weekday).capitalize()
    return f"{day} {one.opens_at:%H:%M}-{one.closes_at:%H:%M}" + (f" {one.note}" if one.note else "")
