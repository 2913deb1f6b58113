"""What every language's analyser offers, and how a text becomes the term strings of the index."""

from abc import ABC, abstractmethod

from .tokens import Token, letters, tokenise


class Analyser(ABC):
    """Turns text of one locale into words, stems and parts; immutable, so threads may share it."""

    locale: str
    version: str
    has_compounds = False

    def tokens(self, text: str) -> list[Token]:
        """Return the words of the text in order with their offsets in it."""
        return tokenise(text)

    def word(self, token: Token) -> str:
        """Return the token as a folded word; a hyphenated one keeps its hyphens, gender marks are gone."""
        return self.fold(letters(token.text))

    @abstractmethod
    def fold(self, text: str) -> str:
        """Return the text in the one spelling that words are compared in."""

    @abstractmethod
    def stem(self, word: str) -> str:
        """Return the stem of a folded word; of a hyphenated one that of the joined whole."""

    @abstractmethod
    def is_stop(self, word: str) -> bool:
        """Return whether a folded word says nothing about what is looked for."""

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of what a folded word is made of, never its own stem."""
        if "-" not in word:
            return self._parts_of_one(word)
        pieces = [piece for piece in word.split("-") if len(piece) > 1]
        found = [self.stem(piece) for piece in pieces]
        for piece in (*pieces, word.replace("-", "")):
            found.extend(self._parts_of_one(piece))
        whole = self.stem(word)
        return tuple(dict.fromkeys(part for part in found if part != whole))

    def _parts_of_one(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word without hyphens; none unless the language builds compounds."""
        return ()

    def pieces(self, word: str) -> tuple[str, ...]:
        """Return the readable folded parts of a compound; none unless the language builds them."""
        return ()

    def joints(self, word: str) -> tuple[int, ...]:
        """Return the offsets in a word as written at which a line may break between its parts."""
        return ()

    def completed(self, text: str, token: Token, following: list[Token]) -> str | None:
        """Return the folded whole word that a token stands for which is cut short ("Kinder- und Jugendhilfe")."""
        return None

    def index_terms(self, zone: str, text: str, bigrams: bool = False) -> set[str]:
        """Return the term strings `<zone>.<kind>:<text>` of one text.

        Kinds are w (word), s (stem), p (part) and, if asked for, b (two adjacent stems). Words that say nothing
        are left out, except in names (zone n), which may consist of nothing else.
        """
        terms: set[str] = set()
        previous = ""
        tokens = self.tokens(text)
        for index, token in enumerate(tokens):
            word = self.word(token)
            if self.is_stop(word) and zone != "n":
                continue
            stem = self.stem(word)
            terms.update(f"{zone}.w:{form}" for form in written_forms(word))
            terms.add(f"{zone}.s:{stem}")
            terms.update(f"{zone}.p:{part}" for part in self.parts(word))
            if whole := self.completed(text, token, tokens[index + 1 : index + 4]):
                terms.add(f"{zone}.s:{self.stem(whole)}")
            if bigrams and not self.is_stop(word):
                if previous:
                    terms.add(f"{zone}.b:{previous} {stem}")
                previous = stem
        return terms


def written_forms(word: str) -> tuple[str, ...]:
    """Return the ways a folded word may begin to be typed: as it is, joined, and each piece."""
    if "-" not in word:
        return (word,)
    return (word, word.replace("-", ""), *(piece for piece in word.split("-") if len(piece) > 1))
