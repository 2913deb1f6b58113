"""All relevance knowledge: how a query becomes weighted groups of exact terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from .analysis.base import Analyser
from .choices import Choices
from .gazetteer import Gazetteer, Sighting, sight
from .reading import Need, Reading, RecognisedPlace
from .thesaurus import Related, Thesaurus
from .types import Alternative, AnyOf, Group
from .vocabulary import Vocabulary
from .weights import (
    APART,
    CLOSE,
    CORRECTED,
    EQUAL,
    PIECE,
    PREFIX,
    WEAK,
    WHOLE,
    importance,
    least,
    worth,
)

MAX_NEEDS = 12


class Spelling(Protocol):
    """Knows what word somebody meant."""

    def correct(self, word: str) -> str | None:
        """Return the known word a folded word stands for, or None."""


@dataclass(frozen=True)
class Knowledge:
    """What reading a query draws on."""

    vocabulary: Vocabulary
    analysis: Analyser
    thesaurus: Thesaurus = Thesaurus()
    gazetteer: Gazetteer = Gazetteer()
    speller: Spelling | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the query, folded, with its stem and its offsets."""

    text: str
    folded: str
    stem: str
    start: int
    end: int
    is_stop: bool


def read_query(q: str, known: Knowledge, recognise_places: bool = True, correct_spelling: bool = True) -> Reading:
    """Return what a query means for documents of this vocabulary."""
    words = _words(q, known.analysis)
    if not words:
        return Reading(too_vague=bool(q.strip()), rest=q)
    is_name = known.vocabulary.has_name([word.folded for word in words])
    places: tuple[RecognisedPlace, ...] = ()
    rest = words
    if recognise_places and not is_name:
        rest, places = _without_places(words, known)
    content = [word for word in rest if not word.is_stop]
    if not content and is_name:
        content = words
    if not content:
        return Reading(places=places, rest="", too_vague=not places)
    return _read_words(q, content, words, places, known, correct_spelling)


def _words(q: str, analysis: Analyser) -> list[Word]:
    """Return the words of a query."""
    found = []
    for token in analysis.tokens(q):
        folded = analysis.word(token)
        found.append(
            Word(
                token.text, folded, analysis.stem(folded), token.start, token.end, analysis.is_stop(folded)
            )
        )
    return found


def _without_places(words: list[Word], known: Knowledge) -> tuple[list[Word], tuple[RecognisedPlace, ...]]:
    """Return the words that name no place, and the places."""
    pieces = [(index, piece) for index, word in enumerate(words) for piece in word.folded.split("-")]

    def is_known(piece: str) -> bool:
        return _is_known(piece, known)

    sightings = sight(
        known.gazetteer,
        [piece for _, piece in pieces],
        [piece for _, piece in pieces],
        is_known,
    )
    taken: set[int] = set()
    places = []
    for sighting in sightings:
        covered = [pieces[number][0] for number in range(sighting.first, sighting.last)]
        taken.update(range(sighting.first, sighting.last))
        start, end = words[covered[0]].start, words[covered[-1]].end
        places += [replace(place, start=start, end=end) for place in sighting.places]
    rest = []
    for index, word in enumerate(words):
        numbers = [number for number, (owner, _) in enumerate(pieces) if owner == index]
        left = [pieces[number][1] for number in numbers if number not in taken]
        if len(left) == len(numbers):
            rest.append(word)
        elif left:
            rest += [_word(piece, word, known.analysis) for piece in left]
    return rest, tuple(places)


def _word(piece: str, whole: Word, analysis: Analyser) -> Word:
    return replace(whole, folded=piece, stem=analysis.stem(piece), is_stop=analysis.is_stop(piece))


def _is_known(word: str, known: Knowledge) -> bool:
    """Return whether a folded word means something to documents or thesaurus."""
    stem = known.analysis.stem(word)
    return (
        known.analysis.is_stop(word)
        or word in known.vocabulary.words
        or known.vocabulary.knows(stem)
        or known.thesaurus.get((stem,)) is not None
    )


def _read_words(
    q: str,
    content: list[Word],
    words: list[Word],
    places: tuple[RecognisedPlace, ...],
    known: Knowledge,
    correct_spelling: bool,
) -> Reading:
    """Return the reading of the words that say what is looked for."""
    needs = []
    corrections = {}
    for number, word in enumerate(content):
        needs.append(_Need.of(word, known))
    for index, need in enumerate(needs):
        if need.is_found(known):
            continue
        if index == len(needs) - 1 and need.word.end == words[-1].end:
            need.prefix = tuple(known.vocabulary.words_from(need.word.folded)) if len(need.word.folded) > 1 else ()
        if not need.prefix and correct_spelling and known.speller:
            correction = known.speller.correct(need.word.folded)
            if correction:
                corrections[need.word] = correction
                need.corrected = _word(correction, need.word, known.analysis)
    groups = [need.choices(known) for need in needs]
    stems = [need.said.stem for need in needs]
    _join(stems, needs, groups, known)
    for start, end in known.thesaurus.spans(stems):
        related = known.thesaurus.get(tuple(stems[start:end]))
        for choices in groups[start:end]:
            _relate(choices, related, known)
            choices.phrase(stems[start:end], WHOLE)
    importances = [choices.importance for choices in groups]
    bonus = _title_bonus(words, known)
    return Reading(
        groups=tuple(choices.group() for choices in groups) + bonus,
        min_score=least(importances),
        marks=frozenset(stems),
        places=places,
        rest=" ".join(word.text for word in content),
        corrected=_corrected(q, corrections),
        needs=tuple(Need(need.word.text, need.said.stem, choices.importance) for need, choices in zip(needs, groups)),
    )


def _join(stems, needs, groups, known):
    """Let adjacent words that are one compound elsewhere count as it."""
    for size in (3, 2):
        for start in range(len(stems) - size + 1):
            joined = "".join(stems[start : start + size])
            if known.vocabulary.knows(joined) or known.thesaurus.get((joined,)):
                for choices in groups[start : start + size]:
                    choices.stem(joined, WHOLE)
                    _relate(choices, known.thesaurus.get((joined,)), known)


def _relate(choices: Choices, related: Related | None, known: Knowledge) -> None:
    if related is None:
        return
    for phrase in related.equal:
        choices.phrase(phrase, EQUAL)
    for phrase in related.close:
        choices.phrase(phrase, CLOSE)
    better = any(
        all(known.vocabulary.knows(stem) for stem in phrase) for phrase in (*related.equal, *related.close)
    )
    if not better:
        for phrase in related.weak:
            choices.phrase(phrase, WEAK)


@dataclass
class _Need:
    word: Word
    prefix: tuple[str, ...] = ()
    corrected: Word | None = None

    @classmethod
    def of(cls, word, known):
        return cls(word)

    @property
    def said(self):
        return self.corrected or self.word

    def parts(self, known):
        pieces = known.analysis.pieces(self.said.folded) if hasattr(known.analysis, "pieces") else ()
        if not pieces:
            return ()
        listed = known.analysis.parts(self.said.folded)
        return tuple(s for s in (known.analysis.stem(p) for p in pieces) if s in listed)

    def is_found(self, known):
        v = known.vocabulary
        if v.knows(self.word.stem):
            return True
        if known.thesaurus.get((self.word.stem,)):
            return True
        parts = self.parts(known)
        return bool(parts) and all(v.knows(p) for p in parts)

    def choices(self, known) -> Choices:
        v = known.vocabulary
        word = self.said
        related = known.thesaurus.get((word.stem,))
        parts = self.parts(known)
        rarity = v.rarity(word.stem)
        if not v.knows(word.stem):
            if self.prefix:
                rarity = min(rarity, min(v.rarity(known.analysis.stem(w)) for w in self.prefix))
            if related:
                c = [max(v.rarity(s) for s in p) for p in (*related.equal, *related.close)]
                rarity = min([rarity, *c])
            elif parts:
                rarity = max(v.rarity(p) for p in parts)
        choices = Choices(importance(rarity))
        quality = CORRECTED if self.corrected else WHOLE
        if self.corrected:
            choices.stem(self.word.stem, WHOLE)
        choices.stem(word.stem, quality)
        choices.words(self.prefix, PREFIX)
        _relate(choices, related, known)
        if len(parts) > 1:
            self._compound(choices, parts, known)
        return choices

    def _compound(self, choices, parts, known):
        v = known.vocabulary
        for zone in "nksbp":
            choices.together(parts, zone, APART)
        choices.anywhere(parts)
        total = sum(importance(v.rarity(p)) for p in parts)
        runs = [(a, b) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1) if b - a < len(parts)]
        for a, b in runs:
            share = sum(importance(v.rarity(p)) for p in parts[a:b]) / total
            joined = "".join(parts[a:b])
            choices.stem(joined, int(PIECE * share))
            if b - a > 1:
                choices.together(parts[a:b], "k", int(PIECE * share))


def _title_bonus(words, known) -> tuple[Group, ...]:
    folded = [word.folded for word in words]
    stems = [w.stem for w in words if not w.is_stop] or [w.stem for w in words]
    alternatives = [
        Alternative((AnyOf((f"n.x:{' '.join(folded)}",)),), 4000),
        Alternative(tuple(AnyOf((f"n.s:{s}",)) for s in stems), 1500),
    ]
    return (Group(tuple(alternatives)),)


def _corrected(q: str, corrections) -> str | None:
    if not corrections:
        return None
    for word in sorted(corrections, key=lambda word: -word.start):
        q = q[: word.start] + corrections[word] + q[word.end :]
    return q
