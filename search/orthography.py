"""Orthography: a word that was searched folded, as German writes it; nothing where that is not certain."""

from collections.abc import Mapping

from .analysis.base import Analyser
from .analysis.fold import plain

_UNCERTAIN = frozenset("aou")  # may stand for ä, ö, ü
_SHORTEST = 3
_ADJECTIVE = ("isch", "lich", "ig", "los", "sam", "bar", "haft", "frei")


def written(word: str, typed: str, listed: Mapping[str, str], analysis: Analyser) -> str | None:
    """Return a folded word in proper spelling, or None if neither the lists nor what was typed tell it.

    A compound is written part by part, each as in the lists or as it was typed.
    """
    if word in listed:
        return _begun_as(typed, listed[word])
    ends = [0, *analysis.joints(word), len(word)]
    pieces = [word[start:end] for start, end in zip(ends, ends[1:], strict=False)]
    found = [_piece(piece, typed, listed, analysis) for piece in pieces]
    if len(pieces) == 1 or not all(found):
        return None
    joined = "".join(piece.lower() for piece in found if piece)
    is_noun = typed[:1].isupper() or not joined.endswith(_ADJECTIVE)
    return joined[:1].upper() + joined[1:] if is_noun else joined


def _begun_as(typed: str, spelt: str) -> str:
    """Return a word with a capital if it was typed with one."""
    return spelt[0].upper() + spelt[1:] if typed[:1].isupper() else spelt


def _piece(piece: str, typed: str, listed: Mapping[str, str], analysis: Analyser) -> str | None:
    """Return a part of a compound in proper spelling: typed with umlauts, listed, or with no other spelling."""
    lower = typed.lower()
    for start in range(len(lower)):
        for end in range(start + len(piece), min(start + 2 * len(piece), len(lower)) + 1):
            if analysis.fold(lower[start:end]) == piece and plain(lower[start:end]) != lower[start:end]:
                return lower[start:end]
    if piece in listed:
        return listed[piece]
    for link in ("s", "es", "n", "en"):
        if len(base := piece.removesuffix(link)) >= _SHORTEST and base != piece and base in listed:
            return listed[base] + link
    is_certain = _UNCERTAIN.isdisjoint(piece) and "ss" not in piece
    return piece if is_certain else None
