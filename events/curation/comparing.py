"""What waits against what is public: which things differ, and in longer texts which words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from .versions import Line

SAME, REMOVED, ADDED = "same", "removed", "added"
# Texts longer than this are shown whole, without looking for words that stayed.
MOST_WORDS = 1500
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A part of a text, with whether it stayed, went, or is new."""

    what: str
    text: str


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


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, word by word; what shares little with the other is shown whole."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    whole = tuple(Piece(what, text) for what, text in ((REMOVED, before), (ADDED, after)) if text)
    if not old or not new or len(old) + len(new) > MOST_WORDS:
        return whole
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:
        return whole
    found = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, "".join(old[first:last])))
            continue
        found += [Piece(REMOVED, "".join(old[first:last]))] if last > first else []
        found += [Piece(ADDED, "".join(new[start:end]))] if end > start else []
    return tuple(found)
