"""The numbers of relevance: what a match is worth by where it is found, how it matches and how rare it is.

A match is worth importance × zone × quality. Importance grows with rarity; zone says where the text stands;
quality says how near the match is to what was typed. All are whole numbers, so both engines add alike.
"""

from collections.abc import Sequence
from typing import Protocol

ZONES = {"n": 16, "k": 14, "s": 13, "b": 10, "t": 10, "c": 6, "p": 10}
PROSE = "nksb"  # zones in which words of one need may stand apart

# Quality in percent of the word itself.
WHOLE = 100
INITIALS = 95  # of a name
EQUAL = 92
TRANSLATED = 90
CORRECTED = 90
PREFIX = 80
APART = 80  # all parts of a compound in one zone
CLOSE = 75
FIXED_WORD = 70  # the word of a fixed phrase without the phrase
SCATTERED = 62  # all parts of a compound anywhere
PIECE = 62  # some parts of a compound, times their share of its rarity
WEAK = 45
# Percent of these.
IN_COMPOUND = 85  # the text has it inside a compound
NOT_ADJACENT = 70  # words of a phrase in one zone but not side by side

ECHO = 25  # percent of a match that every zone in which it is found adds to the best
ECHO_STEP = 25  # qualities are rounded down to this for echoes, which keeps queries small
ECHOING = "nksbtc"

MARKED = 50  # the lowest quality that is worth marking in a text
FAINT = 40  # percent of importance that is left of words that say little
CUT = 128  # percent: what echoes add to typical matches
BEST_SHARE = 50  # percent of the best score that hits of several needs must reach
SCALE = 100  # importance × zone × quality is divided by this

EXACT_NAME = 4000
IN_NAME = 1500
# Percent of the lowest score that counts, by which a stale entry falls behind: as if it said the same one zone lower.
STALE_SHARE = 60
STALE_TERM = "t.f:stale"
DAY_SHARE = 60  # percent of the lowest score that counts, for whoever is open on the day asked for


def importance(rarity: int, is_faint: bool = False) -> int:
    """Return how much a word of a rarity class (0 common to 7 unknown) counts."""
    return (rarity + 2) * (FAINT if is_faint else 100) // 10


def lost(importance: int, needs: int) -> int:
    """Return how much a word counts that no document can meet: beside one other nearly all, in a sentence less."""
    return importance * (100 if needs == 1 else 80 if needs == 2 else 60) // 100


def worth(importance: int, zone: str, quality: int) -> int:
    """Return the weight of a match, at least 1."""
    return max(1, importance * ZONES[zone] * quality // SCALE)


class Weighed(Protocol):
    """A need as far as the cut is concerned."""

    importance: int
    is_faint: bool
    is_lost: bool


def least(needs: Sequence[Weighed]) -> int:
    """Return the lowest score that counts; faint needs ask for nothing unless there are no others.

    Where no document can meet any need that is not faint, faint ones alone shall not find anything.
    """
    asked = [need for need in needs if not need.is_faint] or list(needs)
    share = {1: 40, 2: 55, 3: 50}.get(len(asked), 45)
    if len(needs) > 1 and all(need.is_lost for need in asked):
        share = 100
    return sum(need.importance for need in asked) * ZONES["b"] * share * CUT // SCALE // 100


def lift_of(least_score: int) -> int:
    """Return what entries that are not stale gain; without words there is nothing else to rank by, and 1 decides."""
    return max(1, least_score * STALE_SHARE // 100)
