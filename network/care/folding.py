"""Two rows of one membership become one: the earlier beginning holds, and gaps are filled; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

_FIRST, _LAST = date.min, date.max
# Words that only fill a gap.
_FILLED = ("since_text", "decided_by", "represented_by", "confirmed_by", "statement")


@dataclass(frozen=True)
class Term:
    """What counts of a membership when two are compared; `[since, until)`, None is open."""

    key: int
    since: date | None
    until: date | None
    is_active: bool = True
    words: tuple[tuple[str, str], ...] = ()


def term_of(row: Any) -> Term:
    """Return a membership row as a term."""
    words = tuple((name, getattr(row, name)) for name in _FILLED)
    return Term(row.pk, row.since, row.until, row.status == "active", words)


def overlaps(one: Term, other: Term) -> bool:
    """Return whether two terms hold at the same time at least one day."""
    return (one.since or _FIRST) < (other.until or _LAST) and (other.since or _FIRST) < (one.until or _LAST)


def partner(one: Term, others: Iterable[Term]) -> Term | None:
    """Return the term that speaks of the same membership, None where there is none.

    The same beginning comes first, then what still holds, then what began last. Terms that follow each other are two:
    somebody left and came back.
    """
    found = [other for other in others if other.since == one.since or overlaps(one, other)]
    return max(
        found,
        key=lambda other: (other.since == one.since, other.until is None, other.since or _FIRST, -other.key),
        default=None,
    )


def folded(kept: Term, gone: Term, others: Iterable[Term] = ()) -> dict[str, Any]:
    """Return the fields to change in the kept row so that it says what both said.

    The earlier beginning is not taken where it would reach into another of the kept side's terms.
    """
    changes: dict[str, Any] = {
        name: value for name, value in gone.words if value and not dict(kept.words).get(name)
    }
    earlier = gone.since is not None and (kept.since is None or gone.since < kept.since)
    reaching = Term(0, gone.since, kept.until)
    if earlier and not any(overlaps(reaching, other) for other in others if other.key != kept.key):
        changes["since"] = gone.since
        if dict(gone.words).get("since_text") or dict(kept.words).get("since_text"):
            changes["since_text"] = dict(gone.words).get("since_text", "")
    elif "since_text" in changes and kept.since is not None:
        del changes["since_text"]
    if kept.until is not None and gone.until is None and gone.is_active and not kept.is_active:
        return changes  # who keeps the kept entry said when it ended
    if kept.until is not None and (gone.until is None or gone.until > kept.until):
        changes["until"] = gone.until
    return changes
