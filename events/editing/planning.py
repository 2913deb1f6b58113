"""From what a form says about when, to a schedule; decisions about single dates go along as far as they can.

Pure arithmetic on values. A changed time of the day carries called-off and moved dates to the same day; a date that
the new series does not have is lost, and whoever asks is told which before it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from events.recurrence.expand import is_date, next_keys
from events.recurrence.form_rule import Choices, rule_of
from events.recurrence.rules import check_rule
from events.recurrence.schedule import Schedule

from .date_lines import Line

DAY_START = {"hour": 0, "minute": 0, "second": 0}


@dataclass(frozen=True)
class Asked:
    """What a form says. `rule` is one from elsewhere that is kept, `choices` a new one; neither is a single date."""

    start: datetime
    end: datetime
    zone: str
    is_all_day: bool
    choices: Choices | None = None
    rule: str = ""
    further: tuple[Line, ...] = ()
    left_out: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The new schedule; which keys of changed dates have new names, which are lost, and lines that mean no date."""

    schedule: Schedule
    renamed: Mapping[datetime, datetime] = field(default_factory=dict)
    lost: tuple[datetime, ...] = ()
    unknown: tuple[Line, ...] = ()


def plan(asked: Asked, before: Schedule | None = None) -> Plan:
    """Return what was asked for as a schedule; raises RuleError for a rule that cannot be."""
    frame = Schedule(
        asked.start,
        asked.end,
        asked.zone,
        asked.is_all_day,
        _rule(asked),
        tuple(sorted({line.start(asked.start, asked.is_all_day) for line in asked.further} - {asked.start})),
    )
    renamed, lost = _carried(frame, before)
    removed, unknown = _removed(frame, asked, before)
    schedule = replace(
        frame,
        removed=frozenset(removed),
        changes={
            renamed[key]: change
            for key, change in (before.changes if before else {}).items()
            if key in renamed
        },
        wished=frozenset(),
    )
    return Plan(schedule, renamed, lost, unknown)


def _rule(asked: Asked) -> str:
    """Return the rule that is meant."""
    if asked.choices is not None:
        return rule_of(asked.choices, asked.start, asked.zone, asked.is_all_day)
    return check_rule(asked.rule, asked.start, asked.is_all_day, asked.zone) if asked.rule else ""


def _carried(
    frame: Schedule, before: Schedule | None
) -> tuple[dict[datetime, datetime], tuple[datetime, ...]]:
    """Return the keys of changed dates with their names in the new series, and those that have none there.

    A feed may send a single date that its series does not have; it stays what it is.
    """
    if before is None:
        return {}, ()
    bare = replace(before, removed=frozenset(), wished=frozenset(), changes={})
    renamed, lost = {}, []
    for key in sorted(before.changes):
        if not is_date(bare, key):
            renamed[key] = key
        elif (found := date_on(frame, key)) is not None and found not in renamed.values():
            renamed[key] = found
        elif key not in before.removed:
            lost.append(key)
    return renamed, tuple(lost)


def _removed(
    frame: Schedule, asked: Asked, before: Schedule | None
) -> tuple[set[datetime], tuple[Line, ...]]:
    """Return the dates left out, and lines that mean none; those left out before and gone by now are forgotten."""
    known = {key.date() for key in before.removed_by_hand} if before else set()
    removed, unknown = set(), []
    for line in asked.left_out:
        found = date_on(frame, line.start(asked.start, asked.is_all_day), is_exact=line.clock is not None)
        if found is not None:
            removed.add(found)
        elif line.day not in known:
            unknown.append(line)
    return removed, tuple(unknown)


def date_on(frame: Schedule, key: datetime, is_exact: bool = False) -> datetime | None:
    """Return the date with this wall start, else the first one on its day unless the time is meant; None for none."""
    if is_date(frame, key):
        return key
    midnight = key.replace(**DAY_START)
    found = next(iter(next_keys(frame, midnight, 1)), None)
    return found if found is not None and found.date() == key.date() and not is_exact else None
