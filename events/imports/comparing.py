"""Source, memory and event compared field by field: what is written, and what stays because an editor changed it.

Where an event says something else than the import last wrote, somebody here changed it, and it stays so until source
and event agree again or an editor takes the source's value (`differing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from events.choices import DateStatus
from events.keys import key_start, key_text
from events.models import ChangedDate, Event
from events.recurrence.expand import is_date, keys
from events.recurrence.schedule import Change, Schedule

from .content import DATE, REMOVED, change_value, dates_value, schedule_of
from .rich_words import says_the_same

# Fields of the source that are columns of ours.
PLAIN = ("title", "description", "info_url", "online_url", "attendance_mode", "status")
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Memory:
    """What a feed remembers of an event: what it said, what was written, which fields are kept as they are here."""

    said: Values = field(default_factory=dict)
    written: Values = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Decision:
    """What an import does with one event: fields to write with their values, and fields that stay as they are here.

    `renamed` are single dates that editors changed and that move with their series, by key; None where the date is
    gone.
    """

    writes: Values
    kept: frozenset[str]
    renamed: Mapping[str, str | None] = field(default_factory=dict)


def values_of(event: Event) -> dict[str, Any]:
    """Return what an event says in the fields that sources know."""
    schedule = event.schedule
    values: dict[str, Any] = {name: getattr(event, name) for name in PLAIN}
    values["place"] = event.venue_id
    values["dates"] = dates_value(schedule)
    for key in schedule.removed_by_hand:
        values[DATE + key_text(key, schedule.is_all_day)] = REMOVED
    for row in event.changed_dates.all():
        values[DATE + row.key] = _value_of(row, event)
    return values


def _value_of(row: ChangedDate, event: Event) -> dict[str, Any]:
    """Return what a date says otherwise than its series; notes are the editors' alone."""
    value = change_value(key_start(row.key), row.as_change(event), event.length)
    if row.status and row.status != DateStatus.CANCELLED:
        value["status"] = row.status
    words = {
        "title": row.title,
        "description": row.description,
        "place": row.venue_id,
        "online_url": row.online_url,
    }
    return value | {name: said for name, said in words.items() if said}


def same(name: str, one: Any, other: Any) -> bool:
    """Return whether two values of a field say the same."""
    return says_the_same(one or "", other or "") if name == "description" else one == other


def decided(new: Values, memory: Memory, now: Values) -> Decision:
    """Return what to do about an event that says `now`, when its source says `new`."""
    writes: dict[str, Any] = {}
    kept: set[str] = set()

    def decide(name: str, wanted: Any) -> None:
        current = now.get(name)
        if same(name, current, wanted):
            return
        if _is_ours(name, memory, now):
            kept.add(name)
        else:
            writes[name] = wanted

    for name in ("dates", *PLAIN, "place"):
        decide(name, new[name])
    renamed = _renamed(new, memory, now) if "dates" in writes else {}
    wanted_dates = _dates_for(_bare(now["dates"]), new) if "dates" in kept else only_dates(new)
    for name in (wanted_dates.keys() | only_dates(now).keys()) - renamed.keys():
        decide(name, wanted_dates.get(name))
    for old, name in renamed.items():
        if name is not None and not same(name, now[old], wanted_dates.get(name)):
            kept.add(name)
            writes.pop(name, None)
    return Decision(writes, frozenset(kept), renamed)


def _is_ours(name: str, memory: Memory, now: Values) -> bool:
    """Return whether an editor changed a field."""
    return name in memory.kept or not same(name, now.get(name), memory.written.get(name))


def only_dates(values: Values) -> dict[str, Any]:
    """Return what is said of single dates."""
    return {name: value for name, value in values.items() if name.startswith(DATE)}


def _bare(dates: Any) -> Schedule:
    """Return a series without what differs at single dates."""
    return schedule_of({"dates": dates})


def _renamed(new: Values, memory: Memory, now: Values) -> dict[str, str | None]:
    """Return where dates that editors changed go when their series gets other dates."""
    before, after = _bare(now["dates"]), _bare(new["dates"])
    moves: dict[str, str | None] = {}
    for name in only_dates(now):
        if not _is_ours(name, memory, now):
            continue
        key = carried(key_start(name.removeprefix(DATE)), before, after)
        moves[name] = None if key is None else DATE + key_text(key, after.is_all_day)
    return moves


def carried(key: datetime, before: Schedule, after: Schedule) -> datetime | None:
    """Return which date of a series with other times a date has become, None where it is gone.

    The same one where it still takes place, else the one that moved as the first did, else the only one that day.
    """
    if is_date(after, key):
        return key
    moved = key + (after.start - before.start)
    if is_date(after, moved):
        return moved
    midnight = datetime.combine(key.date(), time())
    that_day = list(keys(after, midnight, midnight + timedelta(days=1, microseconds=-1)))
    return that_day[0] if len(that_day) == 1 else None


def _dates_for(ours: Schedule, new: Values) -> dict[str, Any]:
    """Return what the source says of single dates for a series whose times an editor changed; others are left out."""
    theirs = _bare(new["dates"])
    found = {}
    for name, value in only_dates(new).items():
        key = carried(key_start(name.removeprefix(DATE)), theirs, ours)
        if key is not None:
            found[DATE + key_text(key, ours.is_all_day)] = _as_seen_from(key, value, ours)
    return found


def _as_seen_from(key: datetime, value: Values, ours: Schedule) -> Values:
    """Return what differs at a date as our series would say it, whose own time it may have been moved to."""
    if "start" not in value:
        return value
    start, end = (datetime.fromisoformat(value[name]) if name in value else None for name in ("start", "end"))
    words = {name: said for name, said in value.items() if name not in {"start", "end"}}
    return {**change_value(key, Change(start, end), ours.length), **words}
