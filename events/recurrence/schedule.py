"""What is true of an event's dates, as people wrote it: wall time, zone, rule, and what differs at single dates.

Everything is naive wall time in the schedule's zone; only a `Moment` also has instants in UTC. Intervals are
half-open `[start, end)`, so a whole day ends at the next midnight (RFC 5545 §3.6.1, exclusive DTEND).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Change:
    """What differs at one date of a series, addressed by its original wall start; None is as in the series.

    `start` and `end` are wall times in the schedule's zone; a date that moved keeps its original start as key.
    `is_all_day` is for the one evening of a series of whole days, or the other way round.
    """

    start: datetime | None = None
    end: datetime | None = None
    is_cancelled: bool = False
    is_all_day: bool | None = None


@dataclass(frozen=True)
class Schedule:
    """The dates of an event: the first one, how it repeats, and what was added, removed and changed.

    `zone` is an IANA name, or empty for floating time. `rule` is the value of an RRULE (RFC 5545 §3.3.10), or
    empty. `extra` are further wall starts (RDATE), `removed` starts that do not take place (EXDATE); those of them
    that a wish took out are also in `wished`, so that renewing it leaves alone what was removed by hand. A key in
    `changes` is a date even if the rule does not name it, as in feeds that send only part of a series. Whole-day
    schedules start and end at midnight.
    """

    start: datetime
    end: datetime
    zone: str = "Europe/Berlin"
    is_all_day: bool = False
    rule: str = ""
    extra: tuple[datetime, ...] = ()
    removed: frozenset[datetime] = frozenset()
    changes: Mapping[datetime, Change] = field(default_factory=dict)
    wished: frozenset[datetime] = frozenset()

    @property
    def removed_by_hand(self) -> frozenset[datetime]:
        """Return the starts that somebody, or a feed, took out: those that no wish may bring back."""
        return self.removed - self.wished

    @property
    def length(self) -> timedelta:
        """Return how long a date lasts on the wall's clock."""
        return self.end - self.start

    @property
    def is_series(self) -> bool:
        """Return whether there is more than the first date."""
        return bool(self.rule or self.extra)


@dataclass(frozen=True, order=True)
class Moment:
    """One date that takes place or was cancelled: instants in UTC, wall times, and the key it never loses.

    `key` is the wall start by rule, whatever the date was moved to; of a floating schedule, the instants are those
    of the zone it was asked for.
    """

    start: datetime
    end: datetime
    key: datetime
    wall_start: datetime
    wall_end: datetime
    is_all_day: bool = False
    is_cancelled: bool = False
    is_moved: bool = False
