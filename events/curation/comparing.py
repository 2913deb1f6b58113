"""What waits against what is public: which things differ, and in longer texts which words."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.moderation.word_diff import Piece, pieces

from .versions import Line


@dataclass(frozen=True)
class Difference:
    """One thing that differs; `pieces` is both texts in one."""

    key: str
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


def differences(before: Iterable[Line], after: Iterable[Line]) -> list[Difference]:
    """Return what differs, in the order in which an event is told."""
    old, new = {line.key: line for line in before}, {line.key: line for line in after}
    order = [*new, *(key for key in old if key not in new)]
    found = []
    for key in order:
        was = old[key].text if key in old else ""
        now = new[key].text if key in new else ""
        if was != now:
            found.append(Difference(key, (new.get(key) or old[key]).label, was, now, pieces(was, now)))
    return found
