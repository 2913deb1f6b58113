"""The numbers of relevance: what a match is worth by where it is found, how it matches and how rare it is.

A match is worth importance × zone × quality. Importance grows with rarity; zone says where the text stands;
quality says how near the match is to what was typed. All are whole numbers, so both engines add alike.
"""

ZONES = {"n": 16, "k": 14, "s": 13, "b": 10, "p": 10}
BODY = ZONES["b"]
WHOLE = 100  # quality of the word itself
PART = 85  # percent: inside a compound of the text
EQUAL = 92
CLOSE = 75
WEAK = 45
PREFIX = 80
CORRECTED = 92
APART = 80  # all parts of a compound in one zone
SCATTERED = 62  # all parts of a compound anywhere
PIECE = 62  # some parts of a compound, times their share of its rarity
SAME_ZONE = 70  # percent: words of a phrase in one zone but not side by side
SCALE = 10  # importance × zone × quality is divided by this


def importance(rarity: int) -> int:
    """Return how much a word of a rarity class (0 common to 7 unknown) counts."""
    return rarity + 2


def worth(importance: int, zone: str, quality: int) -> int:
    """Return the weight of a match, at least 1."""
    return max(1, importance * ZONES[zone] * quality // SCALE)


def least(importances: list[int]) -> int:
    """Return the lowest score that counts for needs of these importances."""
    share = 40 if len(importances) < 2 else 55
    return sum(importances) * BODY * share // SCALE
