"""What iCalendar cannot say: a series that pauses in school holidays or on public ones.

A wish is kept beside the rule and resolved into removed dates, which every calendar understands. `Schedule.removed`
holds all that do not take place, `Schedule.wished` those of them that only a wish took out: renewing replaces these
and nothing else. An extra date or one that was changed by hand is meant as it is, and no wish takes it out; that is
also how a single date is held all the same (`split.restore` makes it an extra one).
"""

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from .expand import rule_starts
from .schedule import Schedule


class Wish(StrEnum):
    """When a series pauses."""

    NOT_IN_SCHOOL_HOLIDAYS = "school-holidays"
    NOT_ON_PUBLIC_HOLIDAYS = "public-holidays"


@dataclass(frozen=True)
class DaySpans:
    """Days from a first to a last one each, both included, such as school holidays; to ask `day in spans`."""

    spans: tuple[tuple[date, date], ...]

    def __contains__(self, day: object) -> bool:
        """Return whether a day is in one of them."""
        return isinstance(day, date) and any(first <= day <= last for first, last in self.spans)


def resolve(
    schedule: Schedule,
    wishes: Iterable[Wish],
    free_days: Mapping[Wish, Container[date]],
    until: datetime,
) -> frozenset[datetime]:
    """Return the wall starts up to `until` that the wishes take out: dates by the rule that begin on a free day."""
    days = [free_days[wish] for wish in wishes]
    if not days or not schedule.rule:
        return frozenset()
    meant = {*schedule.extra, *schedule.changes}
    return frozenset(
        start
        for start in rule_starts(schedule, until=until)
        if start not in meant and any(start.date() in free for free in days)
    )


def renewed(
    schedule: Schedule,
    wishes: Collection[Wish],
    free_days: Mapping[Wish, Container[date]],
    until: datetime,
) -> Schedule:
    """Return the schedule with its wishes resolved anew; what was removed by hand stays removed, and only that."""
    by_hand = schedule.removed_by_hand
    wished = resolve(schedule, wishes, free_days, until) - by_hand
    return replace(schedule, removed=by_hand | wished, wished=wished)
