"""What a source says of a series that somebody split here, cut to one of its parts.

The source still speaks of one event. A part is from its first day on until the day on which the next one begins,
whatever times it has by now; so no date of the source belongs to two parts.
"""

from collections.abc import Sequence
from datetime import datetime, time
from itertools import islice
from typing import Any

from events.keys import key_start
from events.models import Event
from events.recurrence import split as series
from events.recurrence.expand import keys
from events.recurrence.schedule import Schedule
from events.recurrence.split import COMPARED

from .comparing import Values, only_dates
from .content import DATE, dates_value, schedule_of


def piece_of(said: Values, part: Event, parts: Sequence[Event]) -> dict[str, Any] | None:
    """Return what a source says of a part of its series; None where it has no date there."""
    whole = schedule_of(said)
    begin, end = _bounds(part, parts)
    since = next(keys(whole) if begin is None else keys(whole, begin), None)
    until = None if end is None else next(keys(whole, end), None)
    if since is None or since == until:
        return None
    piece = whole if until is None else series.split(whole, until)[0]
    if since != next(keys(whole)):
        piece = series.split(piece, since)[1]
    return {
        **{name: value for name, value in said.items() if not name.startswith(DATE)},
        **{name: value for name, value in only_dates(said).items() if _is_within(name, begin, end)},
        "dates": dates_value(part.schedule if _is_alike(piece, part.schedule) else piece),
    }


def _is_alike(one: Schedule, other: Schedule) -> bool:
    """Return whether two series have the same dates, whatever their rules look like; single changes aside."""
    bare = [schedule_of({"dates": dates_value(schedule)}) for schedule in (one, other)]
    clocks = {(schedule.zone, schedule.is_all_day, schedule.length) for schedule in bare}
    first, second = (list(islice(keys(schedule), COMPARED)) for schedule in bare)
    return len(clocks) == 1 and first == second


def _bounds(part: Event, parts: Sequence[Event]) -> tuple[datetime | None, datetime | None]:
    """Return the midnights between which a part is; the first one has no beginning, the last one no end."""
    begins = sorted(map(_midnight, parts))
    begin = _midnight(part)
    return None if begin == begins[0] else begin, next((day for day in begins if day > begin), None)


def _midnight(part: Event) -> datetime:
    """Return the wall midnight before a part's first date."""
    return datetime.combine(part.schedule.start, time())


def _is_within(name: str, begin: datetime | None, end: datetime | None) -> bool:
    """Return whether what is said of a date is said of one between two midnights."""
    key = key_start(name.removeprefix(DATE))
    return (begin is None or key >= begin) and (end is None or key < end)
