"""What an import did: a line per event, kept as codes and translated when it is shown (`wording`)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from events.ical.reasons import CalendarError

# Lines that a feed keeps of its last reading; those where nothing happened are only counted.
MOST_LINES = 300


class Outcome(StrEnum):
    """What became of an event of the source."""

    NEW = "new"
    CHANGED = "changed"
    RESTORED = "restored"
    KEPT = "kept"
    UNCHANGED = "unchanged"
    PAST = "past"
    CALLED_OFF = "called_off"
    PRIVATE = "private"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"
    TAKEN_DOWN = "taken_down"
    LOCKED = "locked"
    OPEN = "open"
    IN_REVIEW = "in_review"
    FOREIGN = "foreign"
    MISSING = "missing"
    GONE = "gone"
    REFUSED = "refused"
    FAILED = "failed"


# Nothing to tell about; counted only.
QUIET = frozenset({Outcome.UNCHANGED, Outcome.PAST, Outcome.PRIVATE, Outcome.IGNORED, Outcome.DUPLICATE})
# To be tried again although the source stays as it is.
POSTPONED = frozenset({Outcome.LOCKED, Outcome.OPEN, Outcome.IN_REVIEW, Outcome.FAILED})
# Not taken in, for a reason of the source or of ours.
NOT_TAKEN = frozenset({Outcome.REFUSED, Outcome.FAILED})


@dataclass(frozen=True)
class Remark:
    """A sentence with its parameters, translated when it is shown; `line` is that of the file, 0 for none."""

    message: str
    params: dict[str, Any] = field(default_factory=dict)
    line: int = 0


def remark_of_error(error: CalendarError) -> Remark:
    """Return why a file cannot be read as a whole."""
    return Remark(error.reason.message, dict(error.reason.params), error.line)


@dataclass(frozen=True)
class Line:
    """What became of one event: `fields` were written, `kept` differ here because an editor changed them."""

    outcome: Outcome
    title: str
    event_id: int | None = None
    fields: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass
class Report:
    """The lines of one import, and what held of it as a whole.

    `trouble` is why nothing was read at all, `is_confirmed` that the source is as it was, `is_alarm` that so much
    vanished that nothing was taken down, `is_busy` that another process is at it, `is_by_content` that the source
    changes its UIDs.
    """

    lines: list[Line] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    trouble: dict[str, Any] = field(default_factory=dict)
    vanished: int = 0
    is_dry: bool = False
    is_confirmed: bool = False
    is_alarm: bool = False
    is_busy: bool = False
    is_by_content: bool = False

    def count(self, *outcomes: Outcome) -> int:
        """Return how many events came out so."""
        return sum(line.outcome in outcomes for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many events came out how, in the order of `Outcome`."""
        found = Counter(line.outcome for line in self.lines)
        return {outcome.value: found[outcome] for outcome in Outcome if found[outcome]}

    @property
    def is_unfinished(self) -> bool:
        """Return whether something must be tried again even if the source stays as it is."""
        return any(line.outcome in POSTPONED for line in self.lines)

    def telling(self) -> Iterable[Line]:
        """Return the lines in which something happened."""
        return (line for line in self.lines if line.outcome not in QUIET)

    def as_json(self) -> dict[str, Any]:
        """Return what a feed keeps of it."""
        told = list(self.telling())
        return {
            "counts": self.counts,
            "lines": [asdict(line) for line in told[:MOST_LINES]],
            "more_lines": max(0, len(told) - MOST_LINES),
            "notes": [asdict(note) for note in self.notes[:MOST_LINES]],
            "trouble": self.trouble,
            "vanished": self.vanished,
            "is_alarm": self.is_alarm,
            "is_confirmed": self.is_confirmed,
        }
