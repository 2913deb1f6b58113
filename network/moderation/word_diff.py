"""Two texts as one, word by word: what stayed, what went, what is new.

A word or two that stayed by chance between others that did not ("for", "and") belong to what went and what is new:
every other word struck out can be read by nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, REMOVED, ADDED = "same", "removed", "added"
# Texts longer than this are shown whole, without looking for words that stayed.
MOST_WORDS = 3000
# Below this, two texts share so little that their words mixed are harder to read than one after the other.
ALIKE = 0.4
# So many words have to stay in a row between two changes to be shown as having stayed.
STRETCH = 3
# As difflib writes them: what happened, and from where to where in both texts.
Opcode = tuple[str, int, int, int, int]
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
    if not _alike(matcher, old, new):
        return whole
    found: list[Piece] = []
    for tag, first, last, start, end in _stretches(matcher.get_opcodes(), old):
        if tag == "equal":
            found.append(Piece(SAME, "".join(old[first:last])))
            continue
        found += [Piece(REMOVED, "".join(old[first:last]))] if last > first else []
        found += [Piece(ADDED, "".join(new[start:end]))] if end > start else []
    return tuple(found)


def _alike(matcher: SequenceMatcher, old: list[str], new: list[str]) -> bool:
    """Return whether enough words stayed; the space between words stays always and says nothing."""
    stayed = sum(_words(old[block.a : block.a + block.size]) for block in matcher.get_matching_blocks())
    return 2 * stayed >= ALIKE * (_words(old) + _words(new))


def _stretches(opcodes: list[Opcode], old: list[str]) -> Iterator[Opcode]:
    """Yield what stayed and what changed by turns, with changes that hardly anything lies between as one."""
    changed: Opcode | None = None
    for opcode, following in zip_longest(opcodes, opcodes[1:]):
        tag, first, last, start, end = opcode
        if tag == "equal" and not (changed and following and _mixed(changed, following, old[first:last])):
            if changed:
                yield changed
            changed = None
            yield opcode
        elif changed:
            changed = ("replace", changed[1], last, changed[3], end)
        else:
            changed = opcode
    if changed:
        yield changed


def _mixed(before: Opcode, after: Opcode, between: list[str]) -> bool:
    """Return whether what stayed between two changes is too little to be read; where both only add, it can be."""
    only_one_way = before[0] == after[0] != "replace"
    return _words(between) < STRETCH and not only_one_way


def _words(tokens: list[str]) -> int:
    """Return how many of them are words and not space."""
    return sum(not token.isspace() for token in tokens)
