"""Two texts as one, word by word: what stayed, what went, what is new."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
# Texts longer than this are shown whole, without looking for words that stayed.
MOST_WORDS = 3000
# Below this, two texts share so little that their words mixed are harder to read than one after the other.
ALIKE = 0.4
_WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A part of a text, with whether it stayed, went, or is new."""

    what: str
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one, word by word; what shares little with the other is shown whole."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    whole = tuple(Piece(what, text) for what, text in ((REMOVED, before), (ADDED, after)) if text)
    if not old or not new or len(old) + len(new) > MOST_WORDS:
        return whole
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    found = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, "".join(old[first:last])))
            continue
        found += [Piece(REMOVED, "".join(old[first:last]))] if last > first else []
        found += [Piece(ADDED, "".join(new[start:end]))] if end > start else []
    return tuple(found)
