"""The words of a query, and those of them that only say who asks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .analysis.base import Analyser

# After these, at the beginning of a query, comes what is looked for; before them stands who looks for it.
SEEKING = frozenset({"sucht", "suchen", "braucht", "brauchen", "benotigt", "benotigen", "mochte", "mochten"})
SEEKING |= {"will", "wollen", "wunscht", "fragt", "fragen", "hat", "haben"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the query, folded, with its stem and its offsets."""

    text: str
    folded: str
    stem: str
    start: int
    end: int
    is_stop: bool
    is_seeker: bool = False

    def saying(self, folded: str, analysis: Analyser) -> "Word":
        """Return another folded word in the same place."""
        stem, is_stop = analysis.stem(folded), analysis.is_stop(folded)
        return replace(self, text=folded, folded=folded, stem=stem, is_stop=is_stop)


def query_words(q: str, analysis: Analyser) -> list[Word]:
    """Return the words of a query in order."""
    found = []
    for token in analysis.tokens(q):
        folded = analysis.word(token)
        stem, is_stop = analysis.stem(folded), analysis.is_stop(folded)
        found.append(Word(token.text, folded, stem, token.start, token.end, is_stop))
    return _with_seeker(found)


def _with_seeker(words: Sequence[Word]) -> list[Word]:
    """Return the words with the one marked that says who seeks: "Lehrerin sucht Projekttag"."""
    said = [index for index, word in enumerate(words) if not word.is_stop]
    found = list(words)
    if len(said) > 1 and said[0] + 1 < len(words) and words[said[0] + 1].folded in SEEKING:
        found[said[0]] = replace(words[said[0]], is_seeker=True)
    return found
