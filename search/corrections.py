"""Corrected words of a query, shown as documents write them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .analysis.base import Analyser


@dataclass(frozen=True, slots=True)
class Correction:
    """The slice `[start, end)` of a query, and the folded word that was searched instead."""

    start: int
    end: int
    word: str


def applied(q: str, corrections: Sequence[Correction], spellings: Mapping[str, str] | None = None) -> str:
    """Return the query with its corrections, each spelt as in `spellings` (by folded word) or folded."""
    known = spellings or {}
    for one in sorted(corrections, key=lambda one: -one.start):
        q = q[: one.start] + known.get(one.word, one.word) + q[one.end :]
    return q


def spellings(words: Iterable[str], texts: Iterable[str], analysis: Analyser) -> dict[str, str]:
    """Return how the texts write folded words, the first spelling of each; words that stand nowhere are left out."""
    wanted = set(words)
    found: dict[str, str] = {}
    for text in texts:
        if wanted <= found.keys():
            break
        for token in analysis.tokens(text):
            word = analysis.word(token)
            if word in wanted:
                found.setdefault(word, token.text)
    return found
