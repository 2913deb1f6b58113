"""What reading a query draws on: words of documents, word lists, places, spelling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from .analysis import compounds
from .analysis.base import Analyser
from .gazetteer import Gazetteer
from .thesaurus import Thesaurus
from .vocabulary import Vocabulary


class Spelling(Protocol):
    """Knows what word somebody meant."""

    def correct(self, word: str) -> str | None:
        """Return the known word a folded word stands for, or None."""


@dataclass(frozen=True)
class Lore:
    """Everything that reading a query draws on; immutable, so threads may share it."""

    vocabulary: Vocabulary
    analysis: Analyser
    thesaurus: Thesaurus = field(default_factory=Thesaurus)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    speller: Spelling | None = None
    written: Mapping[str, str] = field(
        default_factory=dict
    )  # listed words as German writes them, by folded word

    def is_meaningful(self, stem: str) -> bool:
        """Return whether a stem stands in a document or in the thesaurus."""
        return self.vocabulary.knows(stem) or self.thesaurus.get((stem,)) is not None

    def is_known(self, word: str) -> bool:
        """Return whether a folded word means something: to documents, to the lists or as a stop word."""
        return (
            word in self.vocabulary.words
            or word in self.thesaurus.faint
            or self.analysis.is_stop(word)
            or self.is_meaningful(self.analysis.stem(word))
        )

    def is_whole(self, word: str) -> bool:
        """Return whether a folded word that no document holds is a word by itself, not the beginning of one."""
        return self.analysis.has_compounds and compounds.is_listed(word)

    def pieces(self, word: str) -> tuple[str, ...]:
        """Return the stems of a compound's pieces that say something, in order; nothing for other words.

        A preposition makes one piece with what follows it (Nachhilfe|lehrer, Selbsthilfe|gruppe).
        """
        readable: list[str] = []
        for piece in self.analysis.pieces(word):
            if readable and self.analysis.is_stop(readable[-1]):
                readable[-1] += piece
            else:
                readable.append(piece)
        parts = frozenset(self.analysis.parts(word)) if readable else frozenset()
        return tuple(stem for stem in map(self.analysis.stem, readable) if stem in parts)
