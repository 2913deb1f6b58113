"""What is no longer true leaves the disk: at once where a change names it, else in the daily round.

Out of reach it is at once in any case, because a file is found by the digest of the present state only.
"""

from collections.abc import Sequence
from datetime import datetime

from . import kept
from .kinds import kind_of, paper_kinds


def follow(changed: Sequence[tuple[str, str]], n: int) -> None:
    """Delete the files that a set of changes concerns; without files, nothing is asked."""
    if not any(True for _state in kept.states()):
        return
    by_label: dict[str, list[str]] = {}
    for label, pk in changed:
        by_label.setdefault(label, []).append(pk)
    for kind in paper_kinds:
        for beginning in kind.concerned(by_label):
            kept.drop_beginning(beginning)


def drop_outdated(now: datetime) -> str:
    """Delete files of states that have passed, of things that went and of kinds that are unknown; return how many."""
    gone = 0
    for subject, digest in list(kept.states()):
        kind = kind_of(subject)
        sheet = kind.sheet(subject) if kind else None
        if sheet is None or sheet.digest != digest:
            gone += kept.drop(subject)
    return f"{gone} outdated PDFs deleted"
